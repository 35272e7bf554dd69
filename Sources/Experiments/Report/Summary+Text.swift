import Engine

extension Summary {
    /// The text of `sweep_summary.txt`; sections that would be empty are left out.
    package func text(date: Timestamp) -> String {
        let heading = [
            "Parameter Sweep Summary", Self.doubleRule(50), "Date: \(date.dateAndTime)",
            "Total combinations: \(results.count)",
        ] + [results.first?.combination.alsoSet].compactMap(\.self)
        let sections = [heading, counts, successes, stopped, failures, refusals, missing, performance, bestConfiguration, reasons]
        return sections.filter { !$0.isEmpty }
            .map { section in section.map { $0 + "\n" }.joined() }
            .joined(separator: "\n")
    }

    static func doubleRule(_ width: Int) -> String { String(repeating: "=", count: width) }
    static func rule(_ width: Int) -> String { String(repeating: "-", count: width) }

    private var successes: [String] {
        if ranking.isEmpty { return [] }
        let lines = zip(1..., ranking).map { rank, entry in
            "\(rank.padded(to: 2, with: " ")). \(entry.combination.assignmentsWithWidth), "
                + Self.accuracies(entry.averages)
        }
        return ["Successful combinations (sorted by average \(ranking[0].averages.ranking.title)):", Self.rule(80)] + lines
    }

    private var stopped: [String] {
        if eliminated.isEmpty { return [] }
        return ["Stopped combinations:"] + eliminated.map { entry in
            "  \(entry.combination.assignmentsWithWidth): stopped after \(entry.seeds) seeds, "
                + Self.accuracies(entry.averages)
        }
    }

    private static func accuracies(_ averages: Averages) -> String {
        "test_acc=\(averages[.testAccuracy].fixed(4)), train_acc=\(averages[.trainAccuracy].fixed(4))"
    }

    private var failures: [String] {
        if failed.isEmpty { return [] }
        return ["Failed combinations:"] + failed.map { "  \($0.combination.assignmentsWithWidth)" }
    }

    private var refusals: [String] {
        if errors.isEmpty { return [] }
        return ["Error combinations:"] + errors.map { "  \($0.combination.assignmentsWithWidth): \($0.reason)" }
    }

    private var missing: [String] {
        if unfinished.isEmpty { return [] }
        return ["Unfinished combinations:"] + unfinished.map { result in
            guard case .unfinished(let recorded, let planned) = result.ending else { return "" }
            return "  \(result.combination.assignmentsWithWidth): \(recorded)/\(planned) seeds"
        }
    }

    /// Why runs failed, each with its seed.
    private var reasons: [String] {
        let lines = results.flatMap { result in
            result.failures.map { "  \(result.combination.assignmentsWithWidth), seed \($0.seed): \($0.reason)" }
        }
        return lines.isEmpty ? [] : ["Reasons for failure:"] + lines
    }

    private var performance: [String] {
        guard let best else { return [] }
        let metric = best.averages.ranking
        return [
            Self.doubleRule(50), "PERFORMANCE SUMMARY", Self.doubleRule(50),
            "Best average \(metric.title): \(best.averages.score.fixed(4))",
        ] + (ranking.last.map { ["Worst average \(metric.title): \($0.averages.score.fixed(4))"] } ?? [])
            + (mean(of: metric).map { ["Mean average \(metric.title): \($0.fixed(4))"] } ?? [])
    }

    private var bestConfiguration: [String] {
        guard let best else { return [] }
        return [
            "Best configuration:",
            "  \(best.combination.assignmentsWithWidth)",
            "  Average test accuracy: \(best.averages[.testAccuracy].fixed(4))",
            "  Average train accuracy: \(best.averages[.trainAccuracy].fixed(4))",
        ] + (best.failures.map { ["  \($0)"] } ?? [])
    }
}
