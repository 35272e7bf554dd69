/// Which effects on the cells of a grid can be told from noise.
///
/// If no cell differs, the scores of a seed could as well belong to other cells. Each effect's variance over what noise
/// explains is brought to one scale for all degrees of freedom (Wilson & Hilferty 1931); p is how often the largest of all
/// effects is as large when scores are exchanged within seeds. So where nothing has an effect, some p is 0.05 or less in at
/// most 5 % of cases. The effects with such a p are then taken off, and the others are tested again in what remains.
package struct EffectTest {
    /// One for each part, in the order that `analysis` has them in; none where the task was cancelled.
    package let p: [Double]

    /// - Parameters:
    ///   - scores: (cell, seed), at least two of each.
    ///   - analysis: the parts of the variance of cells' means, always in the same order.
    ///   - draw: a whole number below the one given, all with one chance.
    package init(_ scores: [[Double]], _ analysis: ([Double]) -> [FunctionalANOVA.Part], draw: (Int) -> Int) {
        let seeds = Self.bySeed(scores), parts = analysis(scores.map { SeedSpread($0).mean })
        let exchange = ScoreExchange(seeds, analysis, draw: draw)
        var p = exchange.p(of: parts, among: Array(parts.indices))
        let rest = p.indices.filter { p[$0] > BestComparison.level }
        if rest.count < p.count, !rest.isEmpty {
            let again = ScoreExchange(Self.residuals(seeds), analysis, draw: draw).p(of: parts, among: rest)
            for i in rest where !again.isEmpty { p[i] = again[i] }
        }
        self.p = Task.isCancelled ? [] : p
    }

    /// (seed, cell), less each seed's mean.
    private static func bySeed(_ scores: [[Double]]) -> [[Double]] {
        scores[0].indices.map { seed in
            let column = scores.map { $0[seed] }, mean = SeedSpread(column).mean
            return column.map { $0 - mean }
        }
    }

    /// What is left without the cells' means too. Less their own mean n scores vary like n - 1, which is made up for.
    private static func residuals(_ seeds: [[Double]]) -> [[Double]] {
        let count = Double(seeds.count), factor = (count / (count - 1)).squareRoot()
        let means = seeds[0].indices.map { cell in seeds.reduce(0) { $0 + $1[cell] } / count }
        return seeds.map { seed in zip(seed, means).map { factor * ($0 - $1) } }
    }
}

/// Scores exchanged within seeds, many times, and what the parts of the variance come to.
private struct ScoreExchange {
    /// For each exchange the sizes of all parts.
    private let sizes: [[Double]]
    /// The variance that noise explains for each degree of freedom.
    private let noise: Double

    private static let count = 1000
    /// Larger grids are exchanged less often.
    private static let mostDraws = 10_000_000, fewest = 200

    /// - Parameter seeds: (seed, cell), each seed's mean taken off.
    init(_ seeds: [[Double]], _ analysis: ([Double]) -> [FunctionalANOVA.Part], draw: (Int) -> Int) {
        let cells = seeds[0].count, seedCount = Double(seeds.count)
        let squares = seeds.joined().reduce(0) { $0 + $1 * $1 }
        let noise = squares / (Double(cells - 1) * seedCount * seedCount * Double(cells))
        let count = min(Self.count, max(Self.fewest, Self.mostDraws / (cells * seeds.count)))
        var sizes: [[Double]] = []
        while sizes.count < count, !Task.isCancelled {
            var sums = [Double](repeating: 0, count: cells)
            for seed in seeds { Self.add(seed, exchangedInto: &sums, draw) }
            sizes.append(analysis(sums.map { $0 / seedCount }).map { Self.size(of: $0, noise) })
        }
        (self.sizes, self.noise) = (sizes, noise)
    }

    /// Fisher–Yates.
    private static func add(_ scores: [Double], exchangedInto sums: inout [Double], _ draw: (Int) -> Int) {
        var scores = scores
        for i in stride(from: scores.count - 1, through: 0, by: -1) {
            scores.swapAt(i, draw(i + 1))
            sums[i] += scores[i]
        }
    }

    /// (V / df noise)^⅓ is close to normal, with the mean 1 - 2 / 9 df and the variance 2 / 9 df.
    private static func size(of part: FunctionalANOVA.Part, _ noise: Double) -> Double {
        let ratio = part.variance / (part.degrees * noise), spread = 2 / (9 * part.degrees)
        let root = ratio > 0 ? ElementaryFunctions.exp(ElementaryFunctions.log(ratio) / 3) : 0
        return (root - 1 + spread) / spread.squareRoot()
    }

    /// How often the largest of some parts is as large as each one.
    func p(of parts: [FunctionalANOVA.Part], among chosen: [Int]) -> [Double] {
        guard noise > 0 else { return parts.map { $0.variance > 0 ? 0 : 1 } }
        let largest = sizes.map { sizes in chosen.map { sizes[$0] }.max() ?? 0 }
        return parts.map { part in
            let size = Self.size(of: part, noise) - 1e-9
            return Double(1 + largest.count { $0 >= size }) / Double(1 + largest.count)
        }
    }
}
