/// The 95 % interval of a mean by Student's t.
package enum PairedT {
    /// Nil for fewer than two values, and when all are equal or one is not finite.
    package static func interval(of differences: [Double]) -> Interval? {
        let spread = differences.isEmpty ? nil : SeedSpread(differences)
        guard let spread, let deviation = spread.deviation, deviation > 0, deviation.isFinite else { return nil }
        let n = Double(differences.count)
        let reach = StudentT.twoSidedPoint(0.95, degrees: differences.count - 1) * deviation / n.squareRoot()
        return .between(spread.mean - reach, spread.mean + reach)
    }
}
