import Engine
import Experiments
import Runner
import System
import Testing

struct MachineMemoryTests {
    private static let gigabyte = 0x1p30

    @Test(arguments: [
        (480, 24, "needs 480 GB, this machine has 24 GB; lower n_embd_factor or n_head"),
        (23.75, 23.51, "needs 23.8 GB, this machine has 23.5 GB; lower n_embd_factor or n_head"),
        (99.96, 0.5, "needs 100 GB, this machine has 512 MB; lower n_embd_factor or n_head"),
        (3000, 1500, "needs 2.9 TB, this machine has 1.5 TB; lower n_embd_factor or n_head"),
        (1e30, 24, "needs more than 1024 EB, this machine has 24 GB; lower n_embd_factor or n_head"),
        (.infinity, 24, "needs more than 1024 EB, this machine has 24 GB; lower n_embd_factor or n_head"),
    ] as [(Double, Double, String)])
    func `a shortage is told in words`(needed: Double, available: Double, message: String) {
        let shortage = MemoryShortage(
            needed: needed * Self.gigabyte, available: available * Self.gigabyte, remedies: [.nEmbdFactor, .nHead])
        #expect(shortage.description == message)
    }

    @Test func `what fits lacks nothing`() throws {
        let configuration = TrainingConfiguration()
        let needed = configuration.memoryNeeded(for: .familyTree)
        #expect(MachineMemory(bytes: needed).shortage(for: configuration, tasks: .familyTree) == nil)
        #expect(MachineMemory(bytes: needed - 1).shortage(for: configuration, tasks: .familyTree)?.needed == needed)
    }

    @Test(arguments: [
        ([.nHead: .integer(1_000_000)], [.nEmbdFactor, .nHead]),
        ([.nLayer: .integer(1_000_000_000_000)], [.nLayer]),
        ([.epochs: .integer(.max)], [.epochs]),
        ([.epochs: .integer(.max), .nLayer: .integer(.max)], [.nEmbdFactor, .nHead, .nLayer, .epochs]),
    ] as [([Hyperparameter: Hyperparameter.Value], [Hyperparameter])])
    func `names what to lower`(settings: [Hyperparameter: Hyperparameter.Value], remedies: [Hyperparameter]) throws {
        let memory = MachineMemory(bytes: 24 * Self.gigabyte)
        let shortage = try #require(
            memory.shortage(for: try TrainingConfiguration(settings), tasks: .familyTree))
        #expect(shortage.remedies == remedies)
    }

    @Test func `names what to lower for text`() throws {
        let choices: [Hyperparameter: [Hyperparameter.Value]] = [
            .data: [.word("t.txt")], .task: [.word("text")], .maxIters: [.integer(1 << 50)],
        ]
        let plan = try SweepPlan(SweepSpace(choices: choices), seeds: try Seeds(count: 1))
        let file = DataFile(name: "t.txt", bytes: Array(repeating: Array("to be or not to be. ".utf8), count: 100).flatMap(\.self))
        let shortage = MachineMemory(bytes: 24 * Self.gigabyte).shortage(
            for: plan.combinations[0].configuration, tasks: try TaskLibrary(of: plan, files: ["t.txt": file]))
        #expect(shortage?.remedies == [.maxIters])
    }

    @Test func `a plan is refused only when nothing of it fits`() throws {
        let memory = MachineMemory(bytes: 24 * Self.gigabyte)
        let huge: [Hyperparameter.Value] = [.integer(2_000_000), .integer(1_000_000)]
        try memory.check(SweepPlan([.nHead: huge + [.integer(1)]]), tasks: .familyTree)
        let error = try #require(throws: RunnerError.self) {
            try memory.check(SweepPlan([.nHead: huge]), tasks: .familyTree)
        }
        guard case .nothingFits(let smallest, let shortage, combinations: 2) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(smallest.index == 1)
        #expect(error.description == "none of the 2 combinations can run; the smallest, "
            + "n_layer=2, n_head=1000000, n_embd_factor=32, dropout=0.2, \(shortage)")
    }

    @Test func `this machine has memory`() {
        #expect(MachineMemory.current.bytes >= 0x1p27)
        #expect(MachineMemory.current.bytes < 0x1p50)
    }

    @Test(arguments: [
        ("0::/a/b\n", ["/a/b/memory.max", "/a/memory.max", "/memory.max"]),
        ("0::/\n", ["/memory.max"]),
        (
            "8:pids:/\n4:cpu,memory:/jobs/7:1\n0::/\n",
            [
                "/memory/jobs/7:1/memory.limit_in_bytes", "/memory/jobs/memory.limit_in_bytes",
                "/memory/memory.limit_in_bytes", "/memory.max",
            ]
        ),
        ("nonsense\n", []),
    ])
    func `knows where control groups say their limits`(groups: String, files: [String]) {
        #expect(MachineMemory.limitFiles(of: groups) == files.map { "/sys/fs/cgroup" + $0 })
    }

    @Test func `Slurm's promise counts`() {
        func promised(_ variables: [String: String]) -> Double? { MachineMemory.promised(by: Environment(variables)) }
        #expect(promised(["SLURM_MEM_PER_NODE": "512"]) == 512.0 * 1024 * 1024)
        #expect(promised(["SLURM_MEM_PER_CPU": "100", "SLURM_CPUS_ON_NODE": "4"]) == 400.0 * 1024 * 1024)
        #expect(promised(["SLURM_MEM_PER_CPU": "100"]) == 100.0 * 1024 * 1024)
        // No limit.
        #expect(promised(["SLURM_MEM_PER_NODE": "0"]) == nil)
        #expect(promised([:]) == nil)
    }
}
