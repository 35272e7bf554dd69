package import Engine

extension SweepPlan {
    /// The plan with more seeds, and with more values of hyper-parameters; what it has already stays, in its place.
    ///
    ///     try plan.extended(by: [.nLayer: [.integer(3)]], seeds: Seeds(parsing: "50..99"))
    ///
    /// - Throws: `SweepPlanError` when a value is not allowed, the plan is a race, whose looks would be other ones, or
    ///   it is no full grid: which of its combinations a new value would belong to is then not known.
    package func extended(
        by choices: [Hyperparameter: [Hyperparameter.Value]], seeds more: Seeds?
    ) throws(SweepPlanError) -> SweepPlan {
        guard !isRaced else { throw .raceNotExtendable }
        var all: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for axis in axes {
            all[axis.parameter] = axis.values
            for value in choices[axis.parameter] ?? [] {
                let value = try Self.checked(value, of: axis.parameter)
                if all[axis.parameter]?.contains(value) == false { all[axis.parameter]?.append(value) }
            }
        }
        let seeds = more.map { self.seeds.adding($0) } ?? self.seeds
        if axes.allSatisfy({ all[$0.parameter] == $0.values }) { return with(seeds) }
        guard kept == nil, listing == nil else { throw .notExtendable }
        return try SweepPlan(all, seeds: seeds)
    }
}

extension Seeds {
    /// These seeds, then those of the others that are not among them.
    package func adding(_ others: Seeds) -> Seeds {
        let positions = positions
        let new = others.filter { positions($0) == nil }
        // Neither holds a seed twice, so that the list doesn't.
        return (try? Seeds(list: Array(self) + new)) ?? self
    }
}
