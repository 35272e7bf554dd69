import System

/// Stops what runs, from any thread.
final class StopButton: Sendable {
    private struct State {
        var cancel: (@Sendable () -> Void)?
        var isForGood = false
    }

    private let state = Locked(State())

    /// Runs a body in a task that ``press()`` cancels.
    func stopping<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task(operation: body)
        let isOver = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isForGood
        }
        if isOver { task.cancel() }
        defer { state.withLock { $0.cancel = nil } }
        return try await task.value
    }

    /// Stops what runs now, if something does.
    func press() { state.withLock { $0.cancel }?() }

    /// Stops what runs now and whatever starts later.
    func pressForGood() {
        state.withLock { state in
            state.isForGood = true
            return state.cancel
        }?()
    }
}
