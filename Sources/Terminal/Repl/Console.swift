import Characters
import Language
import Glibc
import Plots
package import Session

/// The process's output: lines on standard output, error messages on standard error, and on a terminal a progress line
/// below them, elsewhere one now and then on standard error.
package actor Console {
    private var progressLine: ProgressLine?
    private var log = ProgressLog()
    /// Whether error messages may be coloured.
    private let colors: Bool
    /// How long a complaint may wait for whoever reads standard error, in tenths of a second; nil for ever.
    private var patience: Int?
    /// The terminal that figures are drawn for; nil until it has been examined.
    private var capabilities: TerminalCapabilities?

    package init(colors: Bool = false, capabilities: TerminalCapabilities? = nil) {
        self.colors = colors
        self.capabilities = capabilities
    }

    /// From now on standard error is not waited for: the process is to end.
    package func hurry() { patience = 3 }

    /// Shows lines at once.
    ///
    /// - Throws: `ConsoleError` when the lines can't be written, `CancellationError` when the task was cancelled meanwhile.
    package func show(_ lines: [String]) throws {
        guard !lines.isEmpty else { return }
        try showText(lines.map { $0 + "\n" }.joined())
    }

    /// Shows a text as it is.
    ///
    /// - Throws: the same as ``show(_:)``.
    package func showText(_ text: String) throws {
        progressLine?.clear()
        guard let failure = Descriptors.write(text, to: STDOUT_FILENO) else { return }
        throw failure == ECANCELED ? CancellationError() : ConsoleError(errno: failure)
    }

    /// Shows an event of a session.
    package func take(_ event: SessionEvent) throws {
        switch event {
        case .lines(let lines): try show(lines)
        case .table(let lines, _), .page(let lines, _): try show(lines)
        case .figure(let figure): try show(figure)
        case .text(let text): try showText(text)
        case .value(let text): try show([text])
        case .progress(let progress?): update(progress)
        case .progress(nil): endProgress()
        case .folder: break
        case .notice(let sentence): complain(sentence)
        case .failure(let diagnostic), .shortfall(let diagnostic): complain(of: diagnostic.rendered)
        }
    }

    /// Draws a figure as wide as the terminal, with the characters and colours it supports.
    private func show(_ figure: Figure) throws {
        let known = capabilities ?? .detect()
        capabilities = known
        try show(TerminalRenderer(for: known, columns: TerminalCapabilities.columns()).lines(figure))
    }

    /// Shows an error that names its place.
    package func complain(of text: String) {
        removeProgressLine()
        let text = ForeignText.lines(text)
        let word = " error: "
        guard colors, let place = text.range(of: word) else {
            _ = Descriptors.write(text + "\n", to: STDERR_FILENO, patience: patience)
            return
        }
        let painted = " " + (TextStyle.bold + .red).paint("error:", colors: true) + " "
        _ = Descriptors.write(text[..<place.lowerBound] + painted + text[place.upperBound...] + "\n", to: STDERR_FILENO, patience: patience)
    }

    /// Shows a sentence on standard error.
    package func complain(_ sentence: String) {
        removeProgressLine()
        _ = Descriptors.write("sweepbook: \(ForeignText.lines(sentence))\n", to: STDERR_FILENO, patience: patience)
    }

    private func update(_ progress: ProgressText) {
        if progressLine == nil { progressLine = ProgressLine(progress) }
        if progressLine == nil { log.progress = progress }
        progressLine?.progress = progress
        showProgress()
    }

    private func showProgress() {
        progressLine?.draw()
        guard let progress = log.progress, log.isDue() else { return }
        _ = Descriptors.write(ForeignText.line(progress.text) + "\n", to: STDERR_FILENO, patience: patience)
    }

    /// Shows every second how far training is, until the task is cancelled.
    package func keepProgressCurrent() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { showProgress() }
    }

    /// Nothing is trained any more.
    package func endProgress() {
        removeProgressLine()
        log.progress = nil
    }

    private func removeProgressLine() {
        progressLine?.clear()
        progressLine = nil
    }
}

/// Standard output can't be written to, for the reason in `errno`.
package struct ConsoleError: DoorError, CustomStringConvertible {
    let errno: Int32

    package init(errno: Int32) {
        self.errno = errno
    }

    package var isReaderGone: Bool { errno == EPIPE }

    package var description: String {
        "cannot write to standard output: \(String(cString: strerror(errno)))"
    }
}

extension String {
    /// The first place of a text in this one. Foundation has this too, but takes long to load.
    fileprivate func range(of text: String) -> Range<Index>? {
        ranges(of: text).first
    }
}
