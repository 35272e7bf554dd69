import Experiments

/// That a sweep did not come to a good end, and what is kept of it.
struct SweepStopped: Error {
    enum Cause {
        /// Ctrl-C or its like, by number.
        case signal(Int32)
        /// Something failed that is no run's own failure.
        case error(any Error)
        /// The sweep is complete, but not every combination succeeded.
        case incomplete(Summary)
    }

    let cause: Cause
    /// The runs that are recorded, of how many, and where.
    let kept: Int
    let runCount: Int
    let logPath: String

    /// The process's exit status.
    var status: Int32 {
        if case .signal(let number) = cause { 128 + number } else { 1 }
    }
}

extension SweepStopped: CustomStringConvertible {
    /// One sentence.
    var description: String {
        switch cause {
        case .signal:
            "interrupted; \(keptRuns)"
        case .error(let error):
            kept == 0 ? "\(error)" : "\(error); \(keptRuns)"
        case .incomplete(let summary) where summary.results.count == 1:
            "the combination has no averages, because a run failed"
        case .incomplete(let summary):
            "of \(summary.results.count) combinations \(summary.failed.count) failed "
                + "and \(summary.errors.count) could not start"
        }
    }

    private var keptRuns: String {
        kept == 0
            ? "no run had finished, so nothing is kept"
            : "\(kept) of \(runCount) runs are kept in \(logPath)"
    }
}
