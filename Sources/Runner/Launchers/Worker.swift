package import Engine
package import Experiments
import Glibc

/// Trains one run and says what came of it: the only caller of the engine's trainer.
package struct Worker: Sendable {
    /// What trains a run: `shouldStop` is to be asked often, from the calling thread.
    package typealias Training =
        @Sendable (Run, LearningTask, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    private typealias HelpedTraining =
        @Sendable (Run, LearningTask, ThreadTeam, Progress, _ shouldStop: () -> Bool) throws(TrainingFailure) -> TrainingOutcome

    /// Where a run starts, and who keeps its state and its models.
    private struct Progress {
        var state: [UInt8]?
        var saving: StateSaving?
        var keeping: ModelKeeping?
    }

    /// How long a run trains until its state is kept again: a minute, or what `SWEEPBOOK_SAVE_SECONDS` says.
    package var saveInterval = Duration.seconds(getenv("SWEEPBOOK_SAVE_SECONDS").flatMap { Double(String(cString: $0)) } ?? 60)

    private let training: HelpedTraining
    private let keepsEmbeddings: Bool

    /// Trains with the engine.
    package init() {
        self.init(training: Worker.engine, keepsEmbeddings: false)
    }

    /// Trains with something in the engine's place.
    package init(training: @escaping Training) {
        self.init(
            training: { run, task, team, _, shouldStop throws(TrainingFailure) in
                defer { team.disband() }
                return try training(run, task, shouldStop)
            }, keepsEmbeddings: false)
    }

    private init(training: @escaping HelpedTraining, keepsEmbeddings: Bool) {
        self.training = training
        self.keepsEmbeddings = keepsEmbeddings
    }

    /// The same worker, which also records what each run has learned of the tokens.
    package var keepingEmbeddings: Worker {
        var worker = Worker(training: training, keepsEmbeddings: true)
        worker.saveInterval = saveInterval
        return worker
    }

    /// Blocks the calling thread until the run has ended; nil when it was stopped before.
    ///
    /// - Parameters:
    ///   - task: what it learns.
    ///   - team: who may help; it is disbanded when the run ends.
    ///   - state: where it starts, and where its state is kept; nil for a run that starts anew and keeps none.
    ///   - models: who keeps its models.
    /// - Throws: `RunnerError.outOfMemory` when the system refuses memory that the machine has.
    func work(
        on run: Run, of task: LearningTask, helpedBy team: ThreadTeam, keeping state: RunState? = nil, _ models: ModelKeeping? = nil,
        shouldStop: () -> Bool
    ) throws(RunnerError) -> RunRecord? {
        let known = state?.start(), before = known?.seconds ?? 0, begin = ContinuousClock.now
        let mustStop = { shouldStop() || state?.isLeft == true }
        let progress = Progress(state: known?.state, saving: state?.saving(after: before), keeping: models)
        let ending: RunRecord.Ending
        do throws(TrainingFailure) {
            ending = .finished(RunResult(try training(run, task, team, progress, mustStop), keepsEmbedding: keepsEmbeddings))
        } catch {
            switch error {
            case .nonFiniteLoss(let epoch, let loss): ending = .failed(epoch: epoch, loss: loss)
            case .stopped: return nil
            case .outOfMemory(let bytes): throw .outOfMemory(bytes: bytes)
            case .unusableState:
                state?.setAside(because: "it does not fit the run")
                return try work(on: run, of: task, helpedBy: team, keeping: state, models, shouldStop: shouldStop)
            }
        }
        let seconds = before + (ContinuousClock.now - begin).seconds
        return RunRecord(configuration: run.configuration, seed: run.seed, ending: ending, seconds: seconds)
    }

    private static let engine: HelpedTraining = { run, task, team, progress, shouldStop throws(TrainingFailure) in
        try Trainer(configuration: run.configuration, seed: run.seed, task: task)
            .train(
                from: progress.state, saving: progress.saving, keeping: progress.keeping, helpedBy: team, shouldStop: shouldStop)
    }
}
