package import Statistics

/// How the final train losses of a second side differ from those of a first, seed by seed.
package struct LossDifference: Hashable, Sendable {
    /// The mean of second minus first.
    package let delta: Double
    /// By Student's t.
    package let interval: Interval?
    /// Nil for one seed and where a loss is not finite.
    package let wilcoxon: WilcoxonTest?

    /// - Parameter differences: at least one.
    package init(_ differences: [Double]) {
        delta = SeedSpread(differences).mean
        interval = PairedT.interval(of: differences)
        wilcoxon = differences.count > 1 ? WilcoxonTest(differences) : nil
    }
}
