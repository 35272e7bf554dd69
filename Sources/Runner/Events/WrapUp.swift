import Synchronization
import System

/// The wish that a sweep ends soon and in order: no further run starts, runs that are about to end do, longer ones keep their state,
/// and what is claimed is given up. Anybody may utter it, once and for all; whoever carries a sweep out asks.
package final class WrapUp: Sendable {
    package enum Cause: Sendable {
        /// SIGTERM: the process is to end.
        case terminated
        /// SIGUSR1: a batch system's time limit is near.
        case timeLimit
        /// The file `workers/stop` is in the results folder.
        case stopFile

        /// How long runs under way may go on. What needs longer is stopped, its state kept.
        var patience: Duration {
            switch self {
            case .terminated: .seconds(20)
            case .timeLimit: .seconds(50)
            case .stopFile: .seconds(60)
            }
        }
    }

    package struct Request: Sendable {
        package let cause: Cause
        /// When the last run is to have ended.
        let deadline: ContinuousClock.Instant
    }

    /// That a sweep was wrapped up before its end: some of its runs are not recorded.
    package struct Unfinished: Error, Sendable {
        package let cause: Cause
    }

    private let parent: WrapUp?
    private let isAsked = Atomic(false)
    private let asked = Locked<Request?>(nil)

    /// - Parameter parent: a wish that this one includes: of a whole process for that of one sweep.
    package init(within parent: WrapUp? = nil) { self.parent = parent }

    /// The first cause counts.
    ///
    /// - Parameter patience: how long runs under way may go on; the cause's own where it isn't said.
    package func ask(_ cause: Cause, patience: Duration? = nil) {
        asked.withLock { if $0 == nil { $0 = Request(cause: cause, deadline: .now + (patience ?? cause.patience)) } }
        isAsked.store(true, ordering: .releasing)
    }

    /// Nil while there is none. It may be looked at between any two steps of a training.
    package var request: Request? {
        if let parent, let request = parent.request { return request }
        return isAsked.load(ordering: .acquiring) ? asked.withLock { $0 } : nil
    }
}
