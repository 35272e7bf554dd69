package import Engine
package import Experiments

/// What a plan will take on this machine: time, memory, and which of its combinations can't run.
package struct PlanForecast: Sendable {
    package let plan: SweepPlan
    /// The most runs that go at a time.
    package let jobs: Int
    package let memory: MachineMemory
    /// The combinations that don't fit, by their indices in the plan, rising.
    package let refused: [Int]
    /// Runs that can go.
    package let runCount: Int
    /// Seconds until all runs have ended, if the jobs stay busy.
    package let seconds: Double
    /// Bytes of the largest runs that may go at a time.
    package let memoryAtOnce: Double

    package let task: LearningTask
    private let scale: Double

    /// - Parameters:
    ///   - jobs: The most runs at a time, at least 1.
    ///   - scale: What work took so far in the units of `TrainingConfiguration.workEstimate(for:)`; 1 when
    ///     nothing has been measured.
    package init(_ plan: SweepPlan, jobs: Int, task: LearningTask, memory: MachineMemory, scale: Double = 1) {
        var refused: [Int] = []
        var (work, longest, largest, fitting) = (0.0, 0.0, 0.0, 0)
        for combination in plan.combinations {
            let configuration = combination.configuration
            let needed = configuration.memoryNeeded(for: task)
            guard needed <= memory.bytes else {
                refused.append(combination.index)
                continue
            }
            let estimate = configuration.workEstimate(for: task)
            (work, longest) = (work + estimate * Double(plan.seeds.count), max(longest, estimate))
            (largest, fitting) = (max(largest, needed), fitting + 1)
        }
        self.plan = plan
        self.task = task
        self.memory = memory
        self.scale = scale
        self.refused = refused
        runCount = fitting * plan.seeds.count
        self.jobs = min(jobs, max(1, runCount))
        seconds = max(longest, work / Double(self.jobs)) * scale
        memoryAtOnce = min(memory.bytes, largest * Double(self.jobs))
    }

    /// Seconds that a run of a combination takes.
    package func seconds(of combination: Combination) -> Double {
        combination.configuration.workEstimate(for: task) * scale
    }

    /// Bytes that a run of a combination needs.
    package func memoryNeeded(of combination: Combination) -> Double {
        combination.configuration.memoryNeeded(for: task)
    }

    /// What a run of a combination lacks; nil when it fits.
    package func shortage(of combination: Combination) -> MemoryShortage? {
        memory.shortage(for: combination.configuration, task: task)
    }
}
