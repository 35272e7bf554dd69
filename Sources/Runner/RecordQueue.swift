import Experiments
import Glibc

/// Runs that have ended and are not on the disk yet: threads that train put them in, one thread takes them out.
final class RecordQueue: Sendable {
    struct Entry: Sendable {
        let assignment: Assignment
        let record: RunRecord
    }

    private let entries = Locked<[Entry]>([])
    private nonisolated(unsafe) let signal = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() {
        sem_init(signal, 0, 0)
    }

    deinit {
        sem_destroy(signal)
        signal.deallocate()
    }

    func put(_ entry: Entry) {
        entries.withLock { $0.append(entry) }
        sem_post(signal)
    }

    /// Ends the waiting of whoever takes.
    func wake() {
        sem_post(signal)
    }

    /// All there is, which may be nothing once `time` is over.
    func take(within time: Duration) -> [Entry] {
        var deadline = timespec()
        clock_gettime(CLOCK_REALTIME, &deadline)
        let end = Double(deadline.tv_sec) + Double(deadline.tv_nsec) * 1e-9 + time.seconds
        deadline.tv_sec = Int(end)
        deadline.tv_nsec = Int((end - end.rounded(.down)) * 1e9)
        if entries.withLock({ $0.isEmpty }) { sem_timedwait(signal, &deadline) }
        while sem_trywait(signal) == 0 {}
        return entries.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }
}
