import Glibc
import System

/// Ctrl-C and similar signals while something runs: the first asks for a clean stop, the second ends the process at once.
///
/// SIGINT (Ctrl-C), SIGTERM (kill, a batch system's end), SIGUSR1 (a batch system's warning before that), SIGHUP (the terminal is
/// gone) and SIGQUIT (Ctrl-\). From ``watch()`` on
/// the process handles them itself, so that none ends it without a word or with a crash report. While nothing runs they end the
/// process, through `exit`, so that the terminal is restored; but in a session Ctrl-C does nothing then: a prompt has its own. A
/// server is given all of them, whatever runs.
package enum Interrupt {
    private static let state = Locked(State())

    /// What runs, and the first signal since it started.
    private struct State {
        var stop: (@Sendable (Int32) -> Void)?
        var first: Int32?
        var isInSession = false
        var server: (@Sendable (Int32) -> Void)?
    }

    /// Runs a body in a task that the first signal cancels.
    ///
    /// A signal that the process was started to ignore, as `nohup` does, stays ignored.
    ///
    /// - Parameter prepare: is given the first signal before the body is cancelled.
    /// - Throws: `Signal` when one ended the body; else what the body throws, or `NoThread`.
    package static func cancelling<Value: Sendable>(
        preparing prepare: @escaping @Sendable (Int32) -> Void, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try watch()
        let task = Task(operation: body)
        state.withLock { state in
            state.stop = { signal in
                prepare(signal)
                task.cancel()
            }
        }
        let result = await task.result
        let first = state.withLock { state in
            defer { (state.stop, state.first) = (nil, nil) }
            return state.first
        }
        switch (result, first) {
        case (.failure(let error), let number?): throw Signal(number: number, error: error)
        // It was at its end already: there is nothing to interrupt, but a session to end.
        case (.success, let number?) where number != SIGINT: throw Signal(number: number, error: CancellationError())
        case (.success, _), (.failure, nil): return try result.get()
        }
    }

    /// From now on Ctrl-C does nothing while nothing runs.
    static func beginSession() {
        state.withLock { $0.isInSession = true }
    }

    /// From now on signals go to a server, which decides what each means; none ends the process by itself.
    package static func serve(_ take: @escaping @Sendable (Int32) -> Void) {
        state.withLock { $0.server = take }
    }

    /// A signal ended something, with this error.
    package struct Signal: Error {
        package let number: Int32
        package let error: any Error
    }

    /// No thread can be started that waits for signals.
    package struct NoThread: Error, CustomStringConvertible {
        let reason: SystemError
        package var description: String { "cannot wait for signals: \(reason)" }
    }

    /// Handles these signals from now on.
    ///
    /// - Throws: `NoThread`
    package static func watch() throws(NoThread) { try watching.get() }

    /// Has the signals sent to a thread that waits for them; once in a process.
    private static let watching = Result { () throws(NoThread) in
        do throws(SystemError) {
            let pipe = try SignalPipe()
            try startThread(waitingAt: pipe)
            Signals.post([SIGINT] + Signals.requests, to: pipe)
        } catch {
            throw NoThread(reason: error)
        }
    }

    private static func startThread(waitingAt pipe: SignalPipe) throws(SystemError) {
        do throws(DedicatedThread.NoThread) {
            try DedicatedThread.start { while true { pipe.wait().forEach(note) } }
        } catch {
            throw error.reason
        }
    }

    private static func note(_ number: Int32) {
        if let server = state.withLock({ $0.server }) { return server(number) }
        let (stop, isSecond, isInSession) = state.withLock { state in
            let isSecond = state.first != nil
            if state.stop != nil, !isSecond { state.first = number }
            return (state.stop, isSecond, state.isInSession)
        }
        if isSecond { _exit(128 + number) }
        if let stop { return stop(number) }
        if number != SIGINT || !isInSession { exit(128 + number) }
    }
}
