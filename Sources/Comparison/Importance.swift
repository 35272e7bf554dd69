package import Engine
import Statistics

/// How much of the variance between configurations each hyper-parameter and each interaction explains: exact
/// functional ANOVA (Hutter 2014), with the share that the seeds' noise would explain anyway taken off.
package struct Importance: Sendable {
    package struct Term: Sendable {
        /// One hyper-parameter, or those that interact.
        package let parameters: [Hyperparameter]
        /// Of the means, noise taken off where there is more than one seed; at least 0.
        package let variance: Double
        /// Of all that is explained, 0 to 1.
        package let share: Double

        /// `n_layer × dropout`
        package var name: String { parameters.map(\.name).joined(separator: " × ") }
    }

    /// The largest first.
    package let terms: [Term]
    /// Whether the configurations are a full grid; else there are main effects only, which overlap.
    package let isFullGrid: Bool
    /// How many combinations have too few seeds to take part.
    package let leftOutCount: Int
    /// The variance of one seed's score beyond cells and seeds, s²; nil for one seed.
    package let noise: Double?
    let failed: FailedSeeds

    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.noCommonSeeds`, or `.noVariance` when nothing is
    ///   left to explain.
    package init(_ contenders: [Contender]) throws(ComparisonError) {
        let cells = try ScoredCells(contenders)
        let noise = cells.noise
        let perFreedom = (noise ?? 0) / (Double(cells.seedCount) * Double(cells.steps.count))
        let analysis = FunctionalANOVA(
            means: cells.steps.indices.map { cells.mean(of: [$0]) }, places: cells.grid.places,
            levelCounts: cells.grid.factors.map(\.values.count))
        let parts = cells.grid.isFull ? analysis.allParts : analysis.mainParts
        let variances = parts.map { max(0, $0.variance - $0.degrees * perFreedom) }
        let whole = cells.grid.isFull
            ? variances.reduce(0, +) : analysis.variance - Double(cells.steps.count - 1) * perFreedom
        guard whole > 0, variances.contains(where: { $0 > 0 }) else { throw .noVariance }
        terms = zip(parts, variances)
            .map { part, variance in
                let parameters = part.factors.map { cells.grid.factors[$0].parameter }
                return Term(parameters: parameters, variance: variance, share: min(1, variance / whole))
            }
            .enumerated().sorted { ($1.element.share, $0.offset) < ($0.element.share, $1.offset) }.map(\.element)
        isFullGrid = cells.grid.isFull
        leftOutCount = cells.leftOutCount
        self.noise = noise
        failed = FailedSeeds(of: contenders, on: cells.scale)
    }
}

extension ScoredCells {
    /// s²: what is left of the scores once the means of cells and seeds are taken off, per degree of freedom.
    fileprivate var noise: Double? {
        guard seedCount > 1, steps.count > 1 else { return nil }
        let cellMeans = steps.indices.map { mean(of: [$0]) }
        let seedMeans = (0..<seedCount).map { seed in
            Double(steps.reduce(0) { $0 + $1[seed] }) / (Double(steps.count) * Double(scale.unit))
        }
        let grand = mean(of: Array(steps.indices))
        var squares = 0.0
        for (cell, scores) in steps.enumerated() {
            for (seed, score) in scores.enumerated() {
                let rest = Double(score) / Double(scale.unit) - cellMeans[cell] - seedMeans[seed] + grand
                squares += rest * rest
            }
        }
        return squares / (Double(steps.count - 1) * Double(seedCount - 1))
    }
}
