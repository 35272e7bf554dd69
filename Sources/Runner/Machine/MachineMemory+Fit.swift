package import Engine
package import Experiments

extension MachineMemory {
    /// What a run of a configuration lacks; nil when it fits.
    package func shortage(for configuration: TrainingConfiguration, task: LearningTask) -> MemoryShortage? {
        let needed = configuration.memoryNeeded(for: task)
        if needed <= bytes { return nil }
        return MemoryShortage(
            needed: needed, available: bytes, remedies: remedies(for: configuration, task: task))
    }

    /// Checks that something of a plan can run.
    ///
    /// - Throws: `RunnerError.nothingFits` when no combination does.
    package func check(_ plan: SweepPlan, task: LearningTask) throws(RunnerError) {
        let combinations = plan.combinations
        if combinations.contains(where: { shortage(for: $0.configuration, task: task) == nil }) { return }
        let smallest = combinations.min { a, b in
            a.configuration.memoryNeeded(for: task) < b.configuration.memoryNeeded(for: task)
        }
        guard let smallest, let shortage = shortage(for: smallest.configuration, task: task) else { return }
        throw .nothingFits(smallest, shortage, combinations: combinations.count)
    }

    /// The hyper-parameters that make a run fit when they are as low as can be: the width's if they do
    /// alone, else another that does alone, else all.
    private func remedies(for configuration: TrainingConfiguration, task: LearningTask) -> [Hyperparameter] {
        let width: [Hyperparameter] = [.nEmbdFactor, .nHead]
        return [width, [.nLayer], [.epochs]].first { lowered in
            var settings: [Hyperparameter: Hyperparameter.Value] = [:]
            for parameter in Hyperparameter.belonging(to: configuration.kind) { settings[parameter] = configuration[parameter] }
            for parameter in lowered { settings[parameter] = .integer(1) }
            return (try? TrainingConfiguration(settings, kind: configuration.kind)).map { $0.memoryNeeded(for: task) <= bytes } ?? false
        } ?? width + [.nLayer, .epochs]
    }
}
