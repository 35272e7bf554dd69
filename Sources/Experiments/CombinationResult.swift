/// How a combination ended.
package struct CombinationResult: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        /// All its runs finished.
        case succeeded(Averages)
        /// A run failed.
        case failed
        /// It could not start, for the reason given.
        case error(reason: String)
    }

    package let combination: Combination
    package let ending: Ending
    /// Its runs' seconds, added.
    package let seconds: Double

    /// The averages of a combination whose runs all finished.
    package var averages: Averages? {
        if case .succeeded(let averages) = ending { averages } else { nil }
    }
}
