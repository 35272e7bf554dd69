package import Engine
import Experiments
package import Statistics

/// All configurations of one sweep or several: ranked, each against one reference, with what can be said of the best.
package struct SweepComparison: Sendable {
    package struct Row: Sendable {
        /// From 1; nil for one that has too few seeds to be ranked.
        package let rank: Int?
        package let contender: Contender
        package let scores: ScoreSummary
        package let isReference: Bool
        /// How many seeds it is compared with the reference over.
        package let commonSeedCount: Int
        /// Against the reference, over the seeds both have, against the best over those that its family has; nil for the
        /// reference and where it is not paired.
        package let difference: PairedDifference?
        /// The same where they have too few seeds in common to be paired.
        package let unpaired: UnpairedDifference?
        /// Of the paired difference: against the best for all rows together, else by itself.
        package let interval: Interval?
        /// For all rows together, see `Method`; nil for the reference and for one seed.
        package let p: Double?
        /// The share of resamples it won; nil when it is not ranked, and for one seed.
        package let winShare: Double?
    }

    /// How rows are compared with the reference.
    package enum Method: Hashable, Sendable {
        /// It is the best of them: by sign flips of whole seeds, for a best that is picked from the same scores, over so many seeds.
        case best(seedCount: Int)
        /// It was named: by the sign-flip test, after Holm.
        case named
    }

    package let method: Method
    /// By how much p is multiplied for analyses of a race and for families of different seeds.
    package let times: Int
    /// The smallest p there can be with so few seeds that differ.
    let smallestP: Double
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
    ///   - looks: how often a race has looked at the results while they came in; 1 without a race.
    ///   - metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData` or `.notMeasured`.
    package init(
        _ contenders: [Contender], reference: Int? = nil, looks: Int = 1, by metric: Metric? = nil
    ) throws(ComparisonError) {
        let scale = try contenders.scale(by: metric)
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
        importance = try? Importance(contenders, for: metric)
        let compared = ranked + others
        let place = reference == nil ? compared.indices.first : compared.firstIndex { $0.index == reference }
        let findings: [ReferenceFinding?]
        if reference == nil {
            let families = BestFamilies(
                compared.map(\.contender), rankedCount: ranked.count, on: scale, looks: looks, seed: contenders.streamSeed)
            method = .best(seedCount: families.seedCount)
            (times, smallestP) = (families.times, families.smallestP)
            findings = families.findings
        } else {
            method = .named
            times = looks
            findings = Self.findings(compared.map(\.contender), to: place, times: looks, scale)
            let tests = findings.compactMap { $0?.paired?.test }, isUnpaired = findings.contains { $0?.unpaired?.test != nil }
            smallestP = isUnpaired ? 0 : (tests.map(\.smallestP).min() ?? 1) * Double(tests.count * looks)
        }
        rows = zip(compared, findings).enumerated().map { i, row in
            Row(
                rank: i < ranked.count ? i + 1 : nil, contender: row.0.contender, scores: row.0.scores,
                isReference: i == place, commonSeedCount: row.1?.paired?.count ?? place.map { place in
                    [compared[place].contender, row.0.contender].commonSeeds.count
                } ?? 0,
                difference: row.1?.paired, unpaired: row.1?.unpaired, interval: row.1?.interval, p: row.1?.p,
                winShare: resampling.winShares[row.0.index])
        }
    }

    /// The reference's row; there is one, unless the reference asked for has no score.
    package var reference: Row? { rows.first { $0.isReference } }

    /// The rows that the tests can't tell from the reference.
    package var inseparable: [Row] { rows.filter { $0.p.map { $0 > BestComparison.level } ?? false } }
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

    /// Each against one that was named.
    private static func findings(_ contenders: [Contender], to place: Int?, times: Int, _ scale: Scale) -> [ReferenceFinding?] {
        var findings = contenders.indices.map { i in
            place.flatMap { $0 == i ? nil : ReferenceFinding(of: contenders[i], from: contenders[$0], on: scale) }
        }
        var adjusted = Holm.adjusted(findings.compactMap { $0?.p })[...]
        for i in findings.indices where findings[i]?.p != nil {
            findings[i]?.p = adjusted.popFirst().map { min(1, $0 * Double(times)) }
        }
        return findings
    }
}
