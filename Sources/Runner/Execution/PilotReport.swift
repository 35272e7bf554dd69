import Experiments

/// What a worker has done, and what is left.
package struct PilotReport: Sendable {
    /// Why a worker has left.
    package enum Ending: Sendable {
        /// Nothing was left for it. Others may be at work on the rest, or it is set aside.
        case nothingLeft
        /// It was asked to leave work that it could have done.
        case askedToLeave(WrapUp.Cause, Requeue)
    }

    /// What has become of a worker's job before its time limit.
    package enum Requeue: Sendable {
        /// It ends with its worker.
        case notAsked
        /// It was put back into the queue.
        case done(job: String)
        case refused(SlurmError)
    }

    package let ending: Ending
    private let folder: String
    private let trained: Int
    private let recorded: Int
    private let planned: Int

    init(_ results: ResultsFolder, trained: Int, _ ending: Ending) {
        folder = results.path
        self.trained = trained
        recorded = results.recordedCount
        planned = results.runCount
        self.ending = ending
    }
}

extension PilotReport: CustomStringConvertible {
    /// `out has 30 of 40 runs`
    var state: String { "\(folder) has \(recorded) of \(planned == 1 ? "1 run" : "\(planned) runs")" }

    /// `trained 12 runs; out has 30 of 40 runs`, and where it was asked to leave why, and what becomes of its job.
    package var description: String {
        let runs = "trained \(trained == 1 ? "1 run" : "\(trained) runs"); \(state)"
        switch ending {
        case .nothingLeft: return runs
        case .askedToLeave(.stopFile, _): return "asked to stop; \(runs)"
        case .askedToLeave(.terminated, _): return "ended by SIGTERM; \(runs)"
        case .askedToLeave(.timeLimit, .notAsked): return "ended by SIGUSR1; \(runs)"
        case .askedToLeave(.timeLimit, .done(let job)): return "the time limit is near; \(runs); job \(job) goes back to the queue"
        case .askedToLeave(.timeLimit, .refused(let error)): return "the time limit is near; \(runs); the job can't be requeued: \(error)"
        }
    }
}
