import Engine
import Experiments

extension SlurmSettings {
    /// What is asked for where nobody says anything else: as many workers as have some ten minutes of work each, with the memory of
    /// the largest run, and twice the time that they should need.
    ///
    /// - Parameters:
    ///   - memory: what a run may need: larger ones are not trained.
    ///   - isRecorded: whether there is nothing to do for a run.
    func estimated(
        for plan: SweepPlan, tasks: TaskLibrary, memory limit: MachineMemory, isRecorded: (RunID) -> Bool
    ) -> SlurmSettings {
        let cpus = cpus ?? 1
        let all = plan.work(in: tasks)
        var work = 0.0, longest = 0.0, largest = 0.0, units = 0, needs = MemoryNeeds()
        for combination in plan.combinations {
            let configuration = combination.configuration
            let missing = plan.seeds.indices.count { !isRecorded(RunID(combination: combination.index, seed: $0)) }
            guard missing > 0, configuration.leastMemory <= limit.bytes else { continue }
            let needed = needs.bytes(of: configuration, for: tasks.task(for: configuration))
            guard needed <= limit.bytes else { continue }
            let cost = configuration.workEstimate(in: tasks)
            work += cost * Double(missing)
            longest = max(longest, cost)
            largest = max(largest, needed)
            units += (missing - 1) / WorkUnit.size(for: configuration, of: all, tasks: tasks) + 1
        }
        var estimated = SlurmSettings()
        let workers = workers ?? max(1, min(Int(min(work / Double(cpus) / Self.share, 1e6)), Self.mostWorkers, units / cpus))
        estimated.workers = workers
        estimated.cpus = cpus
        estimated.memory = SlurmSize(holding: largest * Double(cpus) + Self.room(for: plan)).description
        estimated.time = SlurmTime(holding: 2 * (work / Double(workers * cpus) + longest) + Self.startingTime).description
        return estimated
    }

    /// Seconds of work of each worker.
    private static let share = 600.0
    private static let mostWorkers = 32
    /// Seconds.
    private static let startingTime = 300.0

    /// Bytes of a worker beside its runs: itself, and what it knows of the plan's records.
    private static func room(for plan: SweepPlan) -> Double {
        200e6 + 4000 * Double(plan.runs.count)
    }
}
