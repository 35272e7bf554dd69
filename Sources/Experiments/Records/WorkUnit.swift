package import Engine

/// What one process does at a time for itself: a combination with a block of its seeds.
///
/// Units follow from the plan alone, so that all processes on a folder cut the same ones. A unit has as many
/// seeds as make about ten seconds of work, or a fiftieth of the plan's where that is less, so that many processes find something
/// to do; at least one, and at least two seconds' worth: the smallest models have all of theirs in one.
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
    ///
    /// - Parameter work: all of the plan's, in the units of `TrainingConfiguration.workEstimate(in:)`.
    package static func size(for configuration: TrainingConfiguration, of work: Double, tasks: TaskLibrary) -> Int {
        let seconds = min(secondsWanted, max(fewestSeconds, work / 50))
        return Int(min(max(1, seconds / configuration.workEstimate(in: tasks)), Double(largestSize)))
    }

    private static let secondsWanted = 10.0
    private static let fewestSeconds = 2.0
    private static let largestSize = 1000
}

extension SweepPlan {
    /// What all its runs cost, in the units of `TrainingConfiguration.workEstimate(in:)`.
    package func work(in tasks: TaskLibrary) -> Double {
        combinations.reduce(0) { $0 + $1.configuration.workEstimate(in: tasks) } * Double(seeds.count)
    }
}
