/// The two-sided Wilcoxon signed-rank test of real differences; zeros are left out (Wilcoxon 1945), equal distances
/// share their mean rank.
package struct WilcoxonTest: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable {
        /// Over all choices of signs, given the ranks, ties included; scipy's `exact` where nothing ties.
        case exact
        /// scipy's `approx`: normal, with the variance corrected for ties, without a continuity correction.
        case normal
    }

    package let p: Double
    package let method: Method

    /// The most differences whose distribution is worked out in full.
    package static let largestExact = 200

    /// Nil when a difference is not finite.
    package init?(_ differences: [Double]) {
        guard differences.allSatisfy(\.isFinite) else { return nil }
        let nonzero = differences.filter { $0 != 0 }.sorted { $0.magnitude < $1.magnitude }
        let (ranks, ties) = Self.doubledRanks(nonzero.map(\.magnitude))
        let signed = zip(nonzero, ranks).map { $0 < 0 ? -$1 : $1 }
        if nonzero.count <= Self.largestExact {
            method = .exact
            p = SignFlipTest(signed).p
        } else {
            method = .normal
            p = Self.normalP(sum: signed.reduce(0, +), count: nonzero.count, ties)
        }
    }

    /// Twice the rank of each of some rising distances, and the sizes of the groups of equal ones.
    private static func doubledRanks(_ distances: [Double]) -> (ranks: [Int], groups: [Int]) {
        var ranks: [Int] = [], groups: [Int] = []
        while ranks.count < distances.count {
            let first = ranks.count
            let size = distances[first...].prefix { $0 == distances[first] }.count
            ranks += Array(repeating: 2 * first + size + 1, count: size)
            groups.append(size)
        }
        return (ranks, groups)
    }

    /// - Parameter sum: the sum of the doubled signed ranks, which is 4 (W⁺ - its mean).
    private static func normalP(sum: Int, count: Int, _ groups: [Int]) -> Double {
        let n = Double(count)
        let correction = groups.reduce(0.0) { $0 + (Double($1) * Double($1) * Double($1) - Double($1)) / 48 }
        let deviation = (n * (n + 1) * (2 * n + 1) / 24 - correction).squareRoot()
        return min(1, 2 * Normal.cumulative(-Double(sum.magnitude) / 4 / deviation))
    }
}
