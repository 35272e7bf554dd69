import Engine
package import Experiments

/// Where in a validation text the seeds of some combinations lose most: the mean loss of each stretch, in nats a token.
///
/// All combinations have the same stretches: those of one text, cut into the same tokens and windows.
package struct StretchLosses: Sendable {
    /// One stretch, over the seeds of a combination that finished.
    package struct Stretch: Hashable, Sendable {
        package let mean: Double
        package let low: Double
        package let high: Double
        /// Seeds of which it is among the tenth of all stretches with the highest loss.
        package let worstCount: Int
    }

    package let combinations: [Combination]
    /// How many seeds each combination has.
    package let seedCounts: [Int]
    /// (combinations, stretches); none of a combination without a run.
    package let stretches: [[Stretch]]
    /// The tokens that the stretches divide.
    package let tokenCount: Int

    /// Nil where no run has finished.
    private init?(of runs: [(combination: Combination, outcomes: [TextOutcome])]) {
        guard let first = runs.lazy.compactMap(\.outcomes.first).first else { return nil }
        tokenCount = first.validationTokens
        combinations = runs.map(\.combination)
        seedCounts = runs.map(\.outcomes.count)
        stretches = runs.map { Self.stretches($0.outcomes.map(\.segments)) }
    }

    /// Those of some runs, apart by what has other stretches, in the order in which they come.
    package static func all(of runs: [(combination: Combination, records: [RunRecord])]) -> [StretchLosses] {
        var groups: [(key: Key, runs: [(combination: Combination, outcomes: [TextOutcome])])] = []
        for (combination, records) in runs {
            let outcomes = records.compactMap { $0.result?.text }
            guard let first = outcomes.first else { continue }
            let key = Key(data: combination.configuration.data, encoding: TextEncoding(combination.configuration), tokens: first.validationTokens)
            if let index = groups.firstIndex(where: { $0.key == key }) {
                groups[index].runs.append((combination, outcomes))
            } else {
                groups.append((key, [(combination, outcomes)]))
            }
        }
        return groups.compactMap { StretchLosses(of: $0.runs) }
    }

    /// What runs with the same stretches have in common.
    private struct Key: Hashable {
        let data: String
        let encoding: TextEncoding
        let tokens: Int
    }

    private static func stretches(_ seeds: [[Float]]) -> [Stretch] {
        guard let count = seeds.map(\.count).min(), count > 0 else { return [] }
        let limits = seeds.map { $0.sorted(by: >)[max(0, count / 10 - 1)] }
        return (0..<count).map { index in
            let losses = seeds.map { Double($0[index]) }
            return Stretch(
                mean: losses.reduce(0, +) / Double(losses.count), low: losses.min() ?? .nan, high: losses.max() ?? .nan,
                worstCount: zip(seeds, limits).count { $0[index] >= $1 })
        }
    }

    /// The mean of each stretch over the combinations.
    package var means: [Double] {
        (stretches.first ?? []).indices.map { index in
            stretches.reduce(0) { $0 + $1[index].mean } / Double(stretches.count)
        }
    }

    /// The stretches' indices, the highest mean loss first.
    package var order: [Int] {
        let means = means
        return means.indices.sorted { means[$0] != means[$1] ? means[$0] > means[$1] : $0 < $1 }
    }

    /// Which of the tokens that are predicted a stretch has.
    package func tokens(of stretch: Int) -> Range<Int> {
        let count = stretches.first?.count ?? 1
        return (stretch * tokenCount + count - 1) / count..<((stretch + 1) * tokenCount + count - 1) / count
    }
}
