import Glibc

/// A thread of its own, for work that blocks: Swift's tasks share a few threads that must not wait.
package enum DedicatedThread {
    /// That the system gives no thread.
    package struct NoThread: Error, CustomStringConvertible {
        package let reason: SystemError
        package var description: String { "cannot start a thread: \(reason)" }
    }

    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs a body on a new thread, which ends with it.
    ///
    /// - Throws: `NoThread` when the system gives none.
    package static func start(_ run: @escaping @Sendable () -> Void) throws(NoThread) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let failure = pthread_create(&thread, nil, { argument in
            if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, body.toOpaque())
        guard failure == 0 else {
            body.release()
            throw NoThread(reason: SystemError(code: failure))
        }
        pthread_detach(thread)
    }
}
