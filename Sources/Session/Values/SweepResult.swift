import Engine
import Experiments
import Runner

/// What a sweep came to, as a value of the language: a sequence of its combinations, in the plan's order.
package struct SweepResult: Sendable {
    let outcome: SweepOutcome
    let combinations: [TrainResult]

    init(_ outcome: SweepOutcome) {
        self.outcome = outcome
        combinations = outcome.summary.results.compactMap { TrainResult($0, of: outcome) }
    }

    private var kind: TaskKind { outcome.plan.kind }

    private func mean(of metric: Metric) -> Value { outcome.summary.mean(of: metric).map(Value.real) ?? .none }

    /// The combination with the best average of what ranks, where a failed run counts as the worst value; none where the
    /// combinations are of several data.
    var best: TrainResult? { outcome.summary.best.flatMap { self[$0] } }
    /// The one with the worst.
    var worst: TrainResult? { outcome.summary.worst.flatMap { self[$0] } }

    private subscript(ranked: Summary.Ranked) -> TrainResult? {
        combinations.first { $0.combination.index == ranked.combination.index }
    }

    var fields: [(name: String, help: String)] { Self.fields(rankedBy: outcome.summary.best?.averages.ranking ?? .testAccuracy) }

    static func fields(rankedBy ranking: Metric) -> [(name: String, help: String)] {
        [
            ("best", "the combination with the best mean \(ranking.title)"),
            ("worst", "the combination with the worst"),
            ("mean_\(ranking.name)", "the mean over all combinations"),
        ] + (ranking == .testAccuracy || !ranking.isPerToken ? [] : [("mean_\(Metric.testAccuracy.name)", "the mean test accuracy over all combinations")]) + [
            ("seconds", "the runs' seconds, added"),
            ("folder", "where the results are"),
        ]
    }

    /// The value of a field; nil if there is none of that name.
    func field(_ name: String) -> Value? {
        switch name {
        case "best": best.map(Value.result) ?? Value.none
        case "worst": worst.map(Value.result) ?? Value.none
        case "mean_test_accuracy": mean(of: .testAccuracy)
        case "mean_val_loss" where kind == .text: mean(of: .valLoss)
        case "mean_val_bits_per_byte" where kind == .text: mean(of: .valBitsPerByte)
        case "seconds": .real(combinations.reduce(0) { $0 + $1.seconds })
        case "folder": .string(outcome.folder)
        default: nil
        }
    }
}

extension SweepResult: CustomStringConvertible {
    /// `4 combinations, the best n_layer=1, …`
    package var description: String {
        let best = best.map { ", the best \($0)" } ?? ""
        return (combinations.count == 1 ? "1 combination" : "\(combinations.count) combinations") + best
    }
}
