import Engine
import Experiments
import Language
import Runner
import System

// `benchmark`: the machine's limits, and how near to them runs come.
extension Interpreter {
    func benchmark(_ call: CommandCall, _ frame: Frame) async throws {
        do {
            var benchmark = Benchmark()
            for step in benchmark.steps {
                let before = benchmark
                let (after, lines) = try await blocking { () throws(TrainingFailure) in
                    var taken = before
                    let lines = try taken.take(step)
                    return (taken, lines)
                }
                benchmark = after
                try await frame.show(lines)
            }
        } catch let error as TrainingFailure {
            throw frame.fail(.failed("the measurement failed: \(error)"), call.span)
        }
    }

    /// What `body` returns, on a thread of its own. Cancelled, it is not waited for.
    private func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws(TrainingFailure) -> Value
    ) async throws -> Value {
        let waiter = Waiter<Value>()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                waiter.wait(continuation)
                if Task.isCancelled { return waiter.resume(.failure(CancellationError())) }
                do {
                    try DedicatedThread.start {
                        do { waiter.resume(.success(try body())) } catch { waiter.resume(.failure(error)) }
                    }
                } catch {
                    waiter.resume(.failure(error))
                }
            }
        } onCancel: {
            waiter.resume(.failure(CancellationError()))
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
