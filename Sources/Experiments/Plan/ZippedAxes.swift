package import Engine

/// Hyper-parameters that move together: the first value of each, then the second of each, and so on.
///
///     try ZippedAxes([.nLayer: [.integer(1), .integer(2)], .nHead: [.integer(4), .integer(8)]])
///     // n_layer=1, n_head=4, then n_layer=2, n_head=8
package struct ZippedAxes: Hashable, Sendable {
    /// At least two, in the order of `Hyperparameter.all`.
    package let parameters: [Hyperparameter]
    /// For each step a value of each hyper-parameter, in their order; never empty, no row twice.
    package let rows: [[Hyperparameter.Value]]

    /// - Throws: `SweepPlanError` when there are fewer than two hyper-parameters, one has no value or one that is
    ///   not allowed, one has more values than another or than are planned, or a step repeats another.
    package init(_ columns: [Hyperparameter: [Hyperparameter.Value]]) throws(SweepPlanError) {
        parameters = Hyperparameter.all.filter { columns[$0] != nil }
        guard let first = parameters.first, parameters.count > 1 else { throw .zippedAlone }
        let lists = parameters.map { columns[$0] ?? [] }
        for (parameter, values) in zip(parameters, lists) {
            guard !values.isEmpty else { throw .noValue(parameter) }
            guard values.count == lists[0].count else {
                throw .unequalLengths(first, lists[0].count, parameter, values.count)
            }
        }
        guard lists[0].count <= SweepPlan.largestListing else { throw .tooManyListed }
        var rows: [[Hyperparameter.Value]] = []
        var known: Set<[Hyperparameter.Value]> = []
        for step in lists[0].indices {
            var row: [Hyperparameter.Value] = []
            for (parameter, values) in zip(parameters, lists) {
                row.append(try SweepPlan.checked(values[step], of: parameter))
            }
            guard known.insert(row).inserted else { throw .repeatedCombination(Listing.text(row, parameters)) }
            rows.append(row)
        }
        self.rows = rows
    }
}
