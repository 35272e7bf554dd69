package import Engine

/// What a whole sweep came to: its combinations' results, ranked, as `sweep_summary.txt` shows them.
package struct Summary: Hashable, Sendable {
    /// A combination all of whose runs have ended.
    package struct Ranked: Hashable, Sendable {
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
    /// Those that succeeded, the best average first; equal ones in the plan's order. Of several data each is ranked by itself.
    package let ranking: [Ranked]
    /// The combination with the best average, where failed runs count as the worst value; nil when no run finished, and of
    /// several data, which can't be compared.
    package let best: Ranked?
    /// That with the worst.
    package let worst: Ranked?
    /// The best of each data, as far as a run of it finished.
    let bests: [Ranked]
    /// The data of the results, each once.
    let data: [Hyperparameter.Value]

    package init(_ results: [CombinationResult]) {
        self.results = results
        var data: [Hyperparameter.Value] = []
        for value in results.map(\.combination.configuration[.data]) where !data.contains(value) { data.append(value) }
        self.data = data
        let ranked = results.compactMap(Ranked.init).sorted { a, b in
            a.averages.isBetter(than: b.averages)
                || !b.averages.isBetter(than: a.averages) && a.combination.index < b.combination.index
        }
        let groups = data.map { value in ranked.filter { $0.combination.configuration[.data] == value } }
        ranking = groups.joined().filter { $0.averages.failedCount == 0 }
        bests = groups.compactMap { $0.first { $0.averages.isRanked } }
        best = data.count == 1 ? bests.first : nil
        worst = data.count == 1 ? ranked.last : nil
    }

    package var failed: [CombinationResult] {
        results.filter { if case .failed = $0.ending { true } else { false } }
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

extension Summary.Ranked {
    /// Nil for a combination of which runs are missing, or that a race stopped.
    package init?(_ result: CombinationResult) {
        switch result.ending {
        case .succeeded(let averages), .failed(let averages):
            self.init(combination: result.combination, averages: averages)
        case .eliminated, .error, .unfinished: return nil
        }
    }

    /// How many runs failed, and what they count as: `2 of 20 seeds failed and count as test accuracy 0`; nil for none.
    package var failures: String? {
        let failed = averages.failedCount
        guard failed > 0 else { return nil }
        return "\(failed) of \(averages.runCount) seeds failed and \(failed == 1 ? "counts" : "count") as \(averages.ranking.worstText)"
    }
}
