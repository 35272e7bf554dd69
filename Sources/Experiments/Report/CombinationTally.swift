import Engine

/// Adds up the runs of one combination, in the order of its seeds.
///
/// Counts are added as counts of right items, so that an average is one division and equal
/// results are equal numbers; real numbers are added in the order of the seeds.
struct CombinationTally: Sendable {
    private var finished = 0
    private var perfect = 0
    private var counts: [Metric: (right: Int, all: Int)] = [:]
    private var sums: [Metric: Double] = [:]
    /// The runs' seconds, added.
    private(set) var seconds = 0.0
    private(set) var failures: [CombinationResult.Failure] = []

    mutating func add(_ record: RunRecord) {
        seconds += record.seconds
        switch record.ending {
        case .failed: failures.append(.init(seed: record.seed, reason: record.failure ?? ""))
        case .finished(let result): add(result.metrics)
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
    var averages: Averages? {
        guard failures.isEmpty, finished > 0 else { return nil }
        let means = counts.mapValues { Double($0.right) / Double($0.all) }
            .merging(sums.mapValues { $0 / Double(finished) }) { mean, _ in mean }
        return Averages(means: means, perfectShare: Double(perfect) / Double(finished))
    }
}
