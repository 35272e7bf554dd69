import Experiments
import System

/// Counts the runs of a plan that failed, wherever they were trained.
final class FailureCount: Sendable {
    private let runCount: Int
    private let limit: FailureLimit
    private let count: Locked<Int>

    /// - Parameter count: how many have failed before.
    init(_ count: Int, of runCount: Int, limit: FailureLimit) {
        self.count = Locked(count)
        self.runCount = runCount
        self.limit = limit
    }

    /// Takes note of a run that has ended.
    ///
    /// - Throws: `RunnerError.tooManyFailures` when it failed and is one too many.
    func note(_ record: RunRecord) throws(RunnerError) {
        guard record.failure != nil else { return }
        let failures = count.withLock { count in
            count += 1
            return count
        }
        guard !limit.isExceeded(by: failures, of: runCount) else {
            throw .tooManyFailures(record, count: failures, of: runCount, limit)
        }
    }
}
