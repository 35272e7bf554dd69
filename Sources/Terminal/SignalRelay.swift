internal import Glibc

/// Turns signals, and notices from other threads, into bytes of a pipe that is polled beside the keyboard.
///
/// A handler does nothing but write its signal's number, so whatever the signal calls for happens on the thread
/// that reads. There is one pipe a process, and it is never closed: a handler may run at any time.
enum SignalRelay {
    enum Event: Hashable {
        case interrupt
        case resize
        case suspend
        case resume
        case notice
    }

    private static let pipe: (readEnd: Int32, writeEnd: Int32) = {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { return (-1, -1) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        relayWriteEnd = ends[1]
        return (ends[0], ends[1])
    }()

    /// The descriptor to poll; -1, which poll passes over, when there were no descriptors left.
    static var readEnd: Int32 { pipe.readEnd }

    /// Says that a notice waits. From any thread.
    static func postNotice() {
        var byte: UInt8 = 0
        _ = write(pipe.writeEnd, &byte, 1)
    }

    /// The events since the last call.
    static func takeEvents() -> Set<Event> {
        var events: Set<Event> = []
        var bytes = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(pipe.readEnd, &bytes, bytes.count)
            guard count > 0 else { return events }
            events.formUnion(bytes[..<count].compactMap(event))
        }
    }

    private static func event(_ byte: UInt8) -> Event? {
        switch Int32(byte) {
        case 0: .notice
        case SIGINT: .interrupt
        case SIGWINCH: .resize
        case SIGTSTP: .suspend
        case SIGCONT: .resume
        default: nil
        }
    }

    /// While the body runs, these signals are events. Those the process ignores stay ignored.
    static func relaying<Value>(_ signals: [Int32], during body: () -> Value) -> Value {
        _ = pipe
        let replaced = signals.compactMap(ReplacedSignal.init)
        defer { replaced.forEach { $0.restore() } }
        return body()
    }

    /// Stops the process as SIGTSTP does by default, and returns when it goes on.
    static func stopProcess() {
        var asDefault = sigaction()
        asDefault.__sigaction_handler.sa_handler = SIG_DFL
        var old = [sigaction(), sigaction()]
        sigaction(SIGTSTP, &asDefault, &old[0])
        sigaction(SIGCONT, &asDefault, &old[1])
        raise(SIGTSTP)
        sigaction(SIGCONT, &old[1], nil)
        sigaction(SIGTSTP, &old[0], nil)
    }
}

/// One signal whose handler is the relay's, and what it was before.
private struct ReplacedSignal {
    let number: Int32
    var oldAction = sigaction()
    var oldMask = sigset_t()

    init?(_ number: Int32) {
        self.number = number
        guard sigaction(number, nil, &oldAction) == 0 else { return nil }
        let isIgnored = unsafeBitCast(oldAction.__sigaction_handler.sa_handler, to: Int.self) == 1
        if isIgnored { return nil }
        var action = sigaction()
        action.__sigaction_handler.sa_handler = relaySignal
        action.sa_flags = SA_RESTART
        guard sigaction(number, &action, nil) == 0 else { return nil }
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, number)
        pthread_sigmask(SIG_UNBLOCK, &mask, &oldMask)
    }

    func restore() {
        var action = oldAction, mask = oldMask
        sigaction(number, &action, nil)
        if sigismember(&mask, number) == 1 {
            sigemptyset(&mask)
            sigaddset(&mask, number)
            pthread_sigmask(SIG_BLOCK, &mask, nil)
        }
    }
}

/// Where the handler writes. Set once, before a handler is.
private nonisolated(unsafe) var relayWriteEnd: Int32 = -1

private let relaySignal: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: signal)
    _ = write(relayWriteEnd, &byte, 1)
    errno = saved
}
