package import Statistics

/// Two results, seed by seed, over the seeds that both have.
package struct PairComparison: Sendable {
    package let first: Contender
    package let second: Contender
    /// Over the seeds in common.
    package let firstScores: ScoreSummary
    package let secondScores: ScoreSummary
    /// Second minus first.
    package let difference: PairedDifference
    package let perfect: McNemarTest
    package let firstLoss: Double
    package let secondLoss: Double
    package let loss: LossDifference

    /// - Throws: `ComparisonError.noScores`, `.differentTestSizes` or `.noCommonSeeds`.
    package init(_ first: Contender, _ second: Contender) throws(ComparisonError) {
        let testSize = try [first, second].testSize()
        let pairs = first.paired(with: second)
        guard !pairs.isEmpty else { throw .noCommonSeeds }
        self.first = first
        self.second = second
        firstScores = ScoreSummary(pairs.map(\.0))
        secondScores = ScoreSummary(pairs.map(\.1))
        difference = PairedDifference(pairs.map { $1.right - $0.right }, testSize: testSize)
        perfect = McNemarTest(
            gained: pairs.count { !$0.isPerfect && $1.isPerfect }, lost: pairs.count { $0.isPerfect && !$1.isPerfect })
        firstLoss = SeedSpread(pairs.map(\.0.trainLoss)).mean
        secondLoss = SeedSpread(pairs.map(\.1.trainLoss)).mean
        loss = LossDifference(pairs.map { $1.trainLoss - $0.trainLoss })
    }
}
