import Engine
package import Experiments
package import Statistics

/// Which facts of one data set the seeds of some combinations get wrong. A seed tests only the facts that it has not trained on,
/// so each fact is counted over the seeds that tested it.
///
///     let mistakes = FactMistakes(of: [(combination, records)])
///     mistakes.counts[fact][0].wrong    // of .tested seeds
package struct FactMistakes: Sendable {
    /// Runs that tested a fact, and those of them that got it wrong.
    package struct Count: Hashable, Sendable {
        package fileprivate(set) var tested: Int
        package fileprivate(set) var wrong: Int

        package init(tested: Int = 0, wrong: Int = 0) { (self.tested, self.wrong) = (tested, wrong) }

        package static func + (a: Count, b: Count) -> Count { Count(tested: a.tested + b.tested, wrong: a.wrong + b.wrong) }
    }

    /// How often a fact is missed.
    package enum Frequency: String, CaseIterable, Sendable {
        case every, most, some, few, none
    }

    /// The token indices of each fact that some seed tested, in the order of the vocabulary.
    package let facts: [[Int]]
    package let combinations: [Combination]
    /// (facts, combinations)
    package let counts: [[Count]]

    /// - Parameter runs: combinations of one data set with their records; failed runs don't count.
    package init(of runs: [(combination: Combination, records: [RunRecord])]) {
        var counts: [[Int]: [Count]] = [:]
        let none = Array(repeating: Count(), count: runs.count)
        for (index, results) in runs.map({ $0.records.compactMap(\.result) }).enumerated() {
            for result in results {
                for (fact, isRight) in zip(result.testInputs, result.testItemsRight) {
                    counts[fact, default: none][index].tested += 1
                    counts[fact, default: none][index].wrong += isRight ? 0 : 1
                }
            }
        }
        facts = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }
        self.counts = facts.map { counts[$0] ?? none }
        combinations = runs.map(\.combination)
    }

    /// Of each fact, over all combinations.
    package var totals: [Count] { counts.map { $0.reduce(Count(), +) } }

    /// The facts' indices, most often missed first: by the share of the runs that tested it, then by how many those are.
    package var order: [Int] {
        let totals = totals
        return facts.indices.sorted { a, b in
            let (one, other) = (totals[a], totals[b])
            let (left, right) = (one.wrong * other.tested, other.wrong * one.tested)
            return left != right ? left > right : one.tested != other.tested ? one.tested > other.tested : a < b
        }
    }

    /// The facts that end alike, with the tests of all combinations and of each: relations, in the order of the vocabulary.
    package var relations: [(relation: Int, counts: [Count])] {
        Dictionary(grouping: facts.indices) { facts[$0].last ?? 0 }.sorted { $0.key < $1.key }.map { relation, facts in
            (relation, combinations.indices.map { index in facts.reduce(Count()) { $0 + counts[$1][index] } })
        }
    }
}

extension FactMistakes.Count {
    /// The share that is wrong; NaN where nothing was tested.
    package var share: Double { Double(wrong) / Double(tested) }

    /// Where the share lies for new seeds, 95 % (Wilson 1927); nil where nothing was tested.
    package var interval: Interval? { tested > 0 ? Wilson.interval(wrong, of: tested) : nil }

    /// Most is more than half, few at most a fifth; nil where nothing was tested.
    package var frequency: FactMistakes.Frequency? {
        if tested == 0 { return nil }
        if wrong == tested { return .every }
        if wrong == 0 { return FactMistakes.Frequency.none }
        return 2 * wrong > tested ? .most : 5 * wrong > tested ? .some : .few
    }
}
