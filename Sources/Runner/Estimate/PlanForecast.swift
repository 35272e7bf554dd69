import Engine
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
    /// Seconds until all runs have ended, if the cores stay busy.
    package let seconds: Double
    /// Bytes of the largest runs that may go at a time.
    package let memoryAtOnce: Double

    package let tasks: TaskLibrary
    private let scale: Double

    /// - Parameters:
    ///   - jobs: The most runs at a time, at least 1.
    ///   - cores: What the runs share.
    ///   - scale: What work took so far, as `WorkMeasurement` tells.
    package init(
        _ plan: SweepPlan, jobs: Int, tasks: TaskLibrary, memory: MachineMemory, cores: Int = Cores.available, scale: Double = 1
    ) {
        var refused: [Int] = []
        var largest = 0.0
        var workload = Workload(of: plan, tasks: tasks)
        var needs = MemoryNeeds()
        for combination in plan.combinations {
            let configuration = combination.configuration
            let least = configuration.leastMemory
            let needed = least > memory.bytes ? least : needs.bytes(of: configuration, for: tasks.task(for: configuration))
            if needed <= memory.bytes {
                largest = max(largest, needed)
            } else {
                refused.append(combination.index)
                workload.remove(plan.seeds.count, of: combination.index)
            }
        }
        self.plan = plan
        self.tasks = tasks
        self.memory = memory
        self.scale = scale
        self.refused = refused
        runCount = workload.runCount
        self.jobs = min(jobs, max(1, runCount))
        seconds = workload.seconds(jobs: self.jobs, cores: cores, scale: scale)
        memoryAtOnce = min(memory.bytes, largest * Double(self.jobs))
    }

    /// Seconds that a run of a combination takes.
    package func seconds(of combination: Combination) -> Double {
        combination.configuration.workEstimate(in: tasks) * scale
    }

    /// Bytes that a run of a combination needs.
    package func memoryNeeded(of combination: Combination) -> Double {
        combination.configuration.memoryNeeded(in: tasks)
    }

    /// What a run of a combination lacks; nil when it fits.
    package func shortage(of combination: Combination) -> MemoryShortage? {
        memory.shortage(for: combination.configuration, tasks: tasks)
    }
}
