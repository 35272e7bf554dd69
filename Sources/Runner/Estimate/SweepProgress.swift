import Engine
package import Experiments

/// How far a sweep is, and how long it will still take, by the work that remains rather than the count
/// of runs: a run of n_embd 512 takes several hundred times as long as one of 16.
package struct SweepProgress: Sendable {
    /// Runs that are recorded.
    package private(set) var doneCount = 0
    /// Runs that are to be done, refused combinations left out.
    package private(set) var runCount: Int

    private let seedCount: Int
    private let tasks: TaskLibrary
    private let jobs: Int
    private let cores: Int
    /// The runs that were not recorded when work began.
    private var workload: Workload
    /// The runs that have ended here.
    private var own = WorkMeasurement()
    /// Those that were recorded before.
    private var earlier = WorkMeasurement()
    /// Those that other processes have recorded since.
    private var others = WorkMeasurement()
    private var hasBegun = false
    /// When the first run that others have recorded since began, as far as its time tells.
    private var othersBegin: ContinuousClock.Instant?
    /// What there is to wait for, while nothing is to be done here.
    package private(set) var foreignWork: ForeignWork?
    /// What was last heard of workers on a cluster.
    package private(set) var cluster: ClusterState?

    package init(of plan: SweepPlan, tasks: TaskLibrary, jobs: Int, cores: Int = Cores.available) {
        self.tasks = tasks
        self.jobs = min(jobs, plan.runs.count)
        self.cores = cores
        seedCount = plan.seeds.count
        runCount = plan.runs.count
        workload = Workload(of: plan, tasks: tasks)
    }

    package mutating func note(_ event: RunProgress) {
        foreignWork = nil
        switch event {
        case .waiting(let work):
            foreignWork = work
        case .cluster(let state):
            cluster = state
        case .started, .notice:
            break
        case .refused(let combination, _):
            leaveOut(seedCount, of: combination)
        case .eliminated(let combination, let seeds):
            leaveOut(seedCount - seeds, of: combination)
        case .recorded(let record, _):
            doneCount += 1
            own.add(record, tasks: tasks, jobs: jobs, cores: cores)
        case .recordedElsewhere(let record, let id):
            doneCount += 1
            if hasBegun { return addOthers(record) }
            workload.remove(1, of: id.combination)
            earlier.add(record, tasks: tasks)
        }
    }

    private mutating func addOthers(_ record: RunRecord) {
        others.add(record, tasks: tasks)
        if othersBegin == nil { othersBegin = .now - .seconds(record.seconds) }
    }

    /// Takes note that work begins: what is recorded elsewhere from now on is what other processes do meanwhile.
    package mutating func begin() {
        hasBegun = true
    }

    private mutating func leaveOut(_ runs: Int, of combination: Int) {
        runCount -= runs
        workload.remove(runs, of: combination)
    }

    /// Runs a second since work began, other processes' included.
    package func rate(after elapsed: Duration) -> Double {
        elapsed > .zero ? Double(own.count + others.count) / elapsed.seconds : 0
    }

    /// The seconds that remain, if work goes on taking the time it took so far, all jobs are busy, and other processes
    /// do as much a second as since work began, and all of it where nothing is trained here; nil until a run has ended, and while there is only others' work. What runs took that ended before, or elsewhere,
    /// counts only until one has ended here.
    package func secondsLeft(after elapsed: Duration) -> Double? {
        if cores == 0 { return secondsLeftForOthers() }
        guard foreignWork == nil, let measured = [own, others, earlier].first(where: { $0.work > 0 }) else { return nil }
        let othersPace = elapsed > .zero ? others.work / elapsed.seconds : 0
        let seconds = workload.seconds(
            jobs: min(jobs, max(1, workload.runCount - others.count)), cores: cores, scale: measured.scale, besides: othersPace)
        return max(0, seconds - elapsed.seconds)
    }

    /// The seconds that others need for all that remains, at their pace since the first of them began.
    private func secondsLeftForOthers() -> Double? {
        guard let othersBegin, others.work > 0 else { return nil }
        let pace = others.work / max(0.001, (ContinuousClock.now - othersBegin).seconds)
        return max(0, workload.work - others.work) / pace
    }
}
