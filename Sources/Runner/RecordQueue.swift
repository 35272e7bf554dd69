import Experiments
import Glibc

/// Runs that have ended and are not on the disk yet: threads that train put them in, one thread takes them out.
///
/// Waiting goes by the monotonic clock: the thread that takes is also the one that shows that this process lives, and must
/// not sleep on when somebody sets the time of day back.
final class RecordQueue: @unchecked Sendable {
    struct Entry: Sendable {
        let assignment: Assignment
        let record: RunRecord
    }

    private var entries: [Entry] = []
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

    func put(_ entry: Entry) {
        withLock {
            entries.append(entry)
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
    func take(within time: Duration) -> [Entry] {
        var deadline = timespec()
        clock_gettime(CLOCK_MONOTONIC, &deadline)
        let end = Double(deadline.tv_sec) + Double(deadline.tv_nsec) * 1e-9 + time.seconds
        deadline.tv_sec = Int(end)
        deadline.tv_nsec = Int((end - end.rounded(.down)) * 1e9)
        return withLock {
            while entries.isEmpty, !isWoken, pthread_cond_timedwait(signal, lock, &deadline) == 0 {}
            isWoken = false
            defer { entries = [] }
            return entries
        }
    }

    private func withLock<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }
}
