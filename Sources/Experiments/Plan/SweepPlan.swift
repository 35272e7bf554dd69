package import Engine

/// What a sweep is to do: combinations, each to be trained with the same seeds.
///
///     let plan = try SweepPlan([.nLayer: [.integer(1), .integer(2)]], seeds: Seeds(count: 3))
///     plan.combinations.count   // 2
///     plan.runs.count           // 6
///
/// A plan has an axis for every hyper-parameter, most of them of one value: `train` is a plan of one
/// combination. It is the grid of its axes, or what a condition kept of it, or a list of points of the
/// grid: what axes that move together (`ZippedAxes`) or random draws (`RandomSearch`) came to. All
/// values are checked when the plan is made, so that nothing can be wrong with a combination once the
/// first run has started. Combinations and runs are computed when asked for; in a grid the last axis
/// is the fastest, and within a combination the seeds are.
package struct SweepPlan: Hashable, Sendable {
    /// The values that one hyper-parameter takes.
    package struct Axis: Hashable, Sendable {
        package let parameter: Hyperparameter
        /// In the order given; never empty, none twice.
        package let values: [Hyperparameter.Value]

        package var isSwept: Bool { values.count > 1 }
    }

    /// One axis for each hyper-parameter that belongs to the task, in the order of `Hyperparameter.all`.
    package let axes: [Axis]
    package private(set) var seeds: Seeds
    /// The positions in the grid that a condition kept, rising; nil when all are there, or combinations are listed.
    package private(set) var kept: [Int]?
    /// The combinations of a plan that is no grid.
    private(set) var listing: Listing?
    /// Whether combinations that can't win any more are stopped, as `Race` says.
    package private(set) var isRaced = false

    /// The most combinations a plan may have. Each has a file of its own in one folder.
    package static let largestGrid = 1_000_000

    /// The most combinations that are listed one by one, by hyper-parameters that move together or by random draws: as many as
    /// are planned in a second or two.
    package static let largestListing = 100_000

    /// A plan of the values given, every other hyper-parameter at its default.
    ///
    /// - Throws: `SweepPlanError` when an axis is empty, holds a value twice or one that is not allowed,
    ///   when n_embd overflows in a combination, or when there are more than `largestGrid` combinations.
    package init(
        _ choices: [Hyperparameter: [Hyperparameter.Value]] = [:], seeds: Seeds = .standard
    ) throws(SweepPlanError) {
        axes = try Self.axes(choices)
        self.seeds = seeds
        try checkCount()
        try checkWidths()
    }

    /// A plan of the combinations listed, in their order.
    ///
    /// - Parameters:
    ///   - rows: for each combination a value for each of `parameters`.
    ///   - parameters: those that vary, at least one, in the order of `Hyperparameter.all`.
    ///   - choices: the values of each hyper-parameter; of one that does not vary, only one.
    /// - Throws: `SweepPlanError` as for a grid, and when a row repeats another or has a value that is not among
    ///   those of its hyper-parameter.
    init(
        listing rows: [[Hyperparameter.Value]], of parameters: [Hyperparameter],
        from choices: [Hyperparameter: [Hyperparameter.Value]], seeds: Seeds
    ) throws(SweepPlanError) {
        axes = try Self.axes(choices)
        self.seeds = seeds
        guard rows.count <= Self.largestGrid else { throw .tooManyCombinations }
        guard !parameters.isEmpty else { throw .nothingKept }
        if let other = axes.first(where: { $0.isSwept && !parameters.contains($0.parameter) }) {
            throw .unlisted(other.parameter)
        }
        let values = Dictionary(uniqueKeysWithValues: axes.map { ($0.parameter, $0.values) })
        listing = try Listing(rows, of: parameters, along: values)
        do throws(SweepPlanError) { try checkWidths() } catch { try checkListedWidths() }
    }

    private static func axes(_ choices: [Hyperparameter: [Hyperparameter.Value]]) throws(SweepPlanError) -> [Axis] {
        var axes: [Axis] = []
        var kind = TaskKind.relations
        if let tasks = choices[.task] {
            let axis = try Axis(.task, tasks)
            guard !axis.isSwept else { throw .severalTasks }
            kind = axis.values[0] == .word(TaskKind.text.rawValue) ? .text : .relations
        }
        if let other = choices.keys.first(where: { !$0.belongs(to: kind) }) { throw .hyperparameter(.otherKind(other, of: kind)) }
        for parameter in Hyperparameter.belonging(to: kind) {
            axes.append(try Axis(parameter, choices[parameter] ?? [parameter.defaultValue(for: kind)]))
        }
        return axes
    }

    /// The plan of the combinations that pass a condition, by their indices.
    ///
    /// - Throws: `SweepPlanError.nothingKept` when none does.
    package func keeping(_ indices: [Int]) throws(SweepPlanError) -> SweepPlan {
        if indices.count == combinations.count { return self }
        if let listing { return try keeping(indices, of: listing) }
        return try keeping(positions: indices.map { kept?[$0] ?? $0 })
    }

    private func keeping(_ indices: [Int], of listing: Listing) throws(SweepPlanError) -> SweepPlan {
        guard !indices.isEmpty else { throw .nothingKept }
        var plan = self
        plan.listing = listing.keeping(indices)
        return plan
    }

    /// The same plan as a race.
    ///
    /// - Throws: `SweepPlanError.unequalTests` when its combinations are tested on different items.
    package func raced() throws(SweepPlanError) -> SweepPlan {
        if let parameter = swept.first(where: [Hyperparameter.data, .trainSize, .dataSplit].contains) { throw .unequalTests(parameter) }
        var plan = self
        plan.isRaced = true
        return plan
    }

    /// The same combinations with other seeds.
    func with(_ seeds: Seeds) -> SweepPlan {
        var plan = self
        plan.seeds = seeds
        return plan
    }

    /// The plan of some positions of the grid, rising.
    func keeping(positions: [Int]) throws(SweepPlanError) -> SweepPlan {
        let whole = 0..<gridCount
        let isRising = zip(positions, positions.dropFirst()).allSatisfy { $0 < $1 }
        guard let first = positions.first, let last = positions.last, isRising, whole.contains(first),
            whole.contains(last)
        else { throw .nothingKept }
        var plan = self
        plan.kept = positions
        return plan
    }

    /// The combinations of the whole grid.
    var gridCount: Int { axes.reduce(1) { $0 * $1.values.count } }

    private func checkCount() throws(SweepPlanError) {
        var count = 1
        for axis in axes {
            guard axis.values.count <= Self.largestGrid / count else { throw .tooManyCombinations }
            count *= axis.values.count
        }
    }

    /// n_embd fits in every combination when it fits in the widest.
    private func checkWidths() throws(SweepPlanError) {
        var widest: [Hyperparameter: Hyperparameter.Value] = [:]
        for axis in axes where axis.parameter == .nHead || axis.parameter == .nEmbdFactor {
            widest[axis.parameter] = axis.values.max { $0.isLess(than: $1) }
        }
        do { _ = try TrainingConfiguration(widest, kind: kind) } catch { throw .hyperparameter(error) }
    }

    /// The widest there could be may be wider than what is listed.
    private func checkListedWidths() throws(SweepPlanError) {
        for combination in combinations {
            let configuration = combination.configuration
            let width = [Hyperparameter.nHead, .nEmbdFactor].map { ($0, configuration[$0]) }
            do { _ = try TrainingConfiguration(Dictionary(uniqueKeysWithValues: width)) } catch { throw .hyperparameter(error) }
        }
    }

    /// Every hyper-parameter at its axis's first value.
    var first: TrainingConfiguration {
        var configuration = TrainingConfiguration(kind: kind)
        for axis in axes { configuration.set(axis.parameter, toChecked: axis.values[0]) }
        return configuration
    }
}

extension SweepPlan.Axis {
    /// - Throws: `SweepPlanError` when there is no value, one twice or one that is not allowed.
    init(_ parameter: Hyperparameter, _ values: [Hyperparameter.Value]) throws(SweepPlanError) {
        guard !values.isEmpty else { throw .noValue(parameter) }
        var checked: [Hyperparameter.Value] = []
        var known: Set<Hyperparameter.Value> = []
        for value in values {
            let value = try SweepPlan.checked(value, of: parameter)
            guard known.insert(value).inserted else { throw .repeatedValue(parameter, value) }
            checked.append(value)
        }
        try Self.checkLabels(of: checked, parameter)
        self.parameter = parameter
        self.values = checked
    }
}

extension SweepPlan.Axis {
    /// Files and texts call data by the stem of its name.
    private static func checkLabels(
        of values: [Hyperparameter.Value], _ parameter: Hyperparameter
    ) throws(SweepPlanError) {
        guard parameter == .data else { return }
        var first: [String: Hyperparameter.Value] = [:]
        for value in values {
            if let other = first.updateValue(value, forKey: parameter.label(of: value)) {
                throw .sameLabel(parameter, other, value)
            }
        }
    }
}

extension SweepPlan {
    static func checked(
        _ value: Hyperparameter.Value, of parameter: Hyperparameter
    ) throws(SweepPlanError) -> Hyperparameter.Value {
        do { return try parameter.checked(value) } catch { throw .hyperparameter(error) }
    }

    /// The hyper-parameters that are swept, in the order of `Hyperparameter.all`.
    package var swept: [Hyperparameter] {
        listing?.parameters ?? axes.filter(\.isSwept).map(\.parameter)
    }

    /// What all its runs learn.
    package var kind: TaskKind {
        axes.contains { $0.parameter == .task && $0.values[0] == .word(TaskKind.text.rawValue) } ? .text : .relations
    }

    /// What texts and file names list: the four that shape the model, whatever else is swept, and what has another
    /// value than a default that goes without saying.
    package var named: [Hyperparameter] {
        Self.named(besides: swept + axes.filter { $0.parameter.mustName($0.values[0], for: kind) }.map(\.parameter))
    }

    /// How many bytes the longest combination's file name may have, without its ending.
    var longestName: Int {
        let named = named
        return axes.filter { named.contains($0.parameter) }.reduce(-1) { length, axis in
            length + axis.parameter.name.utf8.count + 2 + (axis.values.map { axis.parameter.label(of: $0).utf8.count }.max() ?? 0)
        }
    }

    /// The four that shape the model and others, in the order of `Hyperparameter.all`.
    static func named(besides others: [Hyperparameter]) -> [Hyperparameter] {
        Hyperparameter.all.filter { $0.isAlwaysNamed || others.contains($0) }
    }

    /// The grid of the standard sweep: 72 combinations, n_embd 16 to 512.
    package static let standardGrid: [Hyperparameter: [Hyperparameter.Value]] = [
        .nLayer: [1, 2].map(Hyperparameter.Value.integer),
        .nHead: [1, 2, 4, 8].map(Hyperparameter.Value.integer),
        .nEmbdFactor: [16, 32, 64].map(Hyperparameter.Value.integer),
        .dropout: [0.1, 0.2, 0.3].map(Hyperparameter.Value.real),
    ]
}
