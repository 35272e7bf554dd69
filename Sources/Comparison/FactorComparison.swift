package import Engine
import Statistics

/// The effect of one hyper-parameter over all settings of the others: for each seed the scores of a value's cells are
/// added, then two values are compared as a pair.
package struct FactorComparison: Sendable {
    package struct Level: Sendable {
        package let value: Hyperparameter.Value
        /// How many configurations have it.
        package let cellCount: Int
        /// The mean of their scores.
        package let mean: Double
    }

    /// Two values; a difference is second minus first.
    package struct Pair: Sendable {
        package let first: Hyperparameter.Value
        package let second: Hyperparameter.Value
        /// How many settings of the others both values have; the difference is over these. 0: they can't be compared.
        package let cellCount: Int
        package let difference: PairedDifference?
        /// After Holm over all pairs; nil for one seed.
        package let p: Double?
    }

    package let parameter: Hyperparameter
    package let levels: [Level]
    /// All pairs of values, the first slowest.
    package let pairs: [Pair]
    /// How many combinations have too few seeds to take part.
    package let leftOutCount: Int
    /// The seeds that every other one has.
    package let seedCount: Int
    package let scale: Scale
    /// Whether the configurations are a full grid; else a pair is of the settings that both values have.
    package let isFullGrid: Bool
    let failed: FailedSeeds

    /// All pairs of more values would be more tests than anybody reads.
    package static let largestLevelCount = 50

    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.noCommonSeeds`, `.notVaried` or `.tooManyValues`.
    package init(_ contenders: [Contender], by parameter: Hyperparameter) throws(ComparisonError) {
        let cells = try ScoredCells(contenders)
        guard let factor = cells.grid.index(of: parameter) else {
            throw Self.tooFewValues(parameter, contenders, cells)
        }
        self.parameter = parameter
        scale = cells.scale
        failed = FailedSeeds(of: contenders, on: cells.scale)
        seedCount = cells.seedCount
        leftOutCount = cells.leftOutCount
        isFullGrid = cells.grid.isFull
        let values = cells.grid.factors[factor].values
        guard values.count <= Self.largestLevelCount else { throw .tooManyValues(parameter, count: values.count) }
        levels = values.indices.map { place in
            let members = cells.grid.places.indices.filter { cells.grid.places[$0][factor] == place }
            return Level(value: values[place], cellCount: members.count, mean: cells.mean(of: members))
        }
        pairs = Self.corrected(cells.levelPairs(factor))
    }

    /// Why nothing can be compared: there is one value, or the others have no results.
    private static func tooFewValues(
        _ parameter: Hyperparameter, _ contenders: [Contender], _ cells: ScoredCells
    ) -> ComparisonError {
        let unscored = contenders.filter { $0.scores.isEmpty }
        let kept = Set(contenders.fullEnough.map { $0.configuration[parameter] })
        var lost: [Hyperparameter.Value] = []
        for value in unscored.map({ $0.configuration[parameter] }) where !kept.contains(value) && !lost.contains(value) {
            lost.append(value)
        }
        if lost.isEmpty { return .notVaried(parameter, swept: cells.grid.factors.map(\.parameter)) }
        let failed = unscored.filter { lost.contains($0.configuration[parameter]) }.allSatisfy { !$0.failures.isEmpty }
        return .oneValueLeft(parameter, lost: lost, haveFailed: failed)
    }

    private static func corrected(_ pairs: [Pair]) -> [Pair] {
        var adjusted = Holm.adjusted(pairs.compactMap { $0.difference?.test?.p })[...]
        return pairs.map { pair in
            let p = pair.difference?.test == nil ? nil : adjusted.popFirst()
            return Pair(
                first: pair.first, second: pair.second, cellCount: pair.cellCount, difference: pair.difference, p: p)
        }
    }
}

extension ScoredCells {
    /// All pairs of a factor's values, before any correction.
    fileprivate func levelPairs(_ factor: Int) -> [FactorComparison.Pair] {
        let values = grid.factors[factor].values
        let byPlace = values.indices.map { cells(of: factor, at: $0) }
        return values.indices.flatMap { a in
            values.indices.dropFirst(a + 1).map { b in
                let shared = byPlace[a].keys.filter { byPlace[b][$0] != nil }
                let differences = differences(shared.map { (byPlace[a][$0] ?? [], byPlace[b][$0] ?? []) })
                return FactorComparison.Pair(
                    first: values[a], second: values[b], cellCount: shared.count,
                    difference: shared.isEmpty ? nil : PairedDifference(
                        differences, unit: scale.unit * shared.count, scale.metric.direction),
                    p: nil)
            }
        }
    }

    /// The scores of the cells at one value of a factor, by the places of the other factors.
    private func cells(of factor: Int, at place: Int) -> [[Int]: [Int]] {
        var found: [[Int]: [Int]] = [:]
        for (i, places) in grid.places.enumerated() where places[factor] == place {
            var others = places
            others.remove(at: factor)
            if found[others] == nil { found[others] = steps[i] }
        }
        return found
    }

    /// For each seed the sum of second minus first over pairs of cells.
    private func differences(_ pairs: [(first: [Int], second: [Int])]) -> [Int] {
        var sums = [Int](repeating: 0, count: seedCount)
        for (first, second) in pairs {
            for seed in sums.indices { sums[seed] += second[seed] - first[seed] }
        }
        return sums
    }
}
