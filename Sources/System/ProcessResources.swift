import CSystem
import Glibc

/// What the process must be given before anything runs: threads, memory and open files that Swift's runtime takes for itself, and
/// where it finds none waits for ever or traps.
package enum ProcessResources {
    /// What the system does not give.
    package struct Missing: Error, CustomStringConvertible {
        let what: String
        let reason: SystemError

        /// `cannot open 16 files: Too many open files`
        package var description: String { "\(what): \(reason)" }
    }

    /// The runtime's event queue, the pipes that signals come through, and what a sweep writes.
    private static let files = 16
    /// Beside a worker for each core: those that wait for signals, for events and for the main queue.
    private static let waitingThreads = 3

    /// Bytes that must be left beside them.
    private static let memory = 64 << 20

    /// Takes as many threads, files and bytes as are needed, and gives them back.
    package static func check() throws(Missing) {
        shareHeap()
        try checkFiles()
        try checkThreads(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) + waitingThreads)
    }

    /// Where memory is limited, threads do without heaps of their own, each of which would set 64 MB aside.
    private static func shareHeap() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur != .max else { return }
        _ = share_heap()
    }

    private static func checkFiles() throws(Missing) {
        var taken: [Int32] = []
        defer { taken.forEach { close($0) } }
        for _ in 0..<files {
            let file = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
            guard file >= 0 else { throw Missing(what: "cannot open \(files) files", reason: .last) }
            taken.append(file)
        }
    }

    /// All of them are there at once: each waits until the last has been started.
    private static func checkThreads(_ count: Int) throws(Missing) {
        var threads: [pthread_t] = []
        let gate = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(gate, nil)
        pthread_mutex_lock(gate)
        defer {
            pthread_mutex_unlock(gate)
            threads.forEach { pthread_join($0, nil) }
            pthread_mutex_destroy(gate)
            gate.deallocate()
        }
        for _ in 0..<count {
            var thread = pthread_t()
            let failure = pthread_create(&thread, nil, { gate in
                let gate = gate?.assumingMemoryBound(to: pthread_mutex_t.self)
                if let gate {
                    pthread_mutex_lock(gate)
                    pthread_mutex_unlock(gate)
                }
                return nil
            }, gate)
            guard failure == 0 else { throw Missing(what: "cannot start \(count) threads", reason: SystemError(code: failure)) }
            threads.append(thread)
        }
        try checkMemory()
    }

    private static func checkMemory() throws(Missing) {
        let taken = mmap(nil, memory, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let taken, taken != MAP_FAILED else { throw Missing(what: "cannot get \(memory >> 20) MB of memory", reason: .last) }
        munmap(taken, memory)
    }
}
