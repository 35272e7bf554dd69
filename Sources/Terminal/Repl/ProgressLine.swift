import Glibc
import Session
import System

/// The progress of training: one line at the bottom of a terminal, redrawn in place.
struct ProgressLine: Sendable {
    var progress: ProgressText

    /// Nil where standard error is not a terminal.
    init?(_ progress: ProgressText) {
        guard isatty(STDERR_FILENO) == 1, !TerminalCapabilities.isDumb(Environment.process["TERM"]) else { return nil }
        self.progress = progress
    }

    func draw() {
        Self.write("\r" + progress.text.prefix(Self.width - 1) + "\u{1B}[K")
    }

    func clear() {
        Self.write("\r\u{1B}[K")
    }

    private static func write(_ text: String) {
        _ = Descriptors.write(text, to: STDERR_FILENO, patience: 1)
    }

    /// The terminal's columns.
    private static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
        return isKnown ? Int(size.ws_col) : 80
    }
}
