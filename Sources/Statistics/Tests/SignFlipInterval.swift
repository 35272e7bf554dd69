/// The interval of a mean difference that belongs to the sign-flip test: the differences that it doesn't reject.
package enum SignFlipInterval {
    /// - Parameter differences: at most `BestComparison.largestExact`.
    /// - Returns: the interval, divided by `unit`; nil when all are equal, and for fewer than six, which bound nothing.
    package static func interval(of differences: [Int], unit: Double) -> Interval? {
        guard let first = differences.first, differences.contains(where: { $0 != first }) else { return nil }
        // The better side is the one that is compared with.
        let sign = differences.reduce(0, +) < 0 ? -1 : 1
        let comparison = BestComparison(
            [differences.map { sign * $0 }, differences.map { _ in 0 }], best: 0, unit: -sign) { _ in 0 }
        return comparison.findings[1]?.interval?.divided(by: unit)
    }
}
