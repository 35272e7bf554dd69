import Glibc
import Runner

/// What the process shows: lines on standard output, complaints on standard error, and below the lines
/// on a terminal a progress line.
actor Console {
    private var progressLine: ProgressLine?

    /// Shows lines at once, and below them how far a sweep is.
    ///
    /// - Throws: `ConsoleError` when the lines can't be written.
    func show(_ lines: [String], _ progress: SweepProgress? = nil) throws(ConsoleError) {
        if !lines.isEmpty {
            progressLine?.clear()
            let text = lines.map { $0 + "\n" }.joined()
            if let failure = Descriptors.write(text, to: STDOUT_FILENO) { throw ConsoleError(errno: failure) }
        }
        if let progress { update(progress) }
    }

    /// Shows a sentence on standard error.
    func complain(_ sentence: String) {
        endProgress()
        _ = Descriptors.write("sweepbook: \(sentence)\n", to: STDERR_FILENO)
    }

    private func update(_ progress: SweepProgress) {
        if progressLine == nil { progressLine = ProgressLine(progress) }
        progressLine?.progress = progress
        progressLine?.draw()
    }

    /// Redraws the progress line every second, until the task is cancelled.
    func keepProgressCurrent() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { progressLine?.draw() }
    }

    /// Takes the progress line away.
    func endProgress() {
        progressLine?.clear()
        progressLine = nil
    }
}

/// That standard output takes no more, for the reason in `errno`.
struct ConsoleError: Error, CustomStringConvertible {
    let errno: Int32

    var description: String {
        "cannot write to standard output: \(String(cString: strerror(errno)))"
    }
}
