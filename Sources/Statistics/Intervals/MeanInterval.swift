/// Where the mean of one value for each seed lies with 95 % confidence. The value for one seed has none.
///
/// Of scores that have an end it holds for any number of seeds: below ``fewestForBootstrap``, and where all are equal, it is Gaffke's
/// bound, in at least 95 % of cases, and with two to five seeds in nearly all of them; from there on the exact bootstrap, in 91 to
/// 98 % of cases up to 30 seeds and in 92 to 97 % beyond. Of numbers without an end it is Student's t, which asks for values
/// that are close to normal.
package enum MeanInterval {
    /// With fewer seeds the bootstrap covers a mean in as little as 50 % of cases.
    package static let fewestForBootstrap = 11

    /// Of right items for each seed, as a share of those there are. Where all are at one end there is a one-sided bound:
    /// with n runs that all succeed the rate is at least 0.05^(1/n).
    ///
    /// - Parameters:
    ///   - best: the items of a seed.
    ///   - runsPerSeed: the runs that a seed's items are of.
    package static func ofCounts(_ counts: [Int], outOf best: Int, runsPerSeed: Int = 1) -> Interval? {
        guard counts.count > 1 else { return nil }
        let rate = ElementaryFunctions.exp(ElementaryFunctions.log(0.05) / Double(counts.count * runsPerSeed))
        if counts.allSatisfy({ $0 == best }) { return .atLeast(rate) }
        if counts.allSatisfy({ $0 == 0 }) { return .atMost(1 - rate) }
        return twoSided(counts, outOf: best)
    }

    /// The same without one-sided bounds.
    package static func twoSided(_ counts: [Int], outOf best: Int) -> Interval? {
        guard counts.count > 1 else { return nil }
        if counts.count >= fewestForBootstrap, let interval = ExactBootstrap.interval(of: counts, unit: Double(best)) {
            return interval
        }
        return GaffkeBound.interval(of: counts.map { Double($0) / Double(best) })
    }

    /// Of shares, 0 to 1, that are counts of many items.
    package static func ofShares(_ values: [Double]) -> Interval? {
        if values.count > 1, values.count < fewestForBootstrap { return GaffkeBound.interval(of: values) }
        return PairedT.interval(of: values)?.clamped(to: 0...1)
    }

    /// Of numbers that are at least 0; nil where one is not finite or all are equal.
    package static func ofLosses(_ values: [Double]) -> Interval? {
        PairedT.interval(of: values)?.clamped(to: 0...Double.infinity)
    }
}
