import Glibc

/// A value that one thread at a time may touch.
///
/// It is a POSIX lock rather than `Synchronization.Mutex`, because ThreadSanitizer knows the one and
/// takes what the other guards for a race (Swift 6.3 on Linux).
package final class Locked<Value: Sendable>: @unchecked Sendable {
    private var value: Value
    private let lock: UnsafeMutablePointer<pthread_mutex_t>

    package init(_ value: Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Calls a body while no other thread is in one; not to be called again from within it.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
