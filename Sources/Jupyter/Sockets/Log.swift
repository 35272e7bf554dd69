import Characters
import Glibc
import System

/// What the kernel tells on standard error, which front ends put into their log: short lines, and not many a second.
enum Log {
    fileprivate static let mostPerSecond = 5
    private static let state = Locked(State())

    fileprivate struct State {
        var second: Int = 0
        var count = 0
        var left = 0
    }

    static func note(_ sentence: String) {
        let (isShown, left) = state.withLock { $0.take(time(nil)) }
        guard isShown else { return }
        if left > 0 { write("\(left) more like these were left out") }
        write(String(ForeignText.line(sentence).prefix(300)))
    }

    /// Drops a line that nobody takes: whoever started the kernel may not read what it says.
    private static func write(_ line: String) {
        var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&request, 1, 0) == 1 else { return }
        let bytes = Array("sweepbook kernel: \(line)\n".utf8)
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}

extension Log.State {
    fileprivate mutating func take(_ now: Int) -> (isShown: Bool, left: Int) {
        if now != second { (second, count) = (now, 0) }
        count += 1
        guard count <= Log.mostPerSecond else {
            left += 1
            return (false, 0)
        }
        defer { left = 0 }
        return (true, left)
    }
}
