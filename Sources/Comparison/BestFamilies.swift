import Engine
import Experiments
import Statistics

/// Contenders against the best of them, in families that are tested together: those that have the same seeds.
///
/// All that are ranked are one family, over the seeds that all of them have. Those with fewer seeds, stopped by a race or unfinished,
/// are a family with everything that has their seeds too. Each family, and each analysis of a race, is one more chance to err.
struct BestFamilies {
    /// One for each contender; nil for the best one, and where a score is infinite.
    private(set) var findings: [ReferenceFinding?]
    /// The seeds that the ranked ones are compared over.
    let seedCount: Int
    /// How often a family is tested.
    let times: Int
    /// The smallest p that any of them can have.
    let smallestP: Double

    private struct Family {
        /// The contenders that are asked about, and all that have the seeds.
        let asked: [Int]
        let members: [Int]
        let seeds: Set<UInt32>
    }

    /// - Parameters:
    ///   - contenders: the ranked ones, the best first, then the others.
    ///   - looks: how often a race, or nobody, has looked at the results while they came in; at least 1.
    ///   - seed: of the stream of random signs.
    init(_ contenders: [Contender], rankedCount: Int, on scale: Scale, looks: Int, seed: UInt32) {
        let finite = contenders.indices.filter { contenders[$0].scores.allSatisfy(scale.isFinite) }
        let paired = finite.first == 0 ? finite.filter { $0 == 0 || contenders[0].isPaired(with: contenders[$0]) } : []
        let families = Self.families(contenders, paired, rankedCount)
        let unpaired = finite.filter { !paired.contains($0) }
        times = max(looks, families.count + (unpaired.isEmpty ? 0 : 1))
        seedCount = families.first?.seeds.count ?? 0
        let most = families.map(\.seeds.count).max() ?? 0
        smallestP = unpaired.isEmpty ? Double(sign: .plus, exponent: 1 - max(1, most), significand: 1) * Double(times) : 0
        findings = contenders.map { _ in nil }
        var stream = MersenneTwister(seed: seed)
        for family in families {
            let scores = family.members.map { index in
                contenders[index].scores.filter { family.seeds.contains($0.seed) }
            }
            let merits = scores.map { $0.map { scale.metric.merit(scale.steps(of: $0)) } }
            let tests = family.seeds.count < 2 ? [] : BestComparison(
                merits, best: 0, unit: scale.metric.merit(scale.unit), times: times) { stream.next(below: $0) }.findings
            for (place, index) in family.members.enumerated() where family.asked.contains(index) {
                let finding = tests.isEmpty ? nil : tests[place]
                findings[index] = ReferenceFinding(
                    PairedDifference(Array(zip(scores[0], scores[place])), on: scale), p: finding?.p, interval: finding?.interval)
            }
        }
        // The best is picked, so that each pair with one that shares too few seeds could be the one that is tested.
        let pairs = unpaired.count * (finite.count - unpaired.count) + unpaired.count * (unpaired.count - 1) / 2
        for index in unpaired where index != 0 {
            var finding = ReferenceFinding(of: contenders[index], from: contenders[0], on: scale)
            finding.p = finding.p.map { min(1, $0 * Double(pairs * times)) }
            findings[index] = finding
        }
    }

    /// - Parameter paired: those that share seeds with the best, the first.
    private static func families(_ contenders: [Contender], _ paired: [Int], _ rankedCount: Int) -> [Family] {
        let seeds = contenders.map { Set($0.scores.map(\.seed)) }
        let ranked = paired.filter { $0 < rankedCount }, common = Set(ranked.map { contenders[$0] }.commonSeeds)
        // Those that are ranked are one family, unless that would leave too few seeds.
        let isOne = common.count > 1 || ranked.allSatisfy { seeds[$0] == common }
        let groups = Dictionary(grouping: paired.dropFirst()) { index in
            isOne && index < rankedCount ? common : seeds[index].intersection(seeds[0])
        }
        return groups.sorted { $0.value[0] < $1.value[0] }.map { shared, asked in
            Family(asked: asked, members: paired.filter { shared.isSubset(of: seeds[$0]) }, seeds: shared)
        }
    }
}
