package import Engine
package import Experiments

/// One configuration and what its seeds came to: what is compared.
package struct Contender: Hashable, Sendable {
    package let configuration: TrainingConfiguration
    /// What its user calls it: a folder or a variable, or several.
    package let source: String
    /// How many seeds were asked for.
    package let plannedCount: Int
    /// Those that count, seeds rising, none twice.
    package let scores: [SeedScore]
    /// Those that failed, seeds rising. Whether they are among `scores` too is what `rule` says.
    package let failures: [SeedScore]
    package let rule: FailedRuns

    /// - Parameters:
    ///   - scores: in any order; of two with one seed the first counts.
    ///   - rule: what those that failed count as.
    package init(
        _ configuration: TrainingConfiguration, source: String, plannedCount: Int, scores: [SeedScore],
        failed rule: FailedRuns = .worst
    ) {
        self.configuration = configuration
        self.source = source
        self.rule = rule
        var known: Set<UInt32> = []
        let ended = scores.filter { known.insert($0.seed).inserted }.sorted { $0.seed < $1.seed }
        self.plannedCount = max(plannedCount, ended.count)
        failures = ended.filter { $0.failure != nil }
        switch rule {
        case .worst: self.scores = ended
        case .exclude: self.scores = ended.filter { $0.failure == nil }
        }
    }

    /// The share of the fullest one's seeds that it takes to be ranked.
    package static let rankedShare = 0.9

    /// `50`, or `30/50` where some are missing.
    package var seedsText: String {
        scores.count == plannedCount ? "\(plannedCount)" : "\(scores.count)/\(plannedCount)"
    }

    /// How many seeds have ended.
    var endedCount: Int {
        switch rule {
        case .worst: scores.count
        case .exclude: scores.count + failures.count
        }
    }

    /// The scores of the seeds that both have, in the order of the seeds; none where one is infinite, so that there is
    /// no difference.
    func paired(with other: Contender, on scale: Scale) -> [(SeedScore, SeedScore)] {
        var pairs: [(SeedScore, SeedScore)] = []
        var rest = other.scores[...]
        for score in scores {
            rest = rest.drop { $0.seed < score.seed }
            if let match = rest.first, match.seed == score.seed { pairs.append((score, match)) }
        }
        return pairs.allSatisfy { scale.isFinite($0) && scale.isFinite($1) } ? pairs : []
    }
}

extension [Contender] {
    /// The seeds that all have, rising.
    var commonSeeds: [UInt32] {
        guard let first else { return [] }
        return dropFirst().reduce(first.scores.map(\.seed)) { seeds, contender in
            let known = Set(contender.scores.map(\.seed))
            return seeds.filter(known.contains)
        }
    }

    /// Those with nine tenths of the seeds of the fullest one, or more: what is unfinished or was stopped early has no
    /// rank and is no cell of a grid.
    var fullEnough: [Contender] {
        let fullest = self.map(\.scores.count).max() ?? 0
        return filter { !$0.scores.isEmpty && Double($0.scores.count) >= Contender.rankedShare * Double(fullest) }
    }

    /// What all scores are compared on.
    ///
    /// - Throws: `ComparisonError.noScores`, `.allFailed` or `.differentData`.
    func scale() throws(ComparisonError) -> Scale { try flatMap { $0.scores + $0.failures }.scale() }

    /// What the stream of a comparison's resamples starts from: FNV-1a over every configuration and number of seeds
    /// asked for, so that it follows from the plan and not from what has finished.
    package var streamSeed: UInt32 {
        var hash: UInt32 = 2_166_136_261
        for contender in self {
            let values = contender.configuration.digested.map { contender.configuration[$0].description }
            for byte in (values + ["\(contender.plannedCount)"]).joined(separator: ",").utf8 {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
        }
        return hash
    }
}

extension Contender {
    /// A combination with its records so far.
    package init(
        _ combination: Combination, source: String, plannedCount: Int, records: [RunRecord], failed rule: FailedRuns = .worst
    ) {
        self.init(
            combination.configuration, source: source, plannedCount: plannedCount, scores: records.map(SeedScore.init),
            failed: rule)
    }
}

extension ResultsFolder {
    /// Every combination of the plan, with what has finished of it.
    package func contenders(named source: String) -> [Contender] {
        plan.combinations.map {
            Contender($0, source: source, plannedCount: plan.seeds.count, records: records(of: $0.index))
        }
    }
}
