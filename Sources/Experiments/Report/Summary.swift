package import Engine

/// What a whole sweep came to: its combinations' results, ranked, as `sweep_summary.txt` shows them.
package struct Summary: Hashable, Sendable {
    /// A combination whose runs all finished.
    package struct Success: Hashable, Sendable {
        package let combination: Combination
        package let averages: Averages
    }

    /// A combination that a race stopped after some seeds.
    package struct Elimination: Hashable, Sendable {
        package let combination: Combination
        package let seeds: Int
        package let averages: Averages
    }

    /// A combination that could not start.
    package struct Refusal: Hashable, Sendable {
        package let combination: Combination
        package let reason: String
    }

    /// One for each combination, in the plan's order.
    package let results: [CombinationResult]
    /// Those that succeeded, the best average first; equal ones in the plan's order.
    package let ranking: [Success]

    package init(_ results: [CombinationResult]) {
        self.results = results
        ranking = results.compactMap(Success.init).sorted { a, b in
            a.averages.score != b.averages.score
                ? a.averages.isBetter(than: b.averages)
                : a.combination.index < b.combination.index
        }
    }

    package var failed: [CombinationResult] {
        results.filter { $0.ending == .failed }
    }

    package var eliminated: [Elimination] {
        results.compactMap { result in
            if case .eliminated(let seeds, let averages) = result.ending {
                Elimination(combination: result.combination, seeds: seeds, averages: averages)
            } else {
                nil
            }
        }
    }

    package var errors: [Refusal] {
        results.compactMap { result in
            if case .error(let reason) = result.ending {
                Refusal(combination: result.combination, reason: reason)
            } else {
                nil
            }
        }
    }

    /// Those of which runs are missing.
    package var unfinished: [CombinationResult] {
        results.filter { if case .unfinished = $0.ending { true } else { false } }
    }

    /// The mean of the successful combinations' averages; nil when none succeeded.
    package func mean(of metric: Metric) -> Double? {
        let means = results.compactMap { $0.averages?[metric] }
        return means.isEmpty ? nil : means.reduce(0, +) / Double(means.count)
    }

    /// "Successful runs: 71" and the two lines after it, and one more each when a race stopped something or something is
    /// unfinished; a run is what the original calls a combination.
    package var counts: [String] {
        [
            "Successful runs: \(ranking.count)",
            "Failed runs: \(failed.count)",
            "Error runs: \(errors.count)",
        ] + (eliminated.isEmpty ? [] : ["Stopped runs: \(eliminated.count)"])
            + (unfinished.isEmpty ? [] : ["Unfinished runs: \(unfinished.count)"])
    }
}

extension Summary.Success {
    /// Nil for a combination that did not succeed.
    init?(_ result: CombinationResult) {
        guard let averages = result.averages else { return nil }
        self.init(combination: result.combination, averages: averages)
    }
}
