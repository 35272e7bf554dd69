package import Engine
import Statistics

/// The effect of one hyper-parameter, or of the width, over all settings of the others: for each seed the scores of a value's
/// cells are averaged, then two values are compared as a pair.
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

    package let factor: Factor
    /// The hyper-parameters that always change together with it: its effect is theirs too.
    package let together: [Hyperparameter]
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

    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData`, `.notMeasured`, `.noCommonSeeds`, `.notVaried`,
    ///   `.oneValueLeft` or `.tooManyValues`.
    package init(_ contenders: [Contender], by factor: Factor, for metric: Metric? = nil) throws(ComparisonError) {
        let cells = try ScoredCells(contenders, by: metric)
        let values = cells.configurations.map(factor.value)
        let (places, count) = ConfigurationGrid.places(values)
        guard count > 1 else { throw Self.tooFewValues(factor, contenders, cells) }
        guard count <= Self.largestLevelCount else { throw .tooManyValues(factor, count: count) }
        self.factor = factor
        together = cells.grid.axes.map(\.parameters).filter { !$0.allSatisfy { !factor.parameters.contains($0) } }
            .flatMap { $0 }.filter { !factor.parameters.contains($0) }
        scale = cells.scale
        failed = FailedSeeds(of: contenders, on: cells.scale)
        seedCount = cells.seedCount
        leftOutCount = cells.leftOutCount
        isFullGrid = cells.grid.isFull
        levels = (0..<count).map { place in
            let members = places.indices.filter { places[$0] == place }
            return Level(value: values[members[0]], cellCount: members.count, mean: cells.measuredMean(of: members))
        }
        pairs = Self.corrected(cells.pairs(of: levels.map(\.value), at: places, factor))
    }

    /// Why nothing can be compared: there is one value, or the others have no results.
    private static func tooFewValues(_ factor: Factor, _ contenders: [Contender], _ cells: ScoredCells) -> ComparisonError {
        let unscored = contenders.filter { $0.scores.isEmpty }
        let kept = Set(contenders.fullEnough.map { factor.value(of: $0.configuration) })
        var lost: [Hyperparameter.Value] = []
        for value in unscored.map({ factor.value(of: $0.configuration) }) where !kept.contains(value) && !lost.contains(value) {
            lost.append(value)
        }
        let short = contenders.filter { !kept.contains(factor.value(of: $0.configuration)) }
        if let enough = kept.first, short.contains(where: { !$0.scores.isEmpty }) {
            return .tooFewSeeds(factor, enough: enough, seeds(of: short, by: factor))
        }
        if lost.isEmpty { return .notVaried(factor, swept: cells.grid.axes.flatMap(\.parameters)) }
        let failed = unscored.filter { lost.contains(factor.value(of: $0.configuration)) }.allSatisfy { !$0.failures.isEmpty }
        return .oneValueLeft(factor, lost: lost, haveFailed: failed)
    }

    /// Each value once, with the seeds of the combination that has most: `2 (5/10)`.
    private static func seeds(of contenders: [Contender], by factor: Factor) -> [String] {
        var fullest: [(value: Hyperparameter.Value, contender: Contender)] = []
        for contender in contenders {
            let value = factor.value(of: contender.configuration)
            if let place = fullest.firstIndex(where: { $0.value == value }) {
                if contender.scores.count > fullest[place].contender.scores.count { fullest[place].contender = contender }
            } else {
                fullest.append((value, contender))
            }
        }
        return fullest.map { "\($0.value) (\($0.contender.scores.count)/\($0.contender.plannedCount))" }
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
    ///
    /// - Parameter places: of each cell its place among the values.
    fileprivate func pairs(of values: [Hyperparameter.Value], at places: [Int], _ factor: Factor) -> [FactorComparison.Pair] {
        let byPlace = values.indices.map { settings(of: cells(at: $0, places), without: factor) }
        return values.indices.flatMap { a in
            values.indices.dropFirst(a + 1).map { b in
                let shared = byPlace[a].compactMap { settings, cells in byPlace[b][settings].map { (cells, $0) } }
                return FactorComparison.Pair(
                    first: values[a], second: values[b], cellCount: shared.count, difference: difference(shared), p: nil)
            }
        }
    }

    private func cells(at place: Int, _ places: [Int]) -> [Int] { places.indices.filter { places[$0] == place } }

    /// Cells by their places on the axes that a factor is no part of.
    private func settings(of cells: [Int], without factor: Factor) -> [[Int]: [Int]] {
        let others = grid.axes.indices.filter { Set(grid.axes[$0].parameters).isDisjoint(with: factor.parameters) }
        return Dictionary(grouping: cells) { cell in others.map { grid.places[cell][$0] } }
    }

    /// For each seed the sum, over settings, of the second cells' mean less the first ones'; nil without a setting. Whole
    /// numbers, with a unit for which every mean is one.
    private func difference(_ settings: [(first: [Int], second: [Int])]) -> PairedDifference? {
        guard !settings.isEmpty else { return nil }
        let multiple = Set(settings.flatMap { [$0.first.count, $0.second.count] }).reduce(1, Self.leastCommonMultiple)
        var sums = [Int](repeating: 0, count: seedCount)
        for (first, second) in settings {
            for seed in sums.indices {
                sums[seed] += multiple / second.count * second.reduce(0) { $0 + steps[$1][seed] }
                    - multiple / first.count * first.reduce(0) { $0 + steps[$1][seed] }
            }
        }
        let means = settings.map { measuredMean(of: $0.second) - measuredMean(of: $0.first) }
        return PairedDifference(
            sums, unit: scale.unit * settings.count * multiple, scale.metric.direction,
            delta: scale.metric.kind == .real ? means.reduce(0, +) / Double(means.count) : nil)
    }

    private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
        var (x, y) = (a, b)
        while y > 0 { (x, y) = (y, x % y) }
        return a / x * b
    }
}
