/// How a combination ended.
package struct CombinationResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// All its runs finished.
        case succeeded(Averages)
        /// A run failed.
        case failed
        /// It could not start, for the reason given.
        case error(reason: String)
        /// Runs of it are missing.
        case unfinished(recorded: Int, planned: Int)
    }

    /// A run that failed, and why.
    package struct Failure: Hashable, Sendable {
        package let seed: UInt32
        package let reason: String
    }

    package let combination: Combination
    package let ending: Ending
    /// Its runs' seconds, added.
    package let seconds: Double
    /// Its runs that failed, in the order of the seeds.
    package let failures: [Failure]

    package init(combination: Combination, ending: Ending, seconds: Double, failures: [Failure] = []) {
        self.combination = combination
        self.ending = ending
        self.seconds = seconds
        self.failures = failures
    }

    /// The averages of a combination whose runs all finished.
    package var averages: Averages? {
        if case .succeeded(let averages) = ending { averages } else { nil }
    }
}
