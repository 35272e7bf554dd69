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

    enum Kept: Sendable {
        case nothing
        /// So many runs are recorded, by whichever processes; it may be none of them.
        case runs(Int)
        /// Somebody has taken the folder away.
        case noFolder
    }

    package let cause: Cause
    /// What is kept, of how many runs, and where.
    let kept: Kept
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
            if case .nothing = kept { "\(error)" } else { "\(error); \(keptRuns)" }
        case .incomplete(let outcome) where outcome.summary.results.count == 1:
            "the combination has no averages, because a run failed"
        case .incomplete(let outcome):
            "of \(outcome.summary.results.count) combinations \(outcome.summary.failed.count) failed "
                + "and \(outcome.summary.errors.count) could not start"
        }
    }

    private var keptRuns: String {
        switch kept {
        case .nothing: "no run had finished, so nothing is kept"
        case .runs(let count): "\(count) of \(runCount == 1 ? "1 run" : "\(runCount) runs") \(count == 1 ? "is" : "are") kept in \(folder)"
        case .noFolder: "the folder \(folder) is gone"
        }
    }

    /// The command that trains the rest, for a shell and for a session alike: `resume out`; nil when nothing is left
    /// to go on with.
    package var resumeCommand: String? {
        switch (cause, kept) {
        case (.incomplete, _), (_, .nothing), (_, .noFolder): nil
        case (_, .runs): "resume \(Self.quoted(folder))"
        }
    }

    private static func quoted(_ path: String) -> String {
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
        if isPlain { return path }
        if !path.contains("'") { return "'\(path)'" }
        return "\"" + path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
