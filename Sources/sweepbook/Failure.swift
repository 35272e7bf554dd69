import ArgumentParser
import Engine
import Experiments

/// What the process says and returns when a command ends with an error.
struct Failure {
    let sentence: String
    /// 1 for what failed, 2 for wrong usage, 128 + n for signal n.
    let status: Int32

    init(_ error: any Error) {
        switch error {
        case let error as SweepStopped:
            sentence = error.description
            status = error.status
        case is UsageError, is HyperparameterError, is SweepPlanError, is SeedsError:
            sentence = "\(error)"
            status = 2
        case _ where Sweepbook.exitCode(for: error) == .validationFailure:
            sentence = Sweepbook.message(for: error)
            status = 2
        default:
            sentence = Sweepbook.message(for: error)
            status = 1
        }
    }
}
