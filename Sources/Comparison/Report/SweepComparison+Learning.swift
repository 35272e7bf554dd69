import Engine
import Experiments

// What is said of the runs of a text beside their ranks.
extension SweepComparison {
    /// More than these are counted, not told.
    private static let mostTold = 3

    /// Where validation loss rose again before the end, the best first.
    var overfittingNotes: [String] {
        guard scale.metric != .bestValLoss else { return [] }
        let found = rows.compactMap { row in
            Overfitting(row.contender.scores.map(\.evaluations).filter { !$0.isEmpty }).map { (row, $0) }
        }
        guard !found.isEmpty else { return [] }
        let told = found.prefix(Self.mostTold).map { row, overfitting in
            let place = row.rank.map { " at rank \($0)" } ?? ""
            return "Overfitting\(rows.count > 1 ? place : ""): \(overfitting)."
        }
        let more = found.count > told.count ? ["\(ReportText.count(found.count - told.count, "more combination")) overfitted too."] : []
        return told + more + ["metric=best_val_loss ranks by the loss there. \(rows.map(\.contender).evaluationText)"]
    }

    /// What pairing by seed does to the variance of differences. Only models of one shape start from the same values.
    var pairingNote: String? {
        guard let share = pairedShare else { return nil }
        let shape = varied.filter(Self.shaping.contains).map(\.name)
        let note = "Pairing by seed: Δ has \(ReportText.percent(share)) of the variance that it would have with other seeds on both sides, as "
            + "estimated from these."
        if shape.isEmpty { return note }
        return note + " Where \(shape.joined(separator: " or ")) differs, models start from other values, and pairing gains little."
    }

    private static let shaping: [Hyperparameter] = [
        .nLayer, .nHead, .nEmbdFactor, .blockSize, .bias, .tied, .initialization, .tokenizer, .vocabSize,
    ]

    private var varied: [Hyperparameter] {
        Hyperparameter.all.filter { parameter in Set(rows.map { $0.contender.configuration[parameter] }).count > 1 }
    }

    /// The variances of the differences, summed over the rows, over those of both sides; nil for relations, and for too few seeds.
    private var pairedShare: Double? {
        guard let reference, reference.contender.configuration.kind == .text, reference.scores.count >= Self.fewestForPairing,
            let base = reference.scores.deviation
        else { return nil }
        var paired = 0.0, apart = 0.0
        for row in rows where row.commonSeedCount == reference.scores.count && row.scores.count == reference.scores.count {
            guard let difference = row.difference?.deviation, let own = row.scores.deviation else { continue }
            paired += difference * difference
            apart += own * own + base * base
        }
        return apart > 0 ? paired / apart : nil
    }

    /// With fewer seeds the estimate is worth nothing.
    private static let fewestForPairing = 10
}
