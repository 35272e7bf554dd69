import Engine
import Statistics

/// All configurations of one sweep or several: ranked, each against one reference, with what can be said of the best.
package struct SweepComparison: Sendable {
    package struct Row: Sendable {
        /// From 1; nil for one that has too few seeds to be ranked.
        package let rank: Int?
        package let contender: Contender
        package let scores: ScoreSummary
        package let isReference: Bool
        /// Against the reference, over the seeds both have; nil for the reference and where they have none in common.
        package let difference: PairedDifference?
        /// The sign-flip p after Holm; nil for the reference and for one seed.
        package let p: Double?
        /// The share of resamples it won; nil when it is not ranked, and for one seed.
        package let winShare: Double?
    }

    /// The ranked ones, then the others, the best mean first; equal ones in the order given.
    package let rows: [Row]
    /// Those of which no seed has finished.
    package let unscored: [Contender]
    package let testSize: Int
    /// What the winner scores on seeds it was not picked by.
    package let outOfBag: Double?
    /// The seeds that all ranked ones have: those of the resamples.
    package let resampledSeedCount: Int
    /// Nil where nothing varies or differs.
    package let importance: Importance?

    /// - Parameters:
    ///   - contenders: in the order of the sweep.
    ///   - reference: the index of the one that the others are compared with; nil for the best.
    /// - Throws: `ComparisonError.noScores` or `.differentTestSizes`.
    package init(_ contenders: [Contender], reference: Int? = nil) throws(ComparisonError) {
        testSize = try contenders.testSize()
        unscored = contenders.filter { $0.scores.isEmpty }
        let entries = contenders.indices.filter { !contenders[$0].scores.isEmpty }.map {
            Entry(index: $0, contender: contenders[$0])
        }
        let fewest = contenders.fullEnough.map(\.scores.count).min() ?? 0
        let isRanked = { (entry: Entry) in entry.contender.scores.count >= fewest }
        let ranked = entries.filter(isRanked).sorted(by: Self.isBetter)
        let others = entries.filter { !isRanked($0) }.sorted(by: Self.isBetter)
        let resampling = Self.resampled(ranked.sorted { $0.index < $1.index }, testSize, contenders.streamSeed)
        outOfBag = resampling.outOfBag
        resampledSeedCount = resampling.seedCount
        importance = try? Importance(contenders)
        rows = Self.rows(ranked, others, reference: reference ?? ranked.first?.index, resampling.winShares, testSize)
    }

    /// The reference's row; there is one, unless the reference asked for has no score.
    package var reference: Row? { rows.first { $0.isReference } }

    /// The rows that the tests can't tell from the reference.
    package var inseparable: [Row] { rows.filter { $0.p.map { $0 > 0.05 } ?? false } }
}

extension SweepComparison {
    /// A configuration with its place in the sweep.
    private struct Entry {
        let index: Int
        let contender: Contender
        let scores: ScoreSummary

        init(index: Int, contender: Contender) {
            self.index = index
            self.contender = contender
            scores = ScoreSummary(contender.scores)
        }
    }

    private static func isBetter(_ a: Entry, than b: Entry) -> Bool {
        a.scores.mean != b.scores.mean ? a.scores.mean > b.scores.mean : a.index < b.index
    }

    /// - Parameter entries: in the order of the sweep, so that of equal winners the first counts.
    private static func resampled(
        _ entries: [Entry], _ testSize: Int, _ seed: UInt32
    ) -> (winShares: [Int: Double], outOfBag: Double?, seedCount: Int) {
        let seeds = Set(entries.map(\.contender).commonSeeds)
        guard seeds.count > 1 else { return ([:], nil, seeds.count) }
        let scores = entries.map { $0.contender.scores.compactMap { seeds.contains($0.seed) ? $0.right : nil } }
        var stream = MersenneTwister(seed: seed)
        let resampling = WinnerResampling(scores, testSize: testSize) { stream.next(below: $0) }
        let shares = Dictionary(uniqueKeysWithValues: zip(entries.map(\.index), resampling.winShares))
        return (shares, resampling.outOfBag, seeds.count)
    }

    private static func rows(
        _ ranked: [Entry], _ others: [Entry], reference: Int?, _ winShares: [Int: Double], _ testSize: Int
    ) -> [Row] {
        let entries = ranked + others
        let base = entries.first { $0.index == reference }?.contender
        let differences = entries.map { entry -> PairedDifference? in
            guard let base, entry.index != reference else { return nil }
            let pairs = base.paired(with: entry.contender)
            return pairs.isEmpty ? nil : PairedDifference(pairs.map { $1.right - $0.right }, testSize: testSize)
        }
        var adjusted = Holm.adjusted(differences.compactMap { $0?.test?.p })[...]
        return entries.indices.map { i in
            Row(
                rank: i < ranked.count ? i + 1 : nil, contender: entries[i].contender, scores: entries[i].scores,
                isReference: entries[i].index == reference, difference: differences[i],
                p: differences[i]?.test == nil ? nil : adjusted.popFirst(), winShare: winShares[entries[i].index])
        }
    }
}
