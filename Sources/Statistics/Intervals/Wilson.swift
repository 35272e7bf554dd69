/// The score interval of a rate (Wilson 1927), 95 %.
package enum Wilson {
    /// - Parameter count: at least 1.
    package static func interval(_ successes: Int, of count: Int) -> Interval {
        let n = Double(count), rate = Double(successes) / n, z = Normal.point95
        let spread = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
        let middle = rate + z * z / (2 * n), scale = 1 + z * z / n
        return .between(
            successes == 0 ? 0 : (middle - spread) / scale, successes == count ? 1 : (middle + spread) / scale)
    }
}
