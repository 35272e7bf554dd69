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

    /// The combinations, the best average test accuracy first.
    var ranking: [TrainResult] {
        let byIndex = Dictionary(uniqueKeysWithValues: combinations.map { ($0.combination.index, $0) })
        return outcome.summary.ranking.compactMap { byIndex[$0.combination.index] }
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
        case "best": ranking.first.map(Value.result) ?? Value.none
        case "worst": ranking.last.map(Value.result) ?? Value.none
        case "mean_test_accuracy": outcome.summary.meanTestAccuracy.map(Value.real) ?? Value.none
        case "seconds": .real(combinations.reduce(0) { $0 + $1.seconds })
        case "folder": .string(outcome.folder)
        default: nil
        }
    }
}

extension SweepResult: CustomStringConvertible {
    /// `4 combinations, the best n_layer=1, …`
    package var description: String {
        let best = ranking.first.map { ", the best \($0)" } ?? ""
        return (combinations.count == 1 ? "1 combination" : "\(combinations.count) combinations") + best
    }
}
