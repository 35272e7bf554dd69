package import Engine
import Statistics

/// How much of the variance between configurations each hyper-parameter and each interaction explains: exact
/// functional ANOVA (Hutter 2014), with what the seeds' noise would explain anyway as a share of its own.
package struct Importance: Sendable {
    package struct Term: Sendable {
        /// One hyper-parameter or several that move together, or those that interact.
        package let name: String
        /// How many of them interact; 1 for a main effect.
        package let order: Int
        /// Of the means, noise taken off where there is more than one seed; at least 0.
        package let variance: Double
        /// Of the variance of the means, 0 to 1.
        package let share: Double
        /// That it explains something, for all terms together; nil for one seed.
        package let p: Double?

        /// Whether it can be told from noise.
        package var isImportant: Bool { p.map { $0 <= BestComparison.level } ?? false }
    }

    /// The important ones, then the others, the largest first.
    package let terms: [Term]
    /// Whether the configurations are a full grid; else there are main effects only, which overlap.
    package let isFullGrid: Bool
    /// How many combinations have too few seeds to take part.
    package let leftOutCount: Int
    /// The variance of one seed's score beyond cells and seeds, s²; nil for one seed.
    package let noise: Double?
    /// What noise explains of the variance of the means, and its share, 0 to 1; nil for one seed.
    package let noiseVariance: Double?
    package let noiseShare: Double?
    let failed: FailedSeeds

    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData`, `.notMeasured`, `.noCommonSeeds`, or `.noVariance`
    ///   when nothing varies or all means are equal.
    package init(_ contenders: [Contender], for metric: Metric? = nil) throws(ComparisonError) {
        let cells = try ScoredCells(contenders, by: metric)
        let grid = cells.grid, noise = cells.noise
        let perFreedom = (noise ?? 0) / (Double(cells.seedCount) * Double(cells.steps.count))
        func analysis(_ means: [Double]) -> FunctionalANOVA {
            FunctionalANOVA(means: means, places: grid.places, levelCounts: grid.axes.map(\.levelCount))
        }
        func parts(_ means: [Double]) -> [FunctionalANOVA.Part] {
            grid.isFull ? analysis(means).allParts : analysis(means).mainParts
        }
        let means = cells.steps.indices.map { cells.mean(of: [$0]) }
        let found = parts(means), whole = analysis(means).variance
        guard !found.isEmpty, whole > 0 else { throw .noVariance }
        var stream = MersenneTwister(seed: contenders.streamSeed)
        let p = noise.map { _ in EffectTest(cells.scores, parts) { stream.next(below: $0) }.p } ?? []
        let all = found.enumerated().map { index, part in
            let variance = max(0, part.variance - part.degrees * perFreedom)
            return Term(
                name: part.factors.map { grid.axes[$0].name }.joined(separator: " × "), order: part.factors.count,
                variance: variance, share: min(1, variance / whole), p: p.indices.contains(index) ? p[index] : nil)
        }
        terms = all.enumerated().sorted {
            ($0.element.isImportant ? 0 : 1, -$0.element.share, $0.offset) < ($1.element.isImportant ? 0 : 1, -$1.element.share, $1.offset)
        }.map(\.element)
        isFullGrid = grid.isFull
        leftOutCount = cells.leftOutCount
        self.noise = noise
        failed = FailedSeeds(of: contenders, on: cells.scale)
        noiseVariance = noise.map { _ in
            grid.isFull ? max(0, whole - all.reduce(0) { $0 + $1.variance }) : min(whole, Double(means.count - 1) * perFreedom)
        }
        noiseShare = noiseVariance.map { $0 / whole }
    }
}

extension ScoredCells {
    /// (cell, seed), in the metric's own unit.
    fileprivate var scores: [[Double]] { steps.map { $0.map { Double($0) / Double(scale.unit) } } }

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
