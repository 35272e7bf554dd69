package import Engine

/// How a combination ended.
package struct CombinationResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// All its runs finished.
        case succeeded(Averages)
        /// A run failed, which counts as the worst value in the averages.
        case failed(Averages)
        /// A race stopped it after some of its seeds, all of which finished.
        case eliminated(seeds: Int, Averages)
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

    /// The averages over the seeds it has: all seeds, or those before a race stopped it.
    package var averagesSoFar: Averages? {
        switch ending {
        case .succeeded(let averages), .eliminated(_, let averages), .failed(let averages): averages
        case .error, .unfinished: nil
        }
    }

    /// The averages of a combination whose runs all finished.
    package var averages: Averages? {
        if case .succeeded(let averages) = ending { averages } else { nil }
    }
}

/// What a combination's runs came to. A run that failed counts as each metric's worst value.
package struct Averages: Hashable, Sendable {
    /// Of counts shares, 0 to 1.
    let means: [Metric: Double]
    /// What combinations are ranked by.
    package let ranking: Metric
    /// The share of runs with a test accuracy above 0.99.
    package let perfectShare: Double
    /// How many runs ended.
    package let runCount: Int
    /// How many of them failed.
    package let failedCount: Int
    /// Of the runs of a text, where their validation loss rose in the end.
    package let overfitting: Overfitting?

    /// A metric's mean over the runs; NaN where it was not measured.
    package subscript(metric: Metric) -> Double { means[metric] ?? .nan }

    /// Those that were measured, in the order of the table.
    var metrics: [Metric] { Metric.all.filter { means[$0] != nil } }
    /// The same where it is none of the two accuracies that every text shows.
    var otherRanking: [Metric] { [ranking].filter { $0.kind == .real && $0 != .trainLoss } }
    /// The mean that they are ranked by.
    package var score: Double { self[ranking] }

    /// Of equal means that with fewer failed runs is better, and what has none that finished is never.
    package func isBetter(than other: Averages) -> Bool {
        guard isRanked, other.isRanked else { return isRanked && !other.isRanked }
        return score != other.score ? ranking.isBetter(score, than: other.score) : failedCount < other.failedCount
    }

    /// Whether a run finished, so that it can be the best.
    var isRanked: Bool { failedCount < runCount }
}
