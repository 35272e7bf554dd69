import Glibc

/// A thread of its own, for work that blocks: Swift's tasks share a few threads that must not wait.
package enum DedicatedThread {
    private final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs a body on a new thread, which ends with it.
    ///
    /// - Throws: `RunnerError.noThread` when the system gives none.
    package static func start(_ run: @escaping @Sendable () -> Void) throws(RunnerError) {
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let failure = pthread_create(&thread, nil, { argument in
            if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, body.toOpaque())
        guard failure == 0 else {
            body.release()
            throw .noThread(errno: failure)
        }
        pthread_detach(thread)
    }
}
