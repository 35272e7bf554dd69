package import Experiments
import Glibc

/// Why runs can't be started.
package enum RunnerError: Error, Sendable {
    /// The system gives no thread, for the reason in `errno`.
    case noThread(errno: Int32)
    /// The system refuses a run's memory, though the machine has that much.
    case outOfMemory(bytes: Int)
    /// Not one combination of a plan fits this machine; the one that needs least lacks this much.
    case nothingFits(Combination, MemoryShortage, combinations: Int)
}

extension RunnerError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .noThread(let errno):
            "cannot start a thread: \(String(cString: strerror(errno)))"
        case .outOfMemory(let bytes):
            "the system refuses the \(bytes >> 20) MB that a run needs; lower --jobs, or see ulimit -v"
        case .nothingFits(let combination, let shortage, combinations: 1):
            "\(combination.assignments): \(shortage)"
        case .nothingFits(let smallest, let shortage, let count):
            "none of the \(count) combinations can run; the smallest, \(smallest.assignments), \(shortage)"
        }
    }
}
