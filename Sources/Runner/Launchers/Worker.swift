package import Engine
package import Experiments

/// Trains one run and says what came of it: the only caller of the engine's trainer.
package struct Worker: Sendable {
    /// What trains a run: `shouldStop` is to be asked often, from the calling thread.
    package typealias Training =
        @Sendable (Run, LearningTask, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    private typealias HelpedTraining =
        @Sendable (Run, LearningTask, ThreadTeam, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    package let task: LearningTask
    private let training: HelpedTraining
    private let keepsEmbeddings: Bool

    /// Trains with the engine.
    package init(task: LearningTask) {
        self.init(task: task, training: Worker.engine, keepsEmbeddings: false)
    }

    /// Trains with something in the engine's place.
    package init(task: LearningTask, training: @escaping Training) {
        self.init(
            task: task,
            training: { run, task, team, shouldStop throws(TrainingFailure) in
                defer { team.disband() }
                return try training(run, task, shouldStop)
            }, keepsEmbeddings: false)
    }

    private init(task: LearningTask, training: @escaping HelpedTraining, keepsEmbeddings: Bool) {
        self.task = task
        self.training = training
        self.keepsEmbeddings = keepsEmbeddings
    }

    /// The same worker, which also records what each run has learned of the tokens.
    package var keepingEmbeddings: Worker {
        Worker(task: task, training: training, keepsEmbeddings: true)
    }

    /// Blocks the calling thread until the run has ended; nil when it was stopped before.
    ///
    /// - Parameter team: who may help; it is disbanded when the run ends.
    /// - Throws: `RunnerError.outOfMemory` when the system refuses memory that the machine has.
    func work(on run: Run, helpedBy team: ThreadTeam, shouldStop: () -> Bool) throws(RunnerError) -> RunRecord? {
        let start = ContinuousClock.now
        let ending: RunRecord.Ending
        do throws(TrainingFailure) {
            ending = .finished(RunResult(try training(run, task, team, shouldStop), keepsEmbedding: keepsEmbeddings))
        } catch {
            switch error {
            case .nonFiniteLoss(let epoch, let loss): ending = .failed(epoch: epoch, loss: loss)
            case .stopped: return nil
            case .outOfMemory(let bytes): throw .outOfMemory(bytes: bytes)
            case .unusableState: preconditionFailure("a run from its beginning needs no state")
            }
        }
        let seconds = (ContinuousClock.now - start).seconds
        return RunRecord(configuration: run.configuration, seed: run.seed, ending: ending, seconds: seconds)
    }

    private static let engine: HelpedTraining = { run, task, team, shouldStop throws(TrainingFailure) in
        try Trainer(configuration: run.configuration, seed: run.seed, task: task)
            .train(helpedBy: team, shouldStop: shouldStop)
    }
}
