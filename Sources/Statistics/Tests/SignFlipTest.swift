/// The exact two-sided sign-flip test: if nothing differs, each difference could as well have the other sign.
///
/// p is the share of all 2ⁿ choices of signs that give a sum at least as far from 0, from the exact distribution.
package struct SignFlipTest: Hashable, Sendable {
    package let p: Double
    /// How many differences are not 0.
    package let nonzeroCount: Int

    package init(_ differences: [Int]) {
        let nonzero = differences.filter { $0 != 0 }
        nonzeroCount = nonzero.count
        let distances = nonzero.map { Int($0.magnitude) }
        let sum = Int(nonzero.reduce(0, +).magnitude)
        p = switch nonzero.count {
        case 0: 1
        case ...Self.largestDirect: Self.share(of: distances, atLeast: sum)
        default: Self.shareByDistance(of: distances, atLeast: sum)
        }
    }

    /// The most differences that are added one at a time, to a p exact to the last digit however small; with more it
    /// is within 1e-18.
    private static let largestDirect = 2000

    /// The fewest differences other than 0 with which p can be 0.05 or less.
    package static let fewestNonzero = 6

    /// The smallest p there can be with so many differences: all signs alike.
    package var smallestP: Double {
        Double(sign: .plus, exponent: min(0, 1 - nonzeroCount), significand: 1)
    }

    /// The probability that the sum of distances with random signs is at least `sum` from 0.
    private static func share(of distances: [Int], atLeast sum: Int) -> Double {
        let reach = distances.reduce(0, +)
        // chances[reach + s] is the probability of the sum s; all are multiples of a power of ½.
        var chances = [Double](repeating: 0, count: 2 * reach + 1), next = chances
        chances[reach] = 1
        var width = 0
        for distance in distances {
            let grown = width + distance
            for s in (reach - grown)...(reach + grown) { next[s] = 0 }
            for s in (reach - width)...(reach + width) {
                let half = chances[s] / 2
                next[s - distance] += half
                next[s + distance] += half
            }
            width = grown
            swap(&chances, &next)
        }
        guard sum > 0 else { return 1 }
        // The distribution is symmetric: both tails are twice the lower one, summed from its small end.
        return min(1, 2 * chances[...(reach - sum)].reduce(0, +))
    }

    /// The same, all equal distances at once.
    private static func shareByDistance(of distances: [Int], atLeast sum: Int) -> Double {
        let counts = Dictionary(grouping: distances) { $0 }.mapValues(\.count).sorted { $0.key < $1.key }
        let parts = counts.map { IntegerDistribution(of: [-$0.key, $0.key]).sum(of: $0.value) }
        guard let first = parts.first, sum > 0 else { return 1 }
        let sums = parts.dropFirst().reduce(first) { $0.plus($1) }
        return min(1, 2 * sums.probability(upTo: -sum))
    }
}
