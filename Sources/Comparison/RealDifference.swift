package import Engine
package import Statistics

/// How a real metric of a second side differs from that of a first, seed by seed.
package struct RealDifference: Hashable, Sendable {
    package let metric: Metric
    /// The means.
    package let first: Double
    package let second: Double
    /// The mean of second minus first.
    package let delta: Double
    /// By Student's t; nil for fewer seeds than any test needs.
    package let interval: Interval?
    /// Nil for one seed and where a number is not finite.
    package let wilcoxon: WilcoxonTest?

    /// - Parameter pairs: a seed's numbers, at least one pair.
    init(_ metric: Metric, _ pairs: [(first: Double, second: Double)]) {
        self.metric = metric
        first = SeedSpread(pairs.map(\.first)).mean
        second = SeedSpread(pairs.map(\.second)).mean
        let differences = pairs.map { $0.second - $0.first }
        delta = SeedSpread(differences).mean
        interval = differences.count < SignFlipTest.fewestNonzero ? nil : PairedT.interval(of: differences)
        wilcoxon = differences.count > 1 ? WilcoxonTest(differences) : nil
    }
}
