import Experiments

/// That a sweep did not come to its end, and what is kept of it.
package struct SweepStopped: Error, Sendable {
    package enum Cause: Sendable {
        /// The task was cancelled: Ctrl-C or its like.
        case cancelled
        /// It was asked to end soon.
        case wrapUp(WrapUp.Cause)
        /// Something failed that is no run's own failure.
        case error(any Error)
        /// Whoever followed has left, by choice or because of an error, and workers go on: a job of a cluster, if it was submitted
        /// from here or is known of.
        case detached(job: String?, (any Error)?)
    }

    enum Kept: Sendable {
        case nothing
        /// So many runs are recorded, by whichever processes; it may be none of them.
        case runs(Int)
        /// No run is recorded, but the state of so many.
        case states(Int)
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
        case .cancelled, .wrapUp(.terminated), .wrapUp(.timeLimit):
            "interrupted; \(keptRuns)"
        case .wrapUp(.stopFile):
            "asked to stop; \(keptRuns)"
        case .error(let error):
            if case .nothing = kept { "\(error)" } else { "\(error); \(keptRuns)" }
        case .detached(let job, let error):
            "\(error.map { "\($0); " } ?? "")detached; \(job.map { "job \($0)" } ?? "the sweep") goes on \(job == nil ? "in" : "with") \(folder) "
                + "(\(doneRuns))"
        }
    }

    /// `12 of 40 runs are kept in out`
    package var keptRuns: String {
        switch kept {
        case .nothing: "no run had finished, so nothing is kept"
        case .runs(let count): "\(count) of \(runCount == 1 ? "1 run" : "\(runCount) runs") \(count == 1 ? "is" : "are") kept in \(folder)"
        case .states(let count): "no run had finished; the state of \(count == 1 ? "1 run" : "\(count) runs") is kept in \(folder)"
        case .noFolder: "the folder \(folder) is gone"
        }
    }

    /// `12 of 40 runs are done`
    private var doneRuns: String {
        let count = if case .runs(let count) = kept { count } else { 0 }
        return "\(count) of \(runCount == 1 ? "1 run" : "\(runCount) runs") \(count == 1 ? "is" : "are") done"
    }

    /// The command that follows what goes on: `attach out`; nil when nothing does.
    package var attachCommand: String? { isDetached ? "attach \(Self.quoted(folder))" : nil }
    /// The command that ends it: `cancel out`.
    package var cancelCommand: String? { isDetached ? "cancel \(Self.quoted(folder))" : nil }

    private var isDetached: Bool { if case .detached = cause { true } else { false } }

    /// The command that trains the rest, for a shell and for a session alike: `resume out`; nil when nothing is left
    /// to go on with, or somebody does.
    package var resumeCommand: String? {
        if isDetached { return nil }
        return switch kept {
        case .nothing, .noFolder: nil
        case .runs, .states: "resume \(Self.quoted(folder))"
        }
    }

    /// Whether workers on a cluster were submitted for it.
    package var hasJobs: Bool { (try? WorkerFiles(in: folder).jobs)?.isEmpty == false }

    /// What is left of it so far; nil when that is nothing.
    package var partialOutcome: SweepOutcome? {
        guard case .runs(1...) = kept else { return nil }
        return (try? ResultsFolder(reading: folder)).map { SweepOutcome($0) }
    }

    /// As a shell and a session read it alike: in quotes neither finds anything to replace. What the two read in different
    /// ways is quoted for the shell.
    package static func quoted(_ path: String) -> String {
        let path = path.hasPrefix("-") ? "./" + path : path
        let isPlain = path.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+".contains($0)) }
        if isPlain, !path.hasPrefix("-") { return path }
        if !path.contains("'") { return "'\(path)'" }
        let isLiteral = !path.contains { "\\\"$`!".contains($0) }
        return isLiteral ? "\"\(path)\"" : "'" + path.replacing("'", with: #"'\''"#) + "'"
    }
}
