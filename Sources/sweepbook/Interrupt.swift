import Glibc
import Runner
import Synchronization

/// Ctrl-C and its like: the first asks for a clean stop, the second ends the process at once.
enum Interrupt {
    /// SIGINT (Ctrl-C), SIGTERM (kill, a batch system's end) and SIGHUP (the terminal is gone).
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// Where the handler writes the signal's number: all that may be done in a handler.
    private static let pipeEnd = Atomic<Int32>(-1)

    /// The first signal that arrived, 0 for none.
    private static let first = Atomic<Int32>(0)

    /// The number of the first signal that arrived.
    static var signal: Int32? {
        let number = first.load(ordering: .sequentiallyConsistent)
        return number == 0 ? nil : number
    }

    /// Runs a body in a task that the first signal cancels.
    ///
    /// A signal that the process was started to ignore, as `nohup` does, stays ignored.
    ///
    /// - Throws: What the body throws, or `RunnerError.noThread`.
    static func cancelling(_ body: @escaping @Sendable () async throws -> Void) async throws {
        let source = try catchSignals()
        let task = Task(operation: body)
        defer { task.cancel() }
        try DedicatedThread.start {
            guard let number = nextSignal(from: source) else { return }
            first.store(number, ordering: .sequentiallyConsistent)
            task.cancel()
            guard let second = nextSignal(from: source) else { return }
            _exit(128 + second)
        }
        try await task.value
    }

    /// Has signals written into a pipe, where they wait to be read, and returns its other end.
    private static func catchSignals() throws(RunnerError) -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .noThread(errno: errno) }
        pipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
        for signal in signals where !isIgnored(signal) { handle(signal) }
        return ends[0]
    }

    private static func nextSignal(from source: Int32) -> Int32? {
        var number: UInt8 = 0
        while true {
            let count = read(source, &number, 1)
            if count == 1 { return Int32(number) }
            if count == 0 || errno != EINTR { return nil }
        }
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    private static func handle(_ signal: Int32) {
        var action = sigaction()
        action.sa_flags = SA_RESTART
        action.__sigaction_handler.sa_handler = { signal in
            let interrupted = errno
            var number = UInt8(truncatingIfNeeded: signal)
            _ = write(Interrupt.pipeEnd.load(ordering: .relaxed), &number, 1)
            errno = interrupted
        }
        sigaction(signal, &action, nil)
    }
}
