import Engine

/// What a sweep's console shows around the texts of its combinations.
enum ConsoleText {
    static func opening(_ plan: SweepPlan, folder: String) -> [String] {
        let lists = plan.axes.filter { plan.named.contains($0.parameter) }.map { axis in
            "\(axis.parameter.name) values: [\(axis.values.map(\.description).joined(separator: ", "))]"
        }
        let others = [plan.combinations.first?.alsoSet].compactMap(\.self)
        return ["Starting parameter sweep..."] + lists + others + [
            "Total combinations: \(plan.combinations.count)",
            "Results will be saved to: \(folder)",
            Summary.rule(80),
        ]
    }

    /// The block above a combination's text.
    static func heading(_ combination: Combination) -> [String] {
        [
            "",
            Summary.doubleRule(60),
            "Running with \(combination.assignments)",
            "n_embd will be: \(combination.configuration.nEmbd)",
            Summary.doubleRule(60),
        ]
    }

    /// The two lines below it.
    static func ending(_ result: CombinationResult) -> [String] {
        let assignments = result.combination.assignments
        let verdict = switch result.ending {
        case .succeeded: "✓ Successfully completed \(assignments)"
        case .failed: "✗ Failed with \(assignments)"
        case .eliminated(let seeds, _): "– Stopped by the race after \(seeds) seeds: \(assignments)"
        case .unfinished(let recorded, let planned): "✗ Unfinished \(assignments): \(recorded)/\(planned) seeds"
        case .error(let reason): "✗ Error running \(assignments): \(reason)"
        }
        return [verdict, "Time taken: \(result.seconds.fixed(2)) seconds"]
    }

    static func closing(_ summary: Summary, savedTo path: String) -> [String] {
        let best = summary.bests.flatMap { best in
            let of = summary.data.count > 1 ? " of \(best.combination.dataText)" : ""
            return ["Best average \(best.averages.ranking.title)\(of): \(best.averages.score.fixed(4))"] + (best.failures.map { [$0] } ?? [])
        } + summary.bestAccuracy
        return ["", Summary.doubleRule(80), "SWEEP SUMMARY", Summary.doubleRule(80)]
            + summary.counts + best + ["", "Summary saved to: \(path)"]
    }

    /// The last line of `train` and `sweep`.
    static func whereFilesAre(_ folder: String) -> String {
        "All output files saved to: \(folder)"
    }
}
