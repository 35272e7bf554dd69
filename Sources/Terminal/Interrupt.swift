import Glibc
import Synchronization

/// Ctrl-C and its like while something runs: the first asks for a clean stop, the second ends the process at once.
///
/// From its first use on the process handles these signals itself. While nothing runs, Ctrl-C does nothing (a
/// prompt has its own) and the others end the process, by way of `exit`, so that the terminal is given back.
package enum Interrupt {
    /// SIGINT (Ctrl-C), SIGTERM (kill, a batch system's end) and SIGHUP (the terminal is gone).
    private static let signals = [SIGINT, SIGTERM, SIGHUP]
    /// Where the handler writes the signal's number: all that may be done in a handler.
    private static let pipeEnd = Atomic<Int32>(-1)
    private static let state = Mutex(State())

    /// What runs, and what has come in its time.
    private struct State {
        var stop: (@Sendable () -> Void)?
        var first: Int32?
    }

    /// Runs a body in a task that the first signal cancels.
    ///
    /// A signal that the process was started to ignore, as `nohup` does, stays ignored.
    ///
    /// - Throws: `Signal` when one ended the body; else what the body throws, or `NoThread`.
    package static func cancelling<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try watching.get()
        let task = Task(operation: body)
        state.withLock { $0 = State(stop: { task.cancel() }) }
        defer {
            task.cancel()
            state.withLock { $0 = State() }
        }
        do {
            return try await task.value
        } catch {
            guard let number = state.withLock({ $0.first }) else { throw error }
            throw Signal(number: number, error: error)
        }
    }

    /// That a signal ended something, and with what.
    package struct Signal: Error {
        package let number: Int32
        package let error: any Error

        /// The same signal, that ended something with another error.
        package func replacing(with error: any Error) -> Signal { Signal(number: number, error: error) }
    }

    /// That the thread which waits for signals can't be had, for the reason in `errno`.
    package struct NoThread: Error, CustomStringConvertible {
        let errno: Int32
        package var description: String { "cannot wait for signals: \(String(cString: strerror(errno)))" }
    }

    /// Starts the thread that waits for signals, then has them sent there; once in a process.
    private static let watching: Result<Void, NoThread> = {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failure(NoThread(errno: errno)) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        signalSource.store(ends[0], ordering: .sequentiallyConsistent)
        pipeEnd.store(ends[1], ordering: .sequentiallyConsistent)
        var thread = pthread_t()
        let failure = pthread_create(&thread, nil, { _ in
            while let number = Interrupt.nextSignal() { Interrupt.note(number) }
            return nil
        }, nil)
        guard failure == 0 else { return .failure(NoThread(errno: failure)) }
        pthread_detach(thread)
        for signal in signals where !isIgnored(signal) { handle(signal) }
        return .success(())
    }()
    private static let signalSource = Atomic<Int32>(-1)

    private static func note(_ number: Int32) {
        let (stop, isSecond) = state.withLock { state in
            let isSecond = state.first != nil
            if state.stop != nil, !isSecond { state.first = number }
            return (state.stop, isSecond)
        }
        if isSecond { _exit(128 + number) }
        if let stop { return stop() }
        if number != SIGINT { exit(128 + number) }
    }

    private static func nextSignal() -> Int32? {
        let source = signalSource.load(ordering: .sequentiallyConsistent)
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
