package import Engine
package import Experiments

/// Trains one run and says what came of it: the only caller of the engine's trainer.
package struct Worker: Sendable {
    /// What trains a run: `shouldStop` is to be asked often, from the calling thread.
    package typealias Training =
        @Sendable (Run, Dataset, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    private typealias HelpedTraining =
        @Sendable (Run, Dataset, Crew, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    package let dataset: Dataset
    private let training: HelpedTraining
    private let keepsEmbeddings: Bool

    /// Trains with the engine.
    package init(dataset: Dataset) {
        self.init(dataset: dataset, training: Worker.engine, keepsEmbeddings: false)
    }

    /// Trains with something in the engine's place.
    package init(dataset: Dataset, training: @escaping Training) {
        self.init(
            dataset: dataset,
            training: { run, dataset, crew, shouldStop throws(TrainingFailure) in
                defer { crew.dismiss() }
                return try training(run, dataset, shouldStop)
            }, keepsEmbeddings: false)
    }

    private init(dataset: Dataset, training: @escaping HelpedTraining, keepsEmbeddings: Bool) {
        self.dataset = dataset
        self.training = training
        self.keepsEmbeddings = keepsEmbeddings
    }

    /// The same worker, which also records what each run has learned of the tokens.
    package var keepingEmbeddings: Worker {
        Worker(dataset: dataset, training: training, keepsEmbeddings: true)
    }

    /// Blocks the calling thread until the run has ended; nil when it was stopped before.
    ///
    /// - Parameter crew: who may help; it is dismissed when the run ends.
    /// - Throws: `RunnerError.outOfMemory` when the system refuses memory that the machine has.
    func work(on run: Run, helpedBy crew: Crew, shouldStop: () -> Bool) throws(RunnerError) -> RunRecord? {
        let start = ContinuousClock.now
        let ending: RunRecord.Ending
        do throws(TrainingFailure) {
            ending = .finished(RunFindings(try training(run, dataset, crew, shouldStop), keepsEmbedding: keepsEmbeddings))
        } catch {
            switch error {
            case .nonFiniteLoss(let epoch, let loss): ending = .failed(epoch: epoch, loss: loss)
            case .stopped: return nil
            case .outOfMemory(let bytes): throw .outOfMemory(bytes: bytes)
            }
        }
        let seconds = (ContinuousClock.now - start).seconds
        return RunRecord(configuration: run.configuration, seed: run.seed, ending: ending, seconds: seconds)
    }

    private static let engine: HelpedTraining = { run, dataset, crew, shouldStop throws(TrainingFailure) in
        try Trainer(configuration: run.configuration, seed: run.seed, dataset: dataset)
            .train(helpedBy: crew, shouldStop: shouldStop)
    }
}
