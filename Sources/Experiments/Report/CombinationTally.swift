import Engine

/// Adds up the runs of one combination, in the order of its seeds.
struct CombinationTally: Sendable {
    private let combination: Combination
    private var finished = 0
    private var perfect = 0
    /// Those of the runs that finished.
    private var values: [Metric: [MetricValue]] = [:]
    /// The runs' seconds, added.
    private(set) var seconds = 0.0
    private(set) var failures: [CombinationResult.Failure] = []
    private var evaluations: [[TextOutcome.Evaluation]] = []

    init(of combination: Combination) {
        self.combination = combination
    }

    mutating func add(_ record: RunRecord) {
        seconds += record.seconds
        switch record.ending {
        case .failed: failures.append(.init(seed: record.seed, reason: record.failure ?? ""))
        case .finished(let result):
            add(result.metrics)
            if let text = result.text { evaluations.append(text.evaluations) }
        }
    }

    private mutating func add(_ values: MetricValues) {
        finished += 1
        perfect += values.isPerfect ? 1 : 0
        for (metric, value) in values.measured { self.values[metric, default: []].append(value) }
    }

    /// The averages over all runs; nil when one failed or there was none.
    var averages: Averages? { failures.isEmpty && finished > 0 ? averagesWithFailures : nil }

    /// The averages over all runs, of which there is one or more; those that failed count as the worst value.
    var averagesWithFailures: Averages {
        let runs = finished + failures.count, metrics = Metric.measured(of: combination.configuration.kind)
        let means = finished > 0 ? means : Dictionary(uniqueKeysWithValues: metrics.map { ($0, $0.worst) })
        return Averages(
            means: means, ranking: combination.ranking(among: Metric.all.filter { means[$0] != nil }),
            perfectShare: Double(perfect) / Double(runs), runCount: runs, failedCount: failures.count,
            overfitting: Overfitting(evaluations))
    }

    private var means: [Metric: Double] {
        // All runs of a combination have test sets of one size.
        let means = values.compactMap { metric, values in
            (values + failures.map { _ in values[0].worst(of: metric) }).mean.map { (metric, $0) }
        }
        return Dictionary(uniqueKeysWithValues: means)
    }
}
