/// 95 % intervals for the mean of whole numbers: BCa (Efron 1987) on the exact distribution of the bootstrap, which
/// is the n-fold convolution of the sample's own. No random numbers.
///
/// With 50 values it holds in 95 % of cases, and in 92 to 96 % where nearly all are at one end; with 2 to 10 in 50 to 93 %.
package enum ExactBootstrap {
    /// The interval of a mean, divided by `unit`; nil when all values are equal.
    package static func interval(of sample: [Int], unit: Double) -> Interval? {
        guard let first = sample.first, sample.contains(where: { $0 != first }) else { return nil }
        let total = sample.reduce(0, +)
        let sums = IntegerDistribution(of: sample).sum(of: sample.count)
        let bias = Normal.quantile(sums.middleRank(of: total)), acceleration = acceleration(of: sample, total)
        func bound(_ z: Double) -> Double {
            let shifted = bias + z
            let p = Normal.cumulative(bias + shifted / (1 - acceleration * shifted))
            return Double(sums.quantile(p)) / (Double(sample.count) * unit)
        }
        return .between(bound(-Normal.point95), bound(Normal.point95))
    }

    /// Σd³ / 6(Σd²)^1.5 with d the jackknife means' distances from their mean, which are (k - k̄) / (n - 1).
    private static func acceleration(of sample: [Int], _ total: Int) -> Double {
        let mean = Double(total) / Double(sample.count)
        var squares = 0.0, cubes = 0.0
        for value in sample {
            let distance = Double(value) - mean
            squares += distance * distance
            cubes += distance * distance * distance
        }
        return cubes / (6 * squares * squares.squareRoot())
    }
}
