import ArgumentParser
import Engine
import Experiments
import Runner
import Session
import Terminal

/// What the process says and returns when a command ends with an error.
struct Failure {
    let sentence: String
    /// Whether the sentence names its place, and so needs no name of the process before it.
    let hasPlace: Bool
    /// 1 for what failed, 2 for wrong usage, 128 + n for signal n.
    let status: Int32

    init(_ error: any Error) {
        switch error {
        case let error as Diagnostic:
            sentence = error.rendered
            status = error.exitStatus
        case let error as WrongParameter:
            sentence = error.diagnostic.rendered
            status = 2
        case let stopped as SweepStopped:
            sentence = "\(stopped)" + (stopped.resumeCommand.map { "; to go on: sweepbook \($0)" } ?? "")
            status = 1
        case let signal as Interrupt.Signal:
            let cause = Failure(signal.error)
            sentence = cause.sentence
            hasPlace = cause.hasPlace
            status = 128 + signal.number
            return
        case Recording.Refusal.noNotebookName(_):
            sentence = "\(error)"
            status = 2
        case let plot as NoPlot:
            sentence = "\(plot)"
            status = plot.isWrongUsage ? 2 : 1
        case let reference as ComparisonReference.Unclear where reference.isWrongUsage:
            sentence = "\(reference)"
            status = 2
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
        hasPlace = error is Diagnostic || error is WrongParameter
    }
}
