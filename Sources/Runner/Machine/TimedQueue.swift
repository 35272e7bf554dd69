import Glibc

/// What some threads put in and one takes out, which waits for it no longer than it wants to.
///
/// Waiting goes by the monotonic clock: it must not go on when somebody sets the time of day back.
final class TimedQueue<Element: Sendable>: @unchecked Sendable {
    private var elements: [Element] = []
    private var isWoken = false
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let signal = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(signal, &attributes)
        pthread_condattr_destroy(&attributes)
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_cond_destroy(signal)
        pthread_mutex_destroy(lock)
        signal.deallocate()
        lock.deallocate()
    }

    func put(_ element: Element) {
        withLock {
            elements.append(element)
            pthread_cond_signal(signal)
        }
    }

    /// Ends the waiting of whoever takes.
    func wake() {
        withLock {
            isWoken = true
            pthread_cond_signal(signal)
        }
    }

    /// All there is, which may be nothing once `time` is over.
    func take(within time: Duration) -> [Element] {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let end = Double(deadline.tv_sec) + Double(deadline.tv_nsec) * 1e-9 + time.seconds
        deadline.tv_sec = Int(end)
        deadline.tv_nsec = Int((end - end.rounded(.down)) * 1e9)
        return withLock {
            while elements.isEmpty, !isWoken, pthread_cond_timedwait(signal, lock, &deadline) == 0 {}
            isWoken = false
            defer { elements = [] }
            return elements
        }
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}

extension Duration {
    /// In seconds.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
