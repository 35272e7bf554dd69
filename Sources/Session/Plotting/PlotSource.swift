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

        /// The mean over the runs.
        func mean(of metric: Metric) -> Double { runs.reduce(0) { $0 + $1.result[metric] } / Double(max(1, runs.count)) }
    }

    struct Run: Sendable {
        let seed: UInt32
        let result: RunResult
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
                guard case .finished(let result) = record.ending else { return nil }
                return Run(seed: record.seed, result: result, record: record)
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

    /// What the combinations are ranked by.
    var ranking: Metric { entries.first?.runs.first?.result.metrics.ranking ?? .trainLoss }

    /// The combination with the best mean, of equal ones the first.
    var best: Entry? { ranked(entries).first }

    /// The best mean first; equal ones in the plan's order.
    func ranked(_ entries: [Entry]) -> [Entry] {
        let metric = ranking
        return entries.map { ($0, $0.mean(of: metric)) }.sorted { a, b in
            a.1 != b.1 ? metric.isBetter(a.1, than: b.1) : a.0.combination.index < b.0.combination.index
        }.map(\.0)
    }

    /// The mean of what ranks over the runs of some combinations, of a count right items over all items; nil without one.
    func mean(of entries: [Entry]) -> Double? {
        let values = entries.flatMap(\.runs).compactMap { $0.result.metrics[ranking] }
        guard !values.isEmpty else { return nil }
        switch ranking.kind {
        case .count: return Double(values.reduce(0) { $0 + $1.steps }) / Double(values.reduce(0) { $0 + $1.stepsInOne })
        case .real: return values.reduce(0) { $0 + $1.number } / Double(values.count)
        }
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
