import System

/// Stops what runs, from any thread.
package final class StopButton: Sendable {
    private struct State {
        var cancel: (@Sendable () -> Void)?
        var isForGood = false
        /// Whether something is about to run, and whether it is to stop as soon as it does.
        var isArmed = false, wasPressed = false
    }

    private let state = Locked(State())

    package init() {}

    /// From now on a press counts for what runs next, though it doesn't run yet.
    package func arm() { state.withLock { ($0.isArmed, $0.wasPressed) = (true, false) } }

    /// Runs a body in a task that ``press()`` cancels.
    package func stopping<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task(operation: body)
        let isOver = state.withLock { state in
            state.cancel = { task.cancel() }
            return state.isForGood || state.wasPressed
        }
        if isOver { task.cancel() }
        defer { state.withLock { ($0.cancel, $0.isArmed, $0.wasPressed) = (nil, false, false) } }
        return try await task.value
    }

    /// Stops what runs now or is about to, if something is.
    package func press() {
        state.withLock { state in
            state.wasPressed = state.isArmed
            return state.cancel
        }?()
    }

    /// Stops what runs now and whatever starts later.
    func pressForGood() {
        state.withLock { state in
            state.isForGood = true
            return state.cancel
        }?()
    }
}
