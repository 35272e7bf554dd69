import ArgumentParser
import Experiments
import Runner
import Session

/// How runs are started, whatever is trained.
struct RunningOptions: ParsableArguments {
    @Option(help: ArgumentHelp("runs at a time (default: the processor's cores)", valueName: "count"))
    var jobs: String?

    @Option(name: .customLong("max_failures"), help: ArgumentHelp(
        "largest share of runs that may fail, 0 to 1 (default: any)", valueName: "share"))
    var maxFailures: String?

    @Option(name: .customLong("lost_after"), help: ArgumentHelp(
        "another process's work is taken over when it gives no sign of life that long (default: 60)", valueName: "seconds"))
    var lostAfter: String?

    @Flag(name: .customLong("fail_fast"), help: "the first run that fails ends the sweep")
    var failFast = false

    /// Every option that takes a value.
    static let names = ["jobs", "max_failures", "lost_after"]
    /// Every option that takes none.
    static let flags = ["--fail_fast"]

    /// - Throws: `UsageError`
    func chosenJobs() throws(UsageError) -> Int {
        let range = SweepRequest.jobsRange
        guard let jobs else { return min(Cores.available, range.upperBound) }
        guard let count = Int(jobs), range.contains(count) else {
            throw .badValue(
                option: "jobs", found: jobs, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }

    /// - Throws: `UsageError`
    func limit() throws(UsageError) -> FailureLimit {
        guard let maxFailures else { return FailureLimit(share: nil, isFast: failFast) }
        guard let share = Double(maxFailures), (0...1).contains(share) else {
            throw .badValue(option: "max_failures", found: maxFailures, expected: "a share from 0 to 1")
        }
        return FailureLimit(share: share, isFast: failFast)
    }

    /// - Throws: `UsageError`
    func patience() throws(UsageError) -> Duration {
        guard let lostAfter else { return RecordStore.standardPatience }
        guard let seconds = Double(lostAfter), (0.1...86_400).contains(seconds) else {
            throw .badValue(option: "lost_after", found: lostAfter, expected: "seconds, from 0.1 to 86400")
        }
        return .seconds(seconds)
    }
}
