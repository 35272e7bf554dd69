import System

// The stop button answers at once, however long something takes: what may take long is worked out apart from the session.
extension Interpreter {
    /// What `body` returns, worked out on a thread of its own. Cancelled, it is not waited for: it comes to its end and is
    /// forgotten, so it must be one that may be killed at any time. While a notebook is verified it is waited for, since it must
    /// not outlast the folder it is in.
    func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        if environment.places.scratch != nil { return try body() }
        let waiter = Waiter<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiter.wait(continuation)
                if Task.isCancelled { return waiter.resume(.failure(CancellationError())) }
                do {
                    try DedicatedThread.start { waiter.resume(Result { try body() }) }
                } catch {
                    waiter.resume(Result { try body() })
                }
            }
        } onCancel: {
            waiter.resume(.failure(CancellationError()))
        }
    }

    /// What `body` returns; a cancellation that ended it is an interruption, and so is whatever it failed with meanwhile.
    func interruptible<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch where error is Interrupted || error is WorkLeft {
            throw error
        } catch where Task.isCancelled {
            throw Interrupted(description: "interrupted")
        }
    }
}

/// A task that waits for one answer: the first counts.
private final class Waiter<Value: Sendable>: Sendable {
    private let continuation = Locked<CheckedContinuation<Value, any Error>?>(nil)

    func wait(_ continuation: CheckedContinuation<Value, any Error>) {
        self.continuation.withLock { $0 = continuation }
    }

    func resume(_ result: Result<Value, any Error>) {
        let continuation = self.continuation.withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(with: result)
    }
}
