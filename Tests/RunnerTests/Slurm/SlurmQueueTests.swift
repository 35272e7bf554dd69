import Runner
import Testing

struct SlurmQueueTests {
    /// As squeue 22.05.8 has printed it.
    private let recorded = """
        5_0|PD|PartitionConfig|
        5_1|PD|PartitionConfig|
        6_2|PD|Resources|
        3_0|R|None|n1
        3_1|CG|None|n2
        9|PD|ReqNodeNotAvail, UnavailableNodes:n1|
        11_7|PD|Nodes required for job are DOWN, DRAINED or reserved for jobs in higher priority partitions|
        12_0|CA|None|n1

        """

    @Test func `workers are told apart by job, place, state and node`() {
        let queue = SlurmQueue(lines: recorded)
        #expect(queue.jobs == ["5", "6", "3", "9", "11"])
        #expect(queue.workers.count == 7)
        #expect(queue.workers[1].index == 1)
        #expect(queue.workers[3].node == "n1")
        #expect(queue.workers[3].state == .running)
        #expect(queue.workers[5].index == nil)
        #expect(queue.workers[5].state == .waiting(reason: "ReqNodeNotAvail, UnavailableNodes:n1"))
    }

    @Test func `what runs is counted, and what waits by its reason, the commonest first`() {
        let state = SlurmQueue(lines: recorded).state
        #expect(state.running == 2)
        #expect(state.waiting.map(\.count) == [2, 1, 1, 1])
        #expect(state.waiting[0].reason == PendingReason("PartitionConfig").description)
        #expect("\(SlurmQueue(lines: recorded).state(of: "6"))" == "0 workers run, 1 waits: the nodes are busy (Resources)")
    }

    @Test func `no lines and strange lines are no workers`() {
        #expect(SlurmQueue(lines: "").isEmpty)
        #expect(SlurmQueue(lines: "slurm_load_jobs error\n|||\nx_1|R|None|n1\n7|R\n").isEmpty)
    }

    @Test(arguments: [
        ("Priority", "others are ahead in the queue (Priority)", false),
        ("QOSMaxCpuPerUserLimit", "you have as much as the site allows one user; they start as earlier jobs end (QOSMaxCpuPerUserLimit)", false),
        (
            "QOSMaxCpuPerJobLimit", "each asks for more than the site allows, so that they never start: lower cpus or memory (QOSMaxCpuPerJobLimit)",
            true
        ),
        (
            "AssocGrpCpuLimit",
            "your account has as much as the site allows it; they start as its other jobs end, or name another account (AssocGrpCpuLimit)", false
        ),
        ("BeginTime", "their start time has not come; those put back into the queue start soon (BeginTime)", false),
        ("JobArrayTaskLimit", "the array lets only so many run at once (JobArrayTaskLimit)", false),
        ("DependencyNeverSatisfied", "the job they were to follow has failed, so that they never start (DependencyNeverSatisfied)", true),
        ("Dependency", "another job has to end first (Dependency)", false),
        ("SomethingNew", "Slurm gives a reason of its own (SomethingNew)", false),
    ])
    func `reasons are told as advice`(word: String, text: String, isFinal: Bool) {
        #expect(PendingReason(word).description == text)
        #expect(PendingReason(word).isFinal == isFinal)
    }
}
