import ArgumentParser
import Engine
import Experiments
import Runner
import Session

/// The options besides the hyper-parameters.
struct SweepingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("\(Seeds.help) (default: \(Seeds.standard.count))"))
    var seeds: String?

    @Option(help: ArgumentHelp("runs at a time (default: the processor's cores)", valueName: "count"))
    var jobs: String?

    @Option(help: ArgumentHelp(
        "folder for the results, to be made (default: sweep_results_ and the date)", valueName: "folder"))
    var out: String?

    @Flag(help: "only show the plan, the time and the memory it takes")
    var dry = false

    /// Every option that takes a value, the hyper-parameters first.
    static let names = Hyperparameter.all.map(\.name) + [Seeds.name, "jobs", "out"]
    /// Every option that takes none.
    static let flags = ["--dry"]
    private static let jobsRange = SweepRequest.jobsRange

    /// - Throws: `SeedsError`
    func chosenSeeds() throws(SeedsError) -> Seeds {
        guard let seeds else { return .standard }
        return try Seeds(parsing: seeds)
    }

    /// - Throws: `UsageError`
    func chosenJobs() throws(UsageError) -> Int {
        guard let jobs else { return min(Cores.available, Self.jobsRange.upperBound) }
        guard let count = Int(jobs), Self.jobsRange.contains(count) else {
            throw .badValue(
                option: "jobs", found: jobs,
                expected: "a whole number from \(Self.jobsRange.lowerBound) to \(Self.jobsRange.upperBound)")
        }
        return count
    }
}
