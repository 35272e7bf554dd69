import Engine
package import Experiments

/// Why a sweep can't start or go on.
package enum RunnerError: Error, Sendable {
    /// The system refuses a run's memory, though the machine has that much.
    case outOfMemory(bytes: Int)
    /// Not one combination of a plan fits this machine; the one that needs least lacks this much.
    case nothingFits(Combination, MemoryShortage, combinations: Int)
    /// More runs failed than may; the last of them.
    case tooManyFailures(RunRecord, count: Int, of: Int, FailureLimit)
    /// There is nobody to wait for; what workers leave alone.
    case nobodyAtWork([LostWork])
}

extension RunnerError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .outOfMemory(let bytes):
            "the system refuses the \(bytes >> 20) MB that a run needs; lower jobs, or see ulimit -v"
        case .nothingFits(let combination, let shortage, combinations: 1):
            "\(combination.assignments): \(shortage)"
        case .nothingFits(let smallest, let shortage, let count):
            "none of the \(count) combinations can run; the smallest, \(smallest.assignments), \(shortage)"
        case .tooManyFailures(let record, _, _, let limit) where limit.isFast:
            "\(Self.failure(record)); fail_fast ends the sweep"
        case .tooManyFailures(let record, let count, let runs, let limit):
            "\(count) of \(runs) runs failed, more than max_failures=\((limit.share ?? 0).pythonDescription) allows; "
                + "the last was \(Self.failure(record))"
        case .nobodyAtWork(let setAside):
            (["nobody is at work on the folder"] + setAside.map { work in
                work.ends.last?.log.last.map { "\(work), and said \"\($0)\"" } ?? "\(work)"
            }).joined(separator: "; ")
        }
    }

    private static func failure(_ record: RunRecord) -> String {
        "\(record.run): \(record.failure ?? "")"
    }
}
