import Engine

extension SweepPlan {
    /// A plan of all combinations and all seeds of some plans: a combination's place is where it comes first. It is a race
    /// only if all are the same one.
    ///
    /// - Parameter plans: at least one.
    /// - Throws: `SweepPlanError` when there are more combinations than a plan may have.
    init(union plans: [SweepPlan]) throws(SweepPlanError) {
        if plans.dropFirst().allSatisfy({ $0 == plans[0] }) {
            self = plans[0]
            return
        }
        let seeds = plans.dropFirst().reduce(plans[0].seeds) { $0.adding($1.seeds) }
        var known: Set<TrainingConfiguration> = []
        let configurations = plans.flatMap { $0.combinations.map(\.configuration) }.filter { known.insert($0).inserted }
        guard plans.allSatisfy({ $0.kind == plans[0].kind }) else { throw .severalTasks }
        let choices = Self.values(of: configurations, plans[0].kind)
        let grid = try? SweepPlan(choices, seeds: seeds)
        if let grid, grid.combinations.count == configurations.count {
            self = grid
            return
        }
        let parameters = Hyperparameter.belonging(to: plans[0].kind).filter { (choices[$0]?.count ?? 0) > 1 }
        let rows = configurations.map { configuration in parameters.map { configuration[$0] } }
        try self.init(listing: rows, of: parameters, from: choices, seeds: seeds)
    }

    /// The values of each hyper-parameter, in the order in which they come.
    private static func values(
        of configurations: [TrainingConfiguration], _ kind: TaskKind
    ) -> [Hyperparameter: [Hyperparameter.Value]] {
        var choices: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for parameter in Hyperparameter.belonging(to: kind) {
            var known: Set<Hyperparameter.Value> = []
            choices[parameter] = configurations.map { $0[parameter] }.filter { known.insert($0).inserted }
        }
        return choices
    }
}
