/// The exact two-sided permutation test of two independent groups: if nothing differs, any of the values could as well
/// belong to either group.
///
/// p is the share of all ways to draw the first group from all values that put its mean at least as far from the mean of
/// all; from the exact distribution of its sum.
package struct PermutationTest: Hashable, Sendable {
    package let p: Double
    /// Whether p is of the exact distribution, and not of the normal one that large groups come close to.
    package let isExact: Bool

    /// What reports call it.
    package var name: String { "unpaired permutation test, \(isExact ? "exact" : "normal approximation")" }

    /// More sums than this take seconds.
    private static let mostSums = 200_000_000
    /// The numbers of ways to choose from more values than this are no longer doubles.
    private static let mostValues = 1000

    /// - Parameters: two groups of at least one value each.
    package init(_ first: [Int], _ second: [Int]) {
        let all = first + second, lowest = all.min() ?? 0
        // Above the lowest one, so that sums start at 0, and no finer than is worth telling apart.
        let above = CoarseValues(all.map { $0 - lowest }).values
        let isSmaller = first.count <= second.count
        let group = isSmaller ? Array(above[..<first.count]) : Array(above[first.count...])
        let most = above.sorted().suffix(group.count).reduce(0, +)
        isExact = all.count <= Self.mostValues && all.count * group.count * (most + 1) <= Self.mostSums
        p = isExact ? Self.exact(above, group, most: most) : Self.normal(above, group)
    }

    /// - Parameter most: the largest sum of so many values.
    private static func exact(_ all: [Int], _ group: [Int], most: Int) -> Double {
        // ways[k * (most + 1) + s] is the number of ways to choose k values with the sum s.
        let width = most + 1, size = group.count
        var ways = [Double](repeating: 0, count: (size + 1) * width)
        ways[0] = 1
        for (taken, value) in all.enumerated() {
            for count in stride(from: min(size, taken + 1), to: 0, by: -1) where value < width {
                for sum in value..<width {
                    ways[count * width + sum] += ways[(count - 1) * width + sum - value]
                }
            }
        }
        let total = all.reduce(0, +)
        let distance = { (sum: Int) in (sum * all.count - size * total).magnitude }
        let seen = distance(group.reduce(0, +))
        let sums = ways[(size * width)...]
        let far = zip(0..., sums).reduce(0) { distance($1.0) >= seen ? $0 + $1.1 : $0 }
        return min(1, far / sums.reduce(0, +))
    }

    private static func normal(_ all: [Int], _ group: [Int]) -> Double {
        let count = Double(all.count), size = Double(group.count)
        let mean = Double(all.reduce(0, +)) / count
        let squares = all.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        // Of a sum of values drawn without replacement.
        let variance = size * (count - size) / (count * (count - 1)) * squares
        let distance = (Double(group.reduce(0, +)) - size * mean).magnitude
        return variance > 0 ? min(1, 2 * Normal.cumulative(-distance / variance.squareRoot())) : 1
    }
}
