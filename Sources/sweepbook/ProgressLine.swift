import Experiments
import Glibc
import Runner

/// One line at the bottom of a terminal, redrawn in place: `12/200 runs, 3.1 runs/s, 1:02 left`.
struct ProgressLine: Sendable {
    var progress: SweepProgress
    private let start = ContinuousClock.now

    /// Nil where there is no terminal to draw on: no byte of a progress line goes anywhere else.
    init?(_ progress: SweepProgress) {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        guard isatty(STDERR_FILENO) == 1, terminal != "", terminal != "dumb" else { return nil }
        self.progress = progress
    }

    func draw() {
        let text = Self.text(progress, after: ContinuousClock.now - start)
        Self.write("\r" + text.prefix(Self.width - 1) + "\u{1B}[K")
    }

    func clear() {
        Self.write("\r\u{1B}[K")
    }

    private static func write(_ text: String) {
        _ = Descriptors.write(text, to: STDERR_FILENO)
    }

    /// The terminal's columns.
    private static var width: Int {
        var size = winsize()
        let isKnown = ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 1
        return isKnown ? Int(size.ws_col) : 80
    }

    private static func text(_ progress: SweepProgress, after elapsed: Duration) -> String {
        let done = "\(progress.doneCount)/\(progress.runCount) runs"
        guard let left = progress.secondsLeft(after: elapsed) else { return done }
        return "\(done), \(rate(progress.rate(after: elapsed))), \(clock(left)) left"
    }

    private static func rate(_ perSecond: Double) -> String {
        perSecond >= 1 ? "\(perSecond.fixed(1)) runs/s" : "\((perSecond * 60).fixed(1)) runs/min"
    }

    /// `1:02`, or `3:04:05` from an hour on.
    private static func clock(_ seconds: Double) -> String {
        let seconds = Int(min(seconds.rounded(.up), 1e9))
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        let tail = twoDigits(seconds % 60)
        return hours > 0 ? "\(hours):\(twoDigits(minutes)):\(tail)" : "\(minutes):\(tail)"
    }

    private static func twoDigits(_ number: Int) -> String {
        (number < 10 ? "0" : "") + String(number)
    }
}
