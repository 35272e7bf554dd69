import Comparison
import Engine
import Experiments
import Runner

/// The results that a figure shows: combinations with their runs.
struct PlotSource: Sendable {
    struct Entry: Sendable {
        let combination: Combination
        /// The runs that finished, in the order of the seeds.
        let runs: [Run]
        /// How many seeds were asked for.
        let plannedCount: Int

        var configuration: TrainingConfiguration { combination.configuration }
        var testAccuracy: Double { runs.reduce(0) { $0 + $1.findings.testAccuracy } / Double(max(1, runs.count)) }
    }

    struct Run: Sendable {
        let seed: UInt32
        let findings: RunFindings
        let record: RunRecord
    }

    /// The folder that the results are in.
    let folder: String
    /// Those with a run that finished, in the plan's order.
    let entries: [Entry]
    /// Sentences about what does not count.
    let problems: [String]

    init(_ outcome: SweepOutcome, problems: [String] = []) {
        let planned = outcome.plan.seeds.count
        let results = outcome.summary.results
        self.init(
            outcome.folder, results.map { ($0.combination, outcome.records[$0.combination.index] ?? [], planned) },
            problems: problems)
    }

    init(_ results: LoadedResults) {
        if let one = results.combination {
            self.init(one.folder, [(one.combination, one.records, one.records.count)])
        } else {
            self.init(results.outcome, problems: results.notices)
        }
    }

    private init(_ folder: String, _ combinations: [(Combination, [RunRecord], Int)], problems: [String] = []) {
        self.folder = folder
        self.problems = problems
        entries = combinations.compactMap { combination, records, planned in
            let runs = records.compactMap { record -> Run? in
                guard case .finished(let findings) = record.ending else { return nil }
                return Run(seed: record.seed, findings: findings, record: record)
            }
            return runs.isEmpty ? nil : Entry(combination: combination, runs: runs, plannedCount: planned)
        }
    }

    /// The hyper-parameters that the combinations differ in.
    var varied: [Hyperparameter] {
        Hyperparameter.all.filter { parameter in
            entries.contains { $0.configuration[parameter] != entries[0].configuration[parameter] }
        }
    }

    /// The combination with the best mean test accuracy, of equal ones the first.
    var best: Entry? {
        entries.max { $0.testAccuracy < $1.testAccuracy || ($0.testAccuracy == $1.testAccuracy && $0.combination.index > $1.combination.index) }
    }

    /// What is compared, for Experiments' statistics.
    var contenders: [Contender] {
        entries.map { entry in
            let scores = entry.runs.compactMap { SeedScore($0.record) }
            return Contender(entry.configuration, source: folder, plannedCount: entry.plannedCount, scores: scores)
        }
    }

    /// A combination by what it differs in from the others: `n_head=2, dropout=0.1`; all that texts list when it is alone.
    func label(of entry: Entry) -> String {
        let varied = varied
        guard !varied.isEmpty else { return entry.combination.assignments }
        return varied.map { "\($0.name)=\(entry.configuration[$0])" }.joined(separator: ", ")
    }

    /// `50 seeds`, or `30 to 50 seeds`.
    static func seedsText(_ entries: [Entry]) -> String {
        let counts = entries.map(\.runs.count)
        let low = counts.min() ?? 0, high = counts.max() ?? 0
        if low != high { return "\(low) to \(high) seeds" }
        return high == 1 ? "1 seed" : "\(high) seeds"
    }
}
