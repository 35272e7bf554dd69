/// The two-sided Wilcoxon signed-rank test of real differences. Zeros are ranked with the others and then left out
/// (Pratt 1959); equal distances share their mean rank.
package struct WilcoxonTest: Hashable, Sendable {
    package enum Method: String, Hashable, Sendable {
        /// Over all choices of signs, given the ranks, ties and zeros included.
        case exact
        /// scipy's `asymptotic`: normal, with the variance of the ranks that there are, without a continuity correction.
        case normal
    }

    package let p: Double
    package let method: Method

    /// The most differences whose distribution is worked out in full.
    package static let largestExact = 200

    /// Nil when a difference is not finite.
    package init?(_ differences: [Double]) {
        guard differences.allSatisfy(\.isFinite) else { return nil }
        let rising = differences.sorted { $0.magnitude < $1.magnitude }
        let ranks = zip(rising, Self.doubledRanks(rising.map(\.magnitude))).compactMap { difference, rank in
            difference == 0 ? nil : difference < 0 ? -rank : rank
        }
        method = ranks.count <= Self.largestExact ? .exact : .normal
        p = switch method {
        case .exact: SignFlipTest(ranks).p
        case .normal: Self.normalP(ranks)
        }
    }

    /// Twice the rank of each of some rising distances.
    private static func doubledRanks(_ distances: [Double]) -> [Int] {
        var ranks: [Int] = []
        while ranks.count < distances.count {
            let first = ranks.count
            let size = distances[first...].prefix { $0 == distances[first] }.count
            ranks += Array(repeating: 2 * first + size + 1, count: size)
        }
        return ranks
    }

    /// Of signed ranks, doubled or not: if nothing differs, their sum has the mean 0 and the variance Σ rank².
    private static func normalP(_ ranks: [Int]) -> Double {
        let variance = ranks.reduce(0.0) { $0 + Double($1) * Double($1) }
        return min(1, 2 * Normal.cumulative(-Double(ranks.reduce(0, +).magnitude) / variance.squareRoot()))
    }
}
