/// Where a run stands in its plan; runs compare in the plan's order.
package struct RunID: Hashable, Comparable, Sendable {
    /// The combination's index in the plan.
    package let combination: Int
    /// The seed's index among the plan's seeds (not the seed itself).
    package let seed: Int

    package init(combination: Int, seed: Int) {
        self.combination = combination
        self.seed = seed
    }

    package static func < (a: RunID, b: RunID) -> Bool {
        (a.combination, a.seed) < (b.combination, b.seed)
    }
}
