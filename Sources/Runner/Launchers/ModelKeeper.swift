import Engine
import Experiments
import Synchronization

/// Keeps the models of a sweep's runs in its folder, by the folder's rule. A model that can't be written ends nothing: that is said
/// once, and its run is recorded without it.
final class ModelKeeper: Sendable {
    private let rule: CheckpointRule
    private let checkpoints: Checkpoints
    private let tasks: TaskLibrary
    private let hasFailed = Atomic(false)

    init(_ folder: ResultsFolder, tasks: TaskLibrary) {
        rule = folder.manifest.checkpoints
        checkpoints = Checkpoints(in: folder.path)
        self.tasks = tasks
    }

    /// Takes a run's models, on the thread that trains it; nil where none is kept.
    ///
    /// - Parameter notice: takes a sentence about what didn't work.
    func keeping(_ run: Run, of combination: Combination, notice: @escaping (String) -> Void) -> ModelKeeping? {
        if rule == .none { return nil }
        return ModelKeeping(rule) { [self] model in
            do throws(StorageError) {
                try checkpoints.publish(
                    file(of: model, of: run), of: combination, isOnTheWay: rule == .every && !model.isLast)
            } catch {
                if !hasFailed.exchange(true, ordering: .relaxed) {
                    notice("\(error); runs are recorded without their models")
                }
            }
        }
    }

    private func file(of model: KeptModel, of run: Run) -> ModelFile {
        ModelFile(
            configuration: run.configuration, seed: run.seed, iteration: model.iteration,
            dataHash: tasks.hash(of: run.configuration), vocabulary: tasks.task(for: run.configuration).vocabulary,
            values: model.values)
    }
}
