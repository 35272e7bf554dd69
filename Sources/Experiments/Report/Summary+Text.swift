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
        let metric = ranking[0].averages.ranking
        let order = metric.direction == .lowerIsBetter ? ", lowest first" : "", apart = data.count > 1 ? ", each data apart" : ""
        return ["Successful combinations (sorted by average \(metric.title)\(order)\(apart)):", Self.rule(80)] + lines
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
            + averages.otherRanking.map { ", \($0.name)=\(averages[$0].fixed(4))" }.joined()
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
        if data.count > 1 { return perData }
        guard let best else { return [] }
        return Self.performanceHeading + lines(of: best.averages.ranking, best.averages.score)
            + (best.averages.otherRanking.isEmpty ? [] : accuracyLines)
    }

    private static let performanceHeading = [doubleRule(50), "PERFORMANCE SUMMARY", doubleRule(50)]

    private func lines(of metric: Metric, _ best: Double) -> [String] {
        ["Best average \(metric.title): \(best.fixed(4))"]
            + (ranking.last.map { ["Worst average \(metric.title): \($0.averages[metric].fixed(4))"] } ?? [])
            + (mean(of: metric).map { ["Mean average \(metric.title): \($0.fixed(4))"] } ?? [])
    }

    /// The first of these lines, where something else ranks and one data is trained on.
    var bestAccuracy: [String] {
        best.map { $0.averages.otherRanking.isEmpty } ?? true ? [] : Array(accuracyLines.prefix(1))
    }

    /// The best, worst and mean test accuracy, which readers look for, where something else ranks; none where tokens differ, so that
    /// shares of right ones can't be compared.
    private var accuracyLines: [String] {
        guard best?.averages.ranking.isPerToken ?? true else { return [] }
        let metric = Metric.testAccuracy, means = ranking.map { $0.averages[metric] }
        guard let best = means.max(), let worst = means.min(), let mean = mean(of: metric) else { return [] }
        return zip(["Best", "Worst", "Mean"], [best, worst, mean]).map { "\($0) average \(metric.title): \($1.fixed(4))" }
    }

    /// The best of each data, as far as a run of it finished.
    private var perData: [String] {
        let lines = bests.map { best in
            let metric = best.averages.ranking
            return "Best average \(metric.title) of \(best.combination.dataText): \(best.averages[metric].fixed(4)) with \(best.combination.assignmentsWithWidth)"
        }
        return lines.isEmpty ? [] : Self.performanceHeading + lines
    }

    private var bestConfiguration: [String] {
        guard let best else { return [] }
        return [
            "Best configuration:",
            "  \(best.combination.assignmentsWithWidth)",
            "  Average test accuracy: \(best.averages[.testAccuracy].fixed(4))",
            "  Average train accuracy: \(best.averages[.trainAccuracy].fixed(4))",
        ] + best.averages.otherRanking.map { "  Average \($0.title): \(best.averages[$0].fixed(4))" }
            + (best.averages.overfitting.map { ["  Overfitting: \($0)"] } ?? []) + (best.failures.map { ["  \($0)"] } ?? [])
    }
}
