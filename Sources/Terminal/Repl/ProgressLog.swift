package import Session
import System

/// The progress of training where no terminal shows it, as in a batch job's log: a plain line a minute, the first after a minute.
package struct ProgressLog: Sendable {
    /// A minute, or what `SWEEPBOOK_LOG_SECONDS` says.
    package static var standardInterval: Duration {
        .seconds(Environment.process["SWEEPBOOK_LOG_SECONDS"].flatMap { Double($0) } ?? 60)
    }

    private let interval: Duration
    /// When the last line was written, or when there was the first progress to tell of.
    private var last: ContinuousClock.Instant?
    /// How far training is; nil while there is none.
    package var progress: ProgressText?

    package init(interval: Duration = ProgressLog.standardInterval) {
        self.interval = interval
    }

    /// Whether a line is due; it then counts as written.
    package mutating func isDue(at now: ContinuousClock.Instant = .now) -> Bool {
        let since = last ?? now
        last = since
        guard now - since >= interval else { return false }
        last = now
        return true
    }
}
