/// How a combination ended.
package struct CombinationResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// All its runs finished.
        case succeeded(Averages)
        /// A run failed.
        case failed
        /// A race stopped it after some of its seeds, all of which finished.
        case racedOut(seeds: Int, Averages)
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

    /// The averages over the seeds it has, all of which finished: all seeds, or those before a race stopped it.
    package var averagesSoFar: Averages? {
        switch ending {
        case .succeeded(let averages), .racedOut(_, let averages): averages
        case .failed, .error, .unfinished: nil
        }
    }

    /// The averages of a combination whose runs all finished.
    package var averages: Averages? {
        if case .succeeded(let averages) = ending { averages } else { nil }
    }
}

/// What a combination's runs came to, all of which finished. Shares, 0 to 1, but for the loss.
package struct Averages: Hashable, Sendable {
    package let testAccuracy: Double
    /// The share of runs with a test accuracy above 0.99.
    package let perfectShare: Double
    package let trainAccuracy: Double
    package let trainLoss: Double
}
