import Experiments
import Statistics

/// The runs of some combinations seed by seed: what of each seed all of them found.
struct SeedSums {
    /// For each seed that all combinations have, its runs.
    private let runs: [[RunFindings]]

    init(_ entries: [PlotSource.Entry]) {
        var bySeed: [UInt32: [RunFindings]] = [:]
        for entry in entries {
            for run in entry.runs { bySeed[run.seed, default: []].append(run.findings) }
        }
        runs = bySeed.filter { $0.value.count == entries.count }.sorted { $0.key < $1.key }.map(\.value)
    }

    var isEmpty: Bool { runs.isEmpty }

    /// Mean and interval on whole numbers of right items.
    var testAccuracy: (mean: Double, interval: Interval?) {
        let right = runs.map { $0.reduce(0) { $0 + $1.testItemsRightCount } }
        let sizes = runs.map { $0.reduce(0) { $0 + $1.testSize } }
        let mean = Double(right.reduce(0, +)) / Double(sizes.reduce(0, +))
        // Runs of test sets of several sizes have no common unit.
        guard let size = sizes.first, sizes.allSatisfy({ $0 == size }) else { return (mean, nil) }
        return (mean, ExactBootstrap.interval(of: right, outOf: size))
    }

    /// Mean and t interval over the seeds' means.
    func mean(of metric: PlotMetric) -> (mean: Double, interval: Interval?) {
        let means = runs.map { findings in
            findings.reduce(0) { $0 + metric.value(of: $1) } / Double(findings.count)
        }
        return (means.reduce(0, +) / Double(means.count), PairedT.interval(of: means))
    }
}
