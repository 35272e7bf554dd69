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

    /// The combination with the best average test accuracy, where a failed run counts as accuracy 0.
    var best: TrainResult? { outcome.summary.best.flatMap { self[$0] } }
    /// The one with the worst.
    var worst: TrainResult? { outcome.summary.worst.flatMap { self[$0] } }

    private subscript(ranked: Summary.Ranked) -> TrainResult? {
        combinations.first { $0.combination.index == ranked.combination.index }
    }

    static let fields: [(name: String, help: String)] = [
        ("best", "the combination with the best mean test accuracy"),
        ("worst", "the combination with the worst"),
        ("mean_test_accuracy", "the mean over all combinations"),
        ("seconds", "the runs' seconds, added"),
        ("folder", "where the results are"),
    ]

    /// The value of a field; nil if there is none of that name.
    func field(_ name: String) -> Value? {
        switch name {
        case "best": best.map(Value.result) ?? Value.none
        case "worst": worst.map(Value.result) ?? Value.none
        case "mean_test_accuracy": outcome.summary.mean(of: .testAccuracy).map(Value.real) ?? Value.none
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
