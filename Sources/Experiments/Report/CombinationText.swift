import Engine

/// The text of one combination, as the original's console and files hold it.
enum CombinationText {
    /// The original's line, and one of its own for what that line does not name.
    static func opening(_ combination: Combination, seeds: Int) -> [String] {
        ["Training and evaluating with \(seeds) random seeds, \(combination.assignments)"]
            + [combination.alsoSet].compactMap(\.self)
    }

    /// One run's line.
    static func line(for record: RunRecord, of combination: Combination) -> String {
        let start = "Random seed \(Int(record.seed).padded(to: 2, with: "0"))"
        switch record.ending {
        case .failed:
            return "\(start) failed: \(record.failure ?? "")"
        case .finished(let result):
            let results = [
                "Train loss: \(result[.trainLoss].fixed(4))",
                "Train acc: \(result[.trainAccuracy].fixed(2))",
                "Time taken: \(record.seconds.fixed(2))s",
                "WTE weight: \(Double(result.tokenEmbeddingSum).pythonDescription)",
                "Train input first: \(result.firstTrainingInput)",
                combination.listed(between: ": ", separator: ", "),
                "n_embd: \(combination.configuration.nEmbd)",
            ] + (result.metrics[.valLoss].map { ["Val loss: \($0.number.fixed(4))"] } ?? [])
            return "\(start) Test accuracy: \(result[.testAccuracy].fixed(2)) \(results.joined(separator: ", "))"
        }
    }

    /// The line after the last run's of a combination that a race stopped. It has none of the lines that tell
    /// scripts of a complete one.
    static func eliminated(at count: Int, of seeds: Int, _ averages: Averages?) -> String {
        let metrics = [Metric.testAccuracy, .trainAccuracy] + (averages?.otherRanking ?? [])
        let so = averages.map { averages in metrics.map { ", \($0.title) so far \(averages[$0].fixed(4))" } }
        return "Stopped by the race after \(count) of \(seeds) random seeds" + (so ?? []).joined()
    }

    /// The lines after the last run's.
    static func closing(_ averages: Averages) -> [String] {
        let reals = averages.metrics.filter { $0.kind == .real && $0 != .trainLoss }
        return [
            "Average test accuracy: \(averages[.testAccuracy].fixed(4))",
            "Total perfect accuracies percentage: \(averages.perfectShare.fixed(4))",
            "Average train accuracy: \(averages[.trainAccuracy].fixed(4))",
        ] + ([.trainLoss] + reals).map { "Average \($0.title): \(averages[$0].fixed(4))" }
            + (averages.overfitting.map { ["Overfitting: \($0)"] } ?? [])
            + ([.testAccuracy, .trainAccuracy] + reals).map { "SWEEP_RESULT_AVG_\($0.name.uppercased()): \(averages[$0].fixed(6))" }
    }
}
