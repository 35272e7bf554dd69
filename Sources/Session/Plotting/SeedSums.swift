import Engine
import Experiments
import Statistics

/// The scores of some combinations seed by seed: what of each seed all of them came to.
struct SeedSums {
    /// For each seed that all combinations have, its values in each.
    private let seeds: [[MetricValues]]

    /// What was learned.
    private let kind: TaskKind

    init(_ entries: [PlotSource.Entry]) {
        kind = entries.first?.configuration.kind ?? .relations
        var bySeed: [UInt32: [MetricValues]] = [:]
        for entry in entries {
            for score in entry.scores { bySeed[score.seed, default: []].append(score.metrics) }
        }
        seeds = bySeed.filter { $0.value.count == entries.count }.sorted { $0.key < $1.key }.map(\.value)
    }

    var isEmpty: Bool { seeds.isEmpty }

    /// Mean and interval: of what ranks as in comparisons, else over the seeds' means.
    func mean(of metric: Metric, isRanking: Bool) -> (mean: Double, interval: Interval?) {
        switch (metric.kind, kind) {
        case (.count, .text): shareMean(of: metric)
        case (.count, .relations) where isRanking: exactMean(of: metric)
        case (.real, _) where isRanking: realMean(of: metric)
        case (.count, .relations), (.real, _): mean(of: metric)
        }
    }

    private func realMean(of metric: Metric) -> (mean: Double, interval: Interval?) {
        let means = means(of: metric).map(MetricValue.real)
        return (means.mean ?? .nan, means.meanInterval(of: kind))
    }

    /// Of a text: right tokens of all.
    private func shareMean(of metric: Metric) -> (mean: Double, interval: Interval?) {
        let counts = seeds.map { values in
            let found = values.compactMap { $0[metric] }
            return MetricValue.count(found.reduce(0) { $0 + $1.steps }, of: max(1, found.reduce(0) { $0 + $1.stepsInOne }))
        }
        let hasOneSize = Set(counts.map(\.stepsInOne)).count == 1
        return (counts.mean ?? .nan, hasOneSize ? counts.meanInterval(of: kind) : MeanInterval.ofLosses(counts.map(\.number)))
    }

    /// Each seed's, over the combinations.
    private func means(of metric: Metric) -> [Double] {
        seeds.map { values in values.reduce(0) { $0 + ($1[metric]?.number ?? .nan) } / Double(values.count) }
    }

    /// On whole numbers of right items.
    private func exactMean(of metric: Metric) -> (mean: Double, interval: Interval?) {
        let right = seeds.map { $0.reduce(0) { $0 + ($1[metric]?.steps ?? 0) } }
        let sizes = seeds.map { $0.reduce(0) { $0 + ($1[metric]?.stepsInOne ?? 0) } }
        let mean = Double(right.reduce(0, +)) / Double(sizes.reduce(0, +))
        // Runs of test sets of several sizes have no common unit.
        guard let size = sizes.first, sizes.allSatisfy({ $0 == size }) else { return (mean, nil) }
        let runsPerSeed = seeds.first?.count ?? 1
        return (mean, MeanInterval.ofCounts(right, outOf: size, runsPerSeed: runsPerSeed))
    }

    private func mean(of metric: Metric) -> (mean: Double, interval: Interval?) {
        let means = means(of: metric)
        let mean = means.reduce(0, +) / Double(means.count)
        guard mean.isFinite else { return (mean, nil) }
        switch metric.kind {
        case .count: return (mean, MeanInterval.ofShares(means))
        case .real: return (mean, MeanInterval.ofLosses(means))
        }
    }
}
