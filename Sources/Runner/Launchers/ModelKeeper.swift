import Engine
import Experiments
import Synchronization

/// Keeps the models of a sweep's runs in its folder, by the folder's rule. A model that can't be written ends nothing: that is said
/// once, and runs are recorded without theirs.
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
    /// - Parameters:
    ///   - handOver: takes the model of a run that has ended, to be published before its record: a short run need not wait for the
    ///     disk. The others are on the disk before training goes on.
    ///   - notice: takes a sentence about what didn't work.
    func keeping(
        _ run: Run, of combination: Combination, handOver: @escaping (CheckpointDraft) -> Void, notice: @escaping (String) -> Void
    ) -> ModelKeeping? {
        if rule == .none { return nil }
        return ModelKeeping(rule) { [self] model in
            let file = file(of: model, of: run)
            orTell(notice) { () throws(StorageError) in
                let draft = try checkpoints.draft(file, of: combination, isOnTheWay: rule == .every && !model.isLast)
                if model.isLast { handOver(draft) } else { try checkpoints.publish([draft]) }
            }
        }
    }

    /// Publishes models of runs that have ended.
    func publish(_ drafts: [CheckpointDraft], notice: (String) -> Void) {
        orTell(notice) { () throws(StorageError) in try checkpoints.publish(drafts) }
    }

    private func orTell(_ notice: (String) -> Void, _ body: () throws(StorageError) -> Void) {
        do throws(StorageError) {
            try body()
        } catch {
            if !hasFailed.exchange(true, ordering: .relaxed) { notice("\(error); runs are recorded without their models") }
        }
    }

    private func file(of model: KeptModel, of run: Run) -> ModelFile {
        ModelFile(
            configuration: run.configuration, seed: run.seed, iteration: model.iteration,
            dataHash: tasks.hash(of: run.configuration), vocabulary: tasks.task(for: run.configuration).vocabulary,
            values: model.values)
    }
}
