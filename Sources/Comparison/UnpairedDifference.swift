package import Engine
package import Statistics

/// How the scores of a second side differ from those of a first that was trained with other seeds.
package struct UnpairedDifference: Hashable, Sendable {
    /// The mean of the second minus that of the first.
    package let delta: Double
    /// Nil where each side has one seed, or a mean is infinite.
    package let test: PermutationTest?

    /// - Parameters: at least one score each.
    init(_ first: [SeedScore], _ second: [SeedScore], on scale: Scale) {
        delta = ScoreSummary(second, on: scale).mean - ScoreSummary(first, on: scale).mean
        test = first.count + second.count > 2 && delta.isFinite
            ? PermutationTest(first.map(scale.steps(of:)), second.map(scale.steps(of:))) : nil
    }
}

/// Two results without seeds in common, as two independent groups.
package struct UnpairedComparison: Sendable {
    package let first: Contender
    package let second: Contender
    package let firstScores: ScoreSummary
    package let secondScores: ScoreSummary
    package let difference: UnpairedDifference
    let failed: FailedSeeds

    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.noneFinished`, `.differentData` or `.notMeasured`.
    package init(_ first: Contender, _ second: Contender, by metric: Metric? = nil) throws(ComparisonError) {
        let scale = try [first, second].scale(by: metric)
        if let empty = [first, second].first(where: \.scores.isEmpty) { throw .noneFinished(empty.source) }
        self.first = first
        self.second = second
        firstScores = ScoreSummary(first.scores, on: scale)
        secondScores = ScoreSummary(second.scores, on: scale)
        difference = UnpairedDifference(first.scores, second.scores, on: scale)
        failed = FailedSeeds(of: [first, second], on: scale)
    }
}

extension Contender {
    /// Whether so many seeds are in common that they are compared seed by seed: two, or the only one that a side has.
    package func isPaired(with other: Contender) -> Bool {
        let common = [self, other].commonSeeds.count
        return common > 1 || common == 1 && min(scores.count, other.scores.count) == 1
    }
}
