import Engine

extension SweepPlan {
    /// The plan of every combination of a space: the grid, or with axes that move together a list. Zipped
    /// axes stand in the place of the first of them.
    ///
    /// - Throws: `SweepPlanError` as for a grid, and when the space has a distribution, or a hyper-parameter twice.
    package init(_ space: SweepSpace, seeds: Seeds) throws(SweepPlanError) {
        for parameter in Hyperparameter.all {
            if let distribution = space.distributions[parameter] { throw .notDrawn(parameter, distribution) }
        }
        guard !space.zipped.isEmpty else {
            try self.init(space.choices, seeds: seeds)
            return
        }
        let varying = try space.dimensions().filter(\.varies)
        let parameters = varying.flatMap(\.parameters)
        let order = Hyperparameter.all.compactMap { parameters.firstIndex(of: $0) }
        let rows = try Self.product(of: varying).map { row in order.map { row[$0] } }
        try self.init(
            listing: rows, of: order.map { parameters[$0] }, from: Self.choices(space, rows: rows, order.map { parameters[$0] }),
            seeds: seeds)
    }

    /// Every combination of the dimensions' values, the last dimension fastest.
    private static func product(
        of dimensions: [SweepSpace.Dimension]
    ) throws(SweepPlanError) -> [[Hyperparameter.Value]] {
        var rows: [[Hyperparameter.Value]] = [[]]
        for dimension in dimensions {
            let steps: [[Hyperparameter.Value]] = switch dimension {
            case .values(let axis): axis.values.map { [$0] }
            case .zipped(let axes): axes.rows
            case .distribution: []
            }
            guard steps.count <= largestListing / rows.count else { throw .tooManyListed }
            rows = rows.flatMap { row in steps.map { row + $0 } }
        }
        return rows
    }

    /// The values of each hyper-parameter: those of the space, or of one that rows list the different ones in
    /// the order in which they come.
    private static func choices(
        _ space: SweepSpace, rows: [[Hyperparameter.Value]], _ parameters: [Hyperparameter]
    ) -> [Hyperparameter: [Hyperparameter.Value]] {
        var choices = space.choices
        for (column, parameter) in parameters.enumerated() {
            var known: Set<Hyperparameter.Value> = []
            choices[parameter] = rows.compactMap { known.insert($0[column]).inserted ? $0[column] : nil }
        }
        return choices
    }
}
