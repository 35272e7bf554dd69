import Engine

/// Adds up the runs of one combination, in the order of its seeds.
///
/// Counts are added as counts of right items, so that an average is one division and equal
/// results are equal numbers; real numbers are added in the order of the seeds.
struct CombinationTally: Sendable {
    private let combination: Combination
    private var finished = 0
    private var perfect = 0
    private var counts: [Metric: (right: Int, all: Int)] = [:]
    private var sums: [Metric: Double] = [:]
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
        for (metric, value) in values.measured {
            switch value {
            case .count(let right, let size):
                let before = counts[metric] ?? (0, 0)
                counts[metric] = (before.right + right, before.all + size)
            case .real(let number): sums[metric, default: 0] += number
            }
        }
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
        let failed = failures.count
        // All runs of a combination have test sets of one size.
        let shares = counts.map { metric, count in
            let lost = metric.worst * Double(failed * count.all / finished)
            return (metric, (Double(count.right) + lost) / Double(count.all + failed * count.all / finished))
        }
        let reals = sums.map { metric, sum in (metric, failed > 0 ? metric.worst : sum / Double(finished)) }
        return Dictionary(uniqueKeysWithValues: shares + reals)
    }
}
