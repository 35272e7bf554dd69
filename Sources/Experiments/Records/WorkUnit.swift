import CSodium
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
        let values = combination.configuration.digested.map { "\($0.name)=\(combination.configuration[$0])" }
        let text = (values + plan.seeds[seeds].map(String.init)).joined(separator: " ")
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, Array(text.utf8), UInt64(text.utf8.count))
        name = digest.prefix(10).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Its runs, in the plan's order.
    package var ids: [RunID] { seeds.map { RunID(combination: combination, seed: $0) } }

    /// How many seeds of a configuration a unit has.
    package static func size(for configuration: TrainingConfiguration, task: LearningTask) -> Int {
        let runs = secondsWanted / configuration.workEstimate(for: task)
        return Int(min(max(1, runs), Double(largestSize)))
    }

    private static let secondsWanted = 10.0
    private static let largestSize = 1000
}
