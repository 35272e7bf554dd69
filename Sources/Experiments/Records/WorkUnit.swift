package import Engine

/// What one process does at a time for itself: a combination with a block of its seeds.
///
/// Units follow from the plan alone, so that all processes on a folder cut the same ones. A unit has as many
/// seeds as make about ten seconds of work, at least one: small models have all of theirs in one.
package struct WorkUnit: Hashable, Sendable {
    /// The combination's index in the plan.
    package let combination: Int
    /// Indices among the plan's seeds.
    package let seeds: Range<Int>
    /// What its files are called: a digest of the configuration and the seeds, so that it stays the same when
    /// the plan grows.
    package let name: String

    package init(_ combination: Combination, seeds: Range<Int>, of plan: SweepPlan) {
        self.combination = combination.index
        self.seeds = seeds
        name = Self.digest(of: combination.configuration, seeds: plan.seeds[seeds])
    }

    static func digest(of configuration: TrainingConfiguration, seeds: some Sequence<UInt32>) -> String {
        let values = configuration.digested.map { "\($0.name)=\(configuration[$0])" }
        let text = (values + seeds.map(String.init)).joined(separator: " ")
        return String(SHA256.hex(of: Array(text.utf8)).prefix(20))
    }

    /// Its runs, in the plan's order.
    package var ids: [RunID] { seeds.map { RunID(combination: combination, seed: $0) } }

    /// How many seeds of a configuration a unit has.
    package static func size(for configuration: TrainingConfiguration, tasks: TaskLibrary) -> Int {
        let runs = secondsWanted / configuration.workEstimate(in: tasks)
        return Int(min(max(1, runs), Double(largestSize)))
    }

    private static let secondsWanted = 10.0
    private static let largestSize = 1000
}
