import Glibc
import System

/// Ctrl-C and similar signals while something runs: the first asks for a clean stop, the second ends the process at once.
///
/// SIGINT (Ctrl-C), SIGTERM (kill, a batch system's end), SIGHUP (the terminal is gone) and SIGQUIT (Ctrl-\). From its first use
/// on the process handles them itself. While nothing runs, Ctrl-C does nothing (a prompt has its own) and the others end
/// the process, through `exit`, so that the terminal is restored.
package enum Interrupt {
    private static let state = Locked(State())

    /// What runs, and the first signal since it started.
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
        try watch()
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
    static func watch() throws(NoThread) { try watching.get() }

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
        let (stop, isSecond) = state.withLock { state in
            let isSecond = state.first != nil
            if state.stop != nil, !isSecond { state.first = number }
            return (state.stop, isSecond)
        }
        if isSecond { _exit(128 + number) }
        if let stop { return stop() }
        if number != SIGINT { exit(128 + number) }
    }
}
