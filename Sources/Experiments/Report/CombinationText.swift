import Engine

/// The text of one combination, as the original's console and files hold it.
enum CombinationText {
    static func opening(_ combination: Combination, seeds: Int) -> String {
        "Training and evaluating with \(seeds) random seeds, \(combination.assignments)"
    }

    /// One run's line.
    static func line(for record: RunRecord, of combination: Combination) -> String {
        let start = "Random seed \(Int(record.seed).padded(to: 2, with: "0"))"
        switch record.ending {
        case .failed:
            return "\(start) failed: \(record.ending.reason ?? "")"
        case .finished(let findings):
            let results = [
                "Train loss: \(findings.trainLoss.fixed(4))",
                "Train acc: \(findings.trainAccuracy.fixed(2))",
                "Time taken: \(record.seconds.fixed(2))s",
                "WTE weight: \(Double(findings.tokenEmbeddingSum).pythonDescription)",
                "Train input first: \(findings.firstTrainingInput)",
                combination.listed(between: ": ", separator: ", "),
                "n_embd: \(combination.configuration.nEmbd)",
            ]
            return "\(start) Test accuracy: \(findings.testAccuracy.fixed(2)) \(results.joined(separator: ", "))"
        }
    }

    /// The line after the last run's of a combination that a race stopped. It has none of the lines that tell
    /// scripts of a complete one.
    static func racedOut(at count: Int, of seeds: Int, _ averages: Averages?) -> String {
        let so = averages.map {
            ", test accuracy so far \($0.testAccuracy.fixed(4)), train accuracy so far \($0.trainAccuracy.fixed(4))"
        }
        return "Raced out at \(count) of \(seeds) random seeds" + (so ?? "")
    }

    /// The lines after the last run's.
    static func closing(_ averages: Averages) -> [String] {
        [
            "Average test accuracy: \(averages.testAccuracy.fixed(4))",
            "Total perfect accuracies percentage: \(averages.perfectShare.fixed(4))",
            "Average train accuracy: \(averages.trainAccuracy.fixed(4))",
            "Average train loss: \(averages.trainLoss.fixed(4))",
            "SWEEP_RESULT_AVG_TEST_ACCURACY: \(averages.testAccuracy.fixed(6))",
            "SWEEP_RESULT_AVG_TRAIN_ACCURACY: \(averages.trainAccuracy.fixed(6))",
        ]
    }
}
