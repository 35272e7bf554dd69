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
        /// What counts of each seed: a failed run has each metric's worst value, or is left out.
        let scores: [Score]
        /// All runs that have ended.
        let records: [RunRecord]
        /// The seeds that were asked for.
        let planned: Seeds

        var configuration: TrainingConfiguration { combination.configuration }
        var failedCount: Int { records.count - runs.count }

        /// The mean over the seeds.
        func mean(of metric: Metric) -> Double {
            scores.compactMap { $0.metrics[metric] }.mean ?? .nan
        }
    }

    /// A seed's values.
    struct Score: Sendable {
        let seed: UInt32
        let metrics: MetricValues
    }

    struct Run: Sendable {
        let seed: UInt32
        let result: RunResult
    }

    /// What was planned, and what tables of n-grams reach on its texts.
    let manifest: SweepManifest
    /// The folder that the results are in.
    let folder: String
    /// Those with a score, in the plan's order.
    let entries: [Entry]
    /// Whether the runs learned from other data than this session's.
    private(set) var isOfOtherData = false
    /// What failed runs count as.
    let rule: FailedRuns
    /// How many runs ended, and how many of them failed.
    private let runCount: Int
    private let failedCount: Int
    /// Sentences about what does not count.
    let problems: [String]

    init(_ outcome: SweepOutcome, problems: [String] = [], failed rule: FailedRuns) {
        let planned = outcome.plan.seeds
        let results = outcome.summary.results
        self.init(
            outcome, results.map { ($0.combination, outcome.records[$0.combination.index] ?? [], planned) },
            problems, rule)
    }

    init(_ results: LoadedResults, failed rule: FailedRuns) {
        if let one = results.combination {
            self.init(one.outcome, [(one.combination, one.records, one.outcome.plan.seeds)], [], rule)
        } else {
            self.init(results.outcome, problems: results.notices, failed: rule)
        }
        isOfOtherData = results.dataHashes != TaskLibrary.familyTree.hashes
    }

    private init(
        _ outcome: SweepOutcome, _ combinations: [(Combination, [RunRecord], Seeds)], _ problems: [String], _ rule: FailedRuns
    ) {
        manifest = outcome.manifest
        folder = outcome.folder
        self.problems = problems
        self.rule = rule
        let records = combinations.flatMap(\.1)
        runCount = records.count
        failedCount = records.count { $0.failure != nil }
        // Of a combination that failed altogether nothing tells the size of its test set.
        let known = records.lazy.compactMap { $0.result?.metrics }.first
        entries = combinations.compactMap { combination, records, planned in
            let runs = records.compactMap { record in record.result.map { Run(seed: record.seed, result: $0) } }
            guard let scale = runs.first?.result.metrics ?? known else { return nil }
            let scores = records.compactMap { record in
                rule.metrics(of: record, like: scale).map { Score(seed: record.seed, metrics: $0) }
            }
            return scores.isEmpty ? nil : Entry(
                combination: combination, runs: runs, scores: scores, records: records, planned: planned)
        }
    }

    /// The hyper-parameters that the combinations differ in.
    var varied: [Hyperparameter] {
        Hyperparameter.all.filter { parameter in
            entries.contains { $0.configuration[parameter] != entries[0].configuration[parameter] }
        }
    }

    /// What was learned; there is an entry.
    var kind: TaskKind { entries.first?.configuration.kind ?? .relations }

    /// What the combinations are ranked by.
    var ranking: Metric {
        entries.first.flatMap { entry in
            entry.scores.first.map { entry.combination.ranking(among: $0.metrics.measured.map(\.metric)) }
        } ?? .trainLoss
    }

    /// What tables of n-grams reach on the text of a combination.
    func baselines(of entry: Entry) -> [Baseline] { manifest.baselines(of: entry.configuration) }

    /// What is said where results of several data are in one picture.
    var dataNote: String? { varied.contains(.data) ? "Results on different data can't be compared." : nil }

    /// - Throws: `SessionError.plot` where no run was measured by the metric.
    func check(_ metric: Metric) throws(SessionError) {
        let known = Metric.all.filter { metric in entries.contains { $0.scores.contains { $0.metrics[metric] != nil } } }
        guard !known.contains(metric) else { return }
        throw .plot(.notMeasured(metric.name, folder: folder, known: known.map(\.name)))
    }

    /// The combination with the best mean; of equal ones that with fewer failed runs, then the first.
    var best: Entry? { ranked(entries).first }

    /// The best mean first; of equal ones that with fewer failed runs, then in the plan's order.
    func ranked(_ entries: [Entry]) -> [Entry] {
        let metric = ranking
        return entries.map { ($0, $0.mean(of: metric)) }.sorted { a, b in
            if a.1 != b.1 { return metric.isBetter(a.1, than: b.1) }
            return (a.0.failedCount, a.0.combination.index) < (b.0.failedCount, b.0.combination.index)
        }.map(\.0)
    }

    /// The mean of what ranks over the seeds of some combinations, of a count right items over all items; nil without one.
    func mean(of entries: [Entry]) -> Double? {
        entries.flatMap(\.scores).compactMap { $0.metrics[ranking] }.mean
    }

    /// What is compared, for Experiments' statistics.
    var contenders: [Contender] {
        let origin = Contender.Origin(name: folder, folder: folder)
        return entries.map {
            Contender($0.combination, from: origin, planned: $0.planned, records: $0.records, failed: rule)
        }
    }

    /// A combination by what it differs in from the others: `n_head=2, dropout=0.1`; all that texts list when it is alone.
    func label(of entry: Entry) -> String {
        let varied = varied
        guard !varied.isEmpty else { return entry.combination.assignments }
        return varied.map { "\($0.name)=\($0.label(of: entry.configuration[$0]))" }.joined(separator: ", ")
    }

    /// How well the intervals that are drawn of a text's metric hold; nil of relations, whose intervals hold for any scores.
    func coverageNote(_ metric: Metric) -> String? {
        guard kind == .text else { return nil }
        return metric.coverageNote(seeds: entries.map(\.scores.count).filter { $0 > 1 }, of: kind)
    }

    /// What is said of failed runs where a metric is drawn: `2 of 40 runs failed and count as test accuracy 0.`
    ///
    /// - Parameter entry: the only one that is drawn.
    func failureNote(_ metric: Metric, of entry: Entry? = nil) -> String? {
        let failed = entry?.failedCount ?? failedCount
        guard failed > 0 else { return nil }
        let failures = Self.failures(failed, of: entry?.records.count ?? runCount)
        switch rule {
        case .worst: return "\(failures) and \(failed == 1 ? "counts" : "count") as \(metric.worstText)."
        case .exclude: return "\(failures) and \(failed == 1 ? "is" : "are") left out."
        }
    }

    /// The same where each run is drawn by itself.
    var omissionNote: String? {
        failedCount == 0 ? nil : "\(Self.failures(failedCount, of: runCount)) and \(failedCount == 1 ? "is" : "are") not shown."
    }

    private static func failures(_ failed: Int, of all: Int) -> String { "\(failed) of \(all == 1 ? "1 run" : "\(all) runs") failed" }

    /// `50 seeds`, or `30 to 50 seeds`.
    static func seedsText(_ entries: [Entry]) -> String {
        let counts = entries.map(\.scores.count)
        let low = counts.min() ?? 0, high = counts.max() ?? 0
        if low != high { return "\(low) to \(high) seeds" }
        return high == 1 ? "1 seed" : "\(high) seeds"
    }
}
