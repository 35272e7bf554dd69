import Experiments

/// That a sweep did not come to a good end, and what is kept of it.
package struct SweepStopped: Error, Sendable {
    package enum Cause: Sendable {
        /// The task was cancelled: Ctrl-C or its like.
        case cancelled
        /// Something failed that is no run's own failure.
        case error(any Error)
        /// The sweep is complete, but not every combination succeeded.
        case incomplete(SweepOutcome)
    }

    package let cause: Cause
    /// The runs that are recorded, of how many, and where.
    let kept: Int
    let runCount: Int
    let folder: String
}

extension SweepStopped: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch cause {
        case .cancelled:
            "interrupted; \(keptRuns)"
        case .error(let error):
            kept == 0 ? "\(error)" : "\(error); \(keptRuns)"
        case .incomplete(let outcome) where outcome.summary.results.count == 1:
            "the combination has no averages, because a run failed"
        case .incomplete(let outcome):
            "of \(outcome.summary.results.count) combinations \(outcome.summary.failed.count) failed "
                + "and \(outcome.summary.errors.count) could not start"
        }
    }

    private var keptRuns: String {
        kept == 0
            ? "no run had finished, so nothing is kept"
            : "\(kept) of \(runCount) runs are kept in \(folder)"
    }

    /// The command that trains the rest, for a shell and for a session alike: `resume out`; nil when nothing is left
    /// to go on with.
    package var resumeCommand: String? {
        switch cause {
        case .incomplete: nil
        case .cancelled, .error: kept == 0 ? nil : "resume \(Self.quoted(folder))"
        }
    }

    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
        if isPlain { return path }
        if !path.contains("'") { return "'\(path)'" }
        return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
