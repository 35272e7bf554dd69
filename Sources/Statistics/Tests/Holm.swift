/// Holm's correction (1979): with it, the chance that any of several tests errs stays below the level of one.
package enum Holm {
    /// The adjusted p of each test, in the order given: the largest of min(1, (K - l + 1) p₍ₗ₎) over l up to its rank.
    package static func adjusted(_ p: [Double]) -> [Double] {
        var adjusted = p, largest = 0.0
        let rising = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
        for (rank, index) in rising.enumerated() {
            largest = max(largest, min(1, Double(p.count - rank) * p[index]))
            adjusted[index] = largest
        }
        return adjusted
    }
}
