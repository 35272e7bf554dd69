package import Engine
package import Experiments

extension MachineMemory {
    /// What a run of a configuration lacks; nil when it fits.
    package func shortage(for configuration: TrainingConfiguration, tasks: TaskLibrary) -> MemoryShortage? {
        let needed = configuration.memoryNeeded(in: tasks)
        if needed <= bytes { return nil }
        return MemoryShortage(
            needed: needed, available: bytes, remedies: remedies(for: configuration, tasks: tasks))
    }

    /// Checks that something of a plan can run.
    ///
    /// - Throws: `RunnerError.nothingFits` when no combination does.
    package func check(_ plan: SweepPlan, tasks: TaskLibrary) throws(RunnerError) {
        let combinations = plan.combinations
        if combinations.contains(where: { shortage(for: $0.configuration, tasks: tasks) == nil }) { return }
        let smallest = combinations.min { a, b in
            a.configuration.memoryNeeded(in: tasks) < b.configuration.memoryNeeded(in: tasks)
        }
        guard let smallest, let shortage = shortage(for: smallest.configuration, tasks: tasks) else { return }
        throw .nothingFits(smallest, shortage, combinations: combinations.count)
    }

    /// The hyper-parameters that make a run fit when they are as low as can be: the width's if they do
    /// alone, else another that does alone, else all.
    private func remedies(for configuration: TrainingConfiguration, tasks: TaskLibrary) -> [Hyperparameter] {
        let width: [Hyperparameter] = [.nEmbdFactor, .nHead]
        let others: [Hyperparameter] = switch configuration.kind {
        case .relations: [.nLayer, .epochs]
        case .text: [.batchSize, .blockSize, .nLayer, .maxIters]
        }
        return ([width] + others.map { [$0] }).first { lowered in
            var settings: [Hyperparameter: Hyperparameter.Value] = [:]
            for parameter in Hyperparameter.belonging(to: configuration.kind) { settings[parameter] = configuration[parameter] }
            for parameter in lowered { settings[parameter] = .integer(1) }
            return (try? TrainingConfiguration(settings, kind: configuration.kind)).map { $0.memoryNeeded(in: tasks) <= bytes } ?? false
        } ?? width + others
    }
}
