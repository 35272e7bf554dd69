package import Engine
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
    /// Of being perfect; nil where what is compared is no count.
    package let perfect: McNemarTest?
    /// The real metrics beside the one that is compared.
    package let others: [RealDifference]
    let failed: FailedSeeds

    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.noCommonSeeds` or `.notMeasured`.
    package init(_ first: Contender, _ second: Contender, by metric: Metric? = nil) throws(ComparisonError) {
        let scale = try [first, second].scale(by: metric)
        let pairs = first.paired(with: second, on: scale)
        guard !pairs.isEmpty else { throw .noCommonSeeds }
        self.first = first
        self.second = second
        failed = FailedSeeds(of: [first, second], on: scale)
        firstScores = ScoreSummary(pairs.map(\.0), on: scale)
        secondScores = ScoreSummary(pairs.map(\.1), on: scale)
        difference = PairedDifference(pairs, on: scale)
        perfect = scale.hasPerfect ? McNemarTest(
            gained: pairs.count { !scale.isPerfect($0) && scale.isPerfect($1) },
            lost: pairs.count { scale.isPerfect($0) && !scale.isPerfect($1) }) : nil
        let isPerByte = !scale.metric.isPerToken
        others = Metric.all.filter { $0.kind == .real && $0 != scale.metric && !isPerByte }.compactMap { metric in
            let numbers = pairs.compactMap { first, second in
                first.number(of: metric).flatMap { a in second.number(of: metric).map { (a, $0) } }
            }
            return numbers.count == pairs.count ? RealDifference(metric, numbers) : nil
        }
    }
}
