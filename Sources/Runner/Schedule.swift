import Engine
import Experiments

/// Decides which run of a plan starts next, and when.
///
/// Runs start in the plan's order. At most `jobs` run at once, fewer while their memory together would
/// be more than there is; a combination of which not even one run fits is refused.
struct Schedule: Sendable {
    enum Step: Sendable {
        /// A run may start now; `opens` when it is its combination's first.
        case start(Run, opens: Bool)
        case refuse(combination: Int, MemoryShortage)
    }

    private let runs: SweepPlan.Runs
    private let seeds: Int
    private let dataset: Dataset
    private let jobs: Int
    private let memory: MachineMemory

    /// The index of the next run to start.
    private var next = 0
    private var running = 0
    /// Bytes of the runs that are running.
    private var memoryInUse = 0.0

    init(plan: SweepPlan, dataset: Dataset, jobs: Int, memory: MachineMemory) {
        runs = plan.runs
        seeds = plan.seeds.count
        self.dataset = dataset
        self.jobs = jobs
        self.memory = memory
    }

    /// Whether every run has ended.
    var isOver: Bool { next == runs.count && running == 0 }

    /// What happens next; nil when a run has to end before.
    mutating func step() -> Step? {
        guard next < runs.count, running < jobs else { return nil }
        let run = runs[next]
        if let shortage = memory.shortage(for: run.configuration, dataset: dataset) {
            next += seeds
            return .refuse(combination: run.id.combination, shortage)
        }
        let needed = run.configuration.memoryNeeded(for: dataset)
        guard running == 0 || memoryInUse + needed <= memory.bytes else { return nil }
        next += 1
        running += 1
        memoryInUse += needed
        return .start(run, opens: run.id.seed == 0)
    }

    /// Takes note that a run has ended.
    mutating func ended(_ run: Run) {
        running -= 1
        memoryInUse = running == 0 ? 0 : memoryInUse - run.configuration.memoryNeeded(for: dataset)
    }
}
