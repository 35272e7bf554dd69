import Engine
import Experiments
import Statistics

/// All configurations of one sweep or several: ranked, each against one reference, with what can be said of the best.
package struct SweepComparison: Sendable {
    package struct Row: Sendable {
        /// From 1; nil for one that has too few seeds to be ranked.
        package let rank: Int?
        package let contender: Contender
        package let scores: ScoreSummary
        package let isReference: Bool
        /// How many seeds it shares with the reference.
        package let commonSeedCount: Int
        /// Against the reference, over the seeds both have; nil for the reference and where it is not paired.
        package let difference: PairedDifference?
        /// The same where they have too few seeds in common to be paired.
        package let unpaired: UnpairedDifference?
        /// The p of either after Holm; nil for the reference and for one seed.
        package let p: Double?
        /// The share of resamples it won; nil when it is not ranked, and for one seed.
        package let winShare: Double?
    }

    /// The ranked ones, then the others, the best mean first; of equal ones that with fewer failed runs, then in the order
    /// given.
    package let rows: [Row]
    /// Those without a score: no seed has ended, or all failed and are left out.
    package let unscored: [Contender]
    package let scale: Scale
    /// What the winner scores on seeds it was not picked by.
    package let outOfBag: Double?
    /// The seeds that all ranked ones have: those of the resamples.
    package let resampledSeedCount: Int
    /// Nil where nothing varies or differs.
    package let importance: Importance?
    let failed: FailedSeeds

    /// - Parameters:
    ///   - contenders: in the order of the sweep.
    ///   - reference: the index of the one that the others are compared with; nil for the best.
    /// - Throws: `ComparisonError.noScores`, `.allFailed` or `.differentData`.
    package init(_ contenders: [Contender], reference: Int? = nil) throws(ComparisonError) {
        let scale = try contenders.scale()
        self.scale = scale
        failed = FailedSeeds(of: contenders, on: scale)
        unscored = contenders.filter { $0.scores.isEmpty }
        let entries = contenders.indices.filter { !contenders[$0].scores.isEmpty }.map {
            Entry(index: $0, contender: contenders[$0], on: scale)
        }
        let fewest = contenders.fullEnough.map(\.scores.count).min() ?? 0
        let isRanked = { (entry: Entry) in entry.contender.scores.count >= fewest }
        let ranked = entries.filter(isRanked).sorted { Self.isBetter($0, than: $1, scale.metric) }
        let others = entries.filter { !isRanked($0) }.sorted { Self.isBetter($0, than: $1, scale.metric) }
        let resampling = Self.resampled(ranked.sorted { $0.index < $1.index }, scale, contenders.streamSeed)
        outOfBag = resampling.outOfBag
        resampledSeedCount = resampling.seedCount
        importance = try? Importance(contenders)
        rows = Self.rows(ranked, others, reference: reference ?? ranked.first?.index, resampling.winShares, scale)
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

        init(index: Int, contender: Contender, on scale: Scale) {
            self.index = index
            self.contender = contender
            scores = ScoreSummary(contender.scores, on: scale)
        }
    }

    private static func isBetter(_ a: Entry, than b: Entry, _ metric: Metric) -> Bool {
        if a.scores.mean != b.scores.mean { return metric.isBetter(a.scores.mean, than: b.scores.mean) }
        return (a.contender.failures.count, a.index) < (b.contender.failures.count, b.index)
    }

    /// - Parameter entries: in the order of the sweep, so that of equal winners the first counts.
    private static func resampled(
        _ entries: [Entry], _ scale: Scale, _ seed: UInt32
    ) -> (winShares: [Int: Double], outOfBag: Double?, seedCount: Int) {
        let seeds = Set(entries.map(\.contender).commonSeeds)
        guard seeds.count > 1 else { return ([:], nil, seeds.count) }
        let scores = entries.map { entry in
            entry.contender.scores.compactMap { seeds.contains($0.seed) ? scale.metric.merit(scale.steps(of: $0)) : nil }
        }
        var stream = MersenneTwister(seed: seed)
        let resampling = WinnerResampling(scores, unit: scale.metric.merit(scale.unit)) { stream.next(below: $0) }
        let shares = Dictionary(uniqueKeysWithValues: zip(entries.map(\.index), resampling.winShares))
        return (shares, resampling.outOfBag, seeds.count)
    }

    /// What tells a configuration from the reference: seed by seed, or as two groups where they share too few seeds.
    private struct Difference {
        var paired: PairedDifference?
        var unpaired: UnpairedDifference?

        init(of contender: Contender, from base: Contender, on scale: Scale) {
            guard base.isPaired(with: contender) else {
                unpaired = UnpairedDifference(base.scores, contender.scores, on: scale)
                return
            }
            let pairs = base.paired(with: contender, on: scale)
            paired = pairs.isEmpty ? nil : PairedDifference(pairs, on: scale)
        }

        var p: Double? { paired?.test?.p ?? unpaired?.test?.p }
    }

    private static func rows(
        _ ranked: [Entry], _ others: [Entry], reference: Int?, _ winShares: [Int: Double], _ scale: Scale
    ) -> [Row] {
        let entries = ranked + others
        let base = entries.first { $0.index == reference }?.contender
        let differences = entries.map { entry in
            base.flatMap { entry.index == reference ? nil : Difference(of: entry.contender, from: $0, on: scale) }
        }
        var adjusted = Holm.adjusted(differences.compactMap { $0?.p })[...]
        return entries.indices.map { i in
            Row(
                rank: i < ranked.count ? i + 1 : nil, contender: entries[i].contender, scores: entries[i].scores,
                isReference: entries[i].index == reference,
                commonSeedCount: base.map { [$0, entries[i].contender].commonSeeds.count } ?? 0,
                difference: differences[i]?.paired, unpaired: differences[i]?.unpaired,
                p: differences[i]?.p == nil ? nil : adjusted.popFirst(), winShare: winShares[entries[i].index])
        }
    }
}
