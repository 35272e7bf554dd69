import Glibc
import Session
import Terminal

/// What the process says and returns when a command ends with an error.
struct Failure {
    /// Nil where all has been said.
    let sentence: String?
    /// Whether the sentence names its place, and so needs no name of the process before it.
    let hasPlace: Bool
    /// 1 for what failed, 2 for wrong usage, 75 for work that is left, 128 + n for signal n.
    let status: Int32

    init(_ error: any Error) {
        switch error {
        case let error as Diagnostic: (sentence, hasPlace, status) = (error.rendered, true, error.exitStatus)
        case let error as WrongParameter: (sentence, hasPlace, status) = (error.diagnostic.rendered, true, 2)
        case let left as WorkLeft: (sentence, hasPlace, status) = ("\(left)", false, WorkLeft.exitStatus)
        case let signal as Interrupt.Signal:
            let cause = Failure(signal.error)
            (sentence, hasPlace, status) = (cause.sentence, cause.hasPlace, signal.error is WorkLeft ? cause.status : 128 + signal.number)
        case is RunsFailed: (sentence, hasPlace, status) = (nil, false, 1)
        // As if SIGPIPE had ended the process.
        case let error as any DoorError where error.isReaderGone: (sentence, hasPlace, status) = (nil, false, 128 + SIGPIPE)
        case let stop as ReaderGone: (sentence, hasPlace, status) = (stop.kept, false, 128 + SIGPIPE)
        case is CancellationError: (sentence, hasPlace, status) = ("interrupted", false, 1)
        case is UsageError, is Recording.NotANotebook: (sentence, hasPlace, status) = ("\(error)", false, 2)
        default: (sentence, hasPlace, status) = ("\(error)", false, 1)
        }
    }
}
