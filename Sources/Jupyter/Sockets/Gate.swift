import System

/// What one task waits for until any thread opens it, once.
final class Gate: Sendable {
    private enum State {
        case closed(waiting: CheckedContinuation<Void, Never>?)
        case open
    }

    private let state = Locked(State.closed(waiting: nil))

    func open() {
        let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
            defer { state = .open }
            return if case .closed(let waiting) = state { waiting } else { nil }
        }
        waiting?.resume()
    }

    /// Returns once it is open.
    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if case .open = state { return true }
                state = .closed(waiting: continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}
