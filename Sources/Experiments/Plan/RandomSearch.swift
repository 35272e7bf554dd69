import Engine

/// Draws the combinations of a random sweep, one after the other, all different.
///
///     var search = try RandomSearch(of: space, count: 20, seed: 0)
///     while let candidate = try search.candidate() {
///         if isWanted(candidate.configuration) { search.keep() }
///     }
///     let plan = try search.plan(seeds: .standard)
///
/// The draws are those of Python's `random.seed(seed)`. Each takes the hyper-parameters in the order of
/// `Hyperparameter.all`: a value of a list, a step of axes that move together, or a number of a distribution,
/// with at most four digits so that it can be typed. The functions are the engine's own, so that a space and a
/// seed give the same plan on every machine. The first draws of a longer search are those of a shorter one.
package struct RandomSearch: Sendable {
    private let count: Int
    private let space: SweepSpace
    private let varying: [SweepSpace.Dimension]
    /// The hyper-parameters that vary, in the order of `Hyperparameter.all`.
    private let parameters: [Hyperparameter]
    private let fixed: [Hyperparameter: Hyperparameter.Value]
    private let named: [Hyperparameter]

    private var stream: DrawStream
    private var pending: [Hyperparameter.Value] = []
    private var kept: [[Hyperparameter.Value]] = []
    private var known: Set<[Hyperparameter.Value]> = []
    /// Draws since a combination was kept.
    private var misses = 0

    /// How many combinations may be drawn.
    package static let countRange = 1...SweepPlan.largestListing

    /// - Parameter count: within `countRange`.
    /// - Throws: `SweepPlanError` when the space has a value that is not allowed, a hyper-parameter twice, or
    ///   only one combination.
    package init(of space: SweepSpace, count: Int, seed: UInt32) throws(SweepPlanError) {
        let dimensions = try space.dimensions()
        varying = dimensions.filter(\.varies)
        guard !varying.isEmpty else { throw .nothingToDraw }
        let swept = varying.flatMap(\.parameters)
        parameters = Hyperparameter.all.filter(swept.contains)
        var fixed: [Hyperparameter: Hyperparameter.Value] = [:]
        for case .values(let axis) in dimensions where !axis.isSwept { fixed[axis.parameter] = axis.values[0] }
        self.fixed = fixed
        named = SweepPlan.named(besides: parameters + fixed.filter { $0.key.mustName($0.value, for: space.kind) }.map(\.key))
        self.space = space
        self.count = count
        stream = DrawStream(seed: seed)
    }

    /// A new combination, to be kept or not; nil when enough are kept.
    ///
    /// - Throws: `SweepPlanError.exhausted`, or that n_embd overflows in a combination.
    package mutating func candidate() throws(SweepPlanError) -> Combination? {
        guard kept.count < count else { return nil }
        while true {
            guard misses < mostMisses else { throw .exhausted(found: kept.count, wanted: count, tries: misses) }
            misses += 1
            guard let row = draw(), !known.contains(row) else { continue }
            pending = row
            return Combination(index: kept.count, configuration: try configuration(row), named: named)
        }
    }

    /// Keeps the last candidate.
    package mutating func keep() {
        known.insert(pending)
        kept.append(pending)
        misses = 0
    }

    /// The plan of the combinations kept, in the order of their draws.
    package func plan(seeds: Seeds) throws(SweepPlanError) -> SweepPlan {
        try SweepPlan(listing: kept, of: parameters, from: choices, seeds: seeds)
    }

    /// Far above what it takes to find the last of `count` combinations, or one in a thousand.
    private var mostMisses: Int { 10_000 + 20 * count }
}

extension RandomSearch {
    /// A value for each of `parameters`; nil when a number was rounded out of its distribution.
    private mutating func draw() -> [Hyperparameter.Value]? {
        var drawn: [Hyperparameter: Hyperparameter.Value] = [:]
        for dimension in varying {
            switch dimension {
            case .values(let axis): drawn[axis.parameter] = axis.values[place(among: axis.values.count)]
            case .zipped(let axes):
                for (parameter, value) in zip(axes.parameters, axes.rows[place(among: axes.rows.count)]) {
                    drawn[parameter] = value
                }
            case .distribution(let parameter, let distribution):
                guard let value = distribution.draw(with: &stream) else { return nil }
                drawn[parameter] = value
            }
        }
        return parameters.compactMap { drawn[$0] }
    }

    private mutating func place(among count: Int) -> Int {
        Int(stream.whole(below: UInt64(count)))
    }

    private func configuration(_ row: [Hyperparameter.Value]) throws(SweepPlanError) -> TrainingConfiguration {
        let settings = fixed.merging(zip(parameters, row)) { $1 }
        do { return try TrainingConfiguration(settings, kind: space.kind) } catch { throw .hyperparameter(error) }
    }

    /// The values of each hyper-parameter that were drawn: of a list in its order, else the smallest first.
    private var choices: [Hyperparameter: [Hyperparameter.Value]] {
        var choices = fixed.mapValues { [$0] }
        for (column, parameter) in parameters.enumerated() {
            let drawn = Set(kept.map { $0[column] })
            choices[parameter] = varying.lazy.compactMap { $0.values(of: parameter) }.first?.filter(drawn.contains)
                ?? drawn.sorted { $0.isLess(than: $1) }
        }
        return choices
    }
}

extension SweepSpace.Dimension {
    /// The values of one of its hyper-parameters, in their order; nil of a distribution, and of another's.
    fileprivate func values(of parameter: Hyperparameter) -> [Hyperparameter.Value]? {
        switch self {
        case .values(let axis) where axis.parameter == parameter: return axis.values
        case .zipped(let axes):
            guard let column = axes.parameters.firstIndex(of: parameter) else { return nil }
            var known: Set<Hyperparameter.Value> = []
            return axes.rows.map { $0[column] }.filter { known.insert($0).inserted }
        case .values, .distribution: return nil
        }
    }
}
