package import Engine
package import Experiments

/// One configuration and what its seeds came to: what is compared.
package struct Contender: Hashable, Sendable {
    package let configuration: TrainingConfiguration
    /// Where its runs come from: one place, or several that are pooled.
    package let origins: [Origin]
    /// The revision of the engine whose numbers these are.
    package let engine: Int
    /// How many seeds were asked for.
    package let plannedCount: Int
    /// Which ones, where that is known.
    private let planned: Seeds?
    /// Those that count, seeds rising, none twice.
    package let scores: [SeedScore]
    /// Those that failed, seeds rising. Whether they are among `scores` too is what `rule` says.
    package let failures: [SeedScore]
    package let rule: FailedRuns

    /// A folder with what its user calls it: by its name or by a variable's.
    package struct Origin: Hashable, Sendable {
        package let name: String
        /// What tells it from other folders, however it is spelled.
        let folder: String

        package init(name: String, folder: String) {
            self.name = name
            self.folder = folder
        }
    }

    /// - Parameters:
    ///   - scores: in any order; of two with one seed the first counts.
    ///   - rule: what those that failed count as.
    package init(
        _ configuration: TrainingConfiguration, source: String, plannedCount: Int, scores: [SeedScore],
        failed rule: FailedRuns = .worst
    ) {
        self.init(
            configuration, [Origin(name: source, folder: source)], engine: EngineRevision.current, planned: nil, plannedCount,
            scores, rule)
    }

    fileprivate init(
        _ configuration: TrainingConfiguration, _ origins: [Origin], engine: Int, planned: Seeds?, _ plannedCount: Int,
        _ scores: [SeedScore], _ rule: FailedRuns
    ) {
        self.configuration = configuration
        self.origins = origins
        self.engine = engine
        self.planned = planned
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

    /// What its user calls it: `a`, or `a + b` where two are pooled.
    package var source: String { origins.map(\.name).joined(separator: " + ") }

    /// The share of the fullest one's seeds that it takes to be ranked.
    package static let rankedShare = 0.9

    /// `50`, or `30/50` where some are missing.
    package var seedsText: String {
        scores.count == plannedCount ? "\(plannedCount)" : "\(scores.count)/\(plannedCount)"
    }

    /// All that have ended, those that failed last where they don't count.
    var ended: [SeedScore] {
        switch rule {
        case .worst: scores
        case .exclude: scores + failures
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
        _ combination: Combination, from origin: Origin, engine: Int = EngineRevision.current, planned: Seeds,
        records: [RunRecord], failed rule: FailedRuns = .worst
    ) {
        self.init(
            combination.configuration, [origin], engine: engine, planned: planned, planned.count,
            records.map(SeedScore.init), rule)
    }
}

// MARK: - Pooling
extension [Contender] {
    /// One for each configuration and engine revision, with the seeds of all that have it; a run that is in several counts
    /// once.
    ///
    /// - Throws: `ComparisonError.conflict` where two have different results of a run.
    package func pooled() throws(ComparisonError) -> [Contender] {
        var pooled: [Contender] = []
        var places: [Contender.Key: Int] = [:]
        for contender in self {
            guard let place = places[contender.key] else {
                places[contender.key] = pooled.count
                pooled.append(contender)
                continue
            }
            pooled[place] = try pooled[place].joined(with: contender)
        }
        return pooled
    }
}

extension Contender {
    fileprivate struct Key: Hashable {
        let configuration: TrainingConfiguration
        let engine: Int
    }

    fileprivate var key: Key { Key(configuration: configuration, engine: engine) }

    /// - Parameter other: of the same configuration.
    fileprivate func joined(with other: Contender) throws(ComparisonError) -> Contender {
        let known = Dictionary(uniqueKeysWithValues: ended.map { ($0.seed, $0) })
        for score in other.ended {
            if let own = known[score.seed], own != score {
                throw .conflict(run: configuration.run(seed: score.seed), source, other.source)
            }
        }
        let seeds = planned.flatMap { seeds in other.planned.map { seeds.adding($0) } }
        let folders = Set(origins.map(\.folder))
        // What brings no seed of its own is not told.
        let isNew = other.ended.contains { known[$0.seed] == nil }
        return Contender(
            configuration, origins + other.origins.filter { isNew && !folders.contains($0.folder) }, engine: engine, planned: seeds,
            seeds?.count ?? Swift.max(plannedCount, other.plannedCount), ended + other.ended, rule)
    }
}
