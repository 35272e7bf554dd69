import Engine
import Experiments
import Runner

/// What the runs of one combination came to, as a value of the language.
package struct TrainResult: Sendable {
    let combination: Combination
    /// Over the seeds it has; nil when runs are missing.
    let averages: Averages?
    /// After how many seeds a race stopped it.
    let eliminatedAfter: Int?
    let records: [RunRecord]
    let seconds: Double
    /// All that was trained with it.
    let outcome: SweepOutcome

    var folder: String { outcome.folder }

    /// Nil for a combination without a run.
    init?(_ result: CombinationResult, of outcome: SweepOutcome) {
        guard let records = outcome.records[result.combination.index] else { return nil }
        if case .eliminated(let seeds, _) = result.ending { eliminatedAfter = seeds } else { eliminatedAfter = nil }
        combination = result.combination
        averages = result.averagesSoFar
        self.records = records
        seconds = result.seconds
        self.outcome = outcome
    }

    func isSame(as other: TrainResult) -> Bool {
        folder == other.folder && combination.index == other.combination.index
    }

    /// The fields that are no hyper-parameters, with a line of help each.
    static let fields: [(name: String, help: String)] = [
        ("test_accuracy", "mean test accuracy over the seeds, 0 to 1"),
        ("train_accuracy", "mean train accuracy over the seeds, 0 to 1"),
        ("train_loss", "mean loss of the last epoch"),
        ("perfect", "share of the seeds with a test accuracy above 0.99"),
        ("test_accuracies", "test accuracy of each seed, a list; 0 where it failed"),
        ("n_embd", "channels: n_head * n_embd_factor"),
        ("seeds", "the seeds, a list"),
        ("failed", "how many seeds failed; each counts as the worst value in the means"),
        ("seconds", "the runs' seconds, added"),
        ("stopped_after", "the seeds after which a race stopped it, or none"),
        ("folder", "where the results are"),
    ]

    static var fieldNames: [String] { fields.map(\.name) + Hyperparameter.all.map(\.name) }

    /// The value of a field; nil if there is none of that name.
    func field(_ name: String) -> Value? {
        if let parameter = Hyperparameter.named(name) { return Value(combination.configuration[parameter]) }
        return switch name {
        case "test_accuracy": mean(of: .testAccuracy)
        case "train_accuracy": mean(of: .trainAccuracy)
        case "train_loss": mean(of: .trainLoss)
        case "perfect": averages.map { .real($0.perfectShare) } ?? Value.none
        case "test_accuracies": .list(testAccuracies.map(Value.real))
        case "n_embd": .integer(combination.configuration.nEmbd)
        case "seeds": .list(records.map { .integer(Int($0.seed)) })
        case "failed": .integer(records.count { $0.failure != nil })
        case "seconds": .real(seconds)
        case "stopped_after", "raced_out": eliminatedAfter.map { .integer($0) } ?? Value.none
        case "folder": .string(folder)
        default: nil
        }
    }

    private func mean(of metric: Metric) -> Value { averages.map { .real($0[metric]) } ?? .none }

    /// Each seed's.
    var testAccuracies: [Double] { records.map { $0.result?[.testAccuracy] ?? Metric.testAccuracy.worst } }
}

extension TrainResult: CustomStringConvertible {
    /// `n_layer=1, …, n_embd=16: test accuracy 0.0650, train accuracy 0.2426, train loss 0.0698`
    package var description: String {
        guard let averages else { return "\(combination.assignmentsWithWidth): no averages, runs are missing" }
        return "\(combination.assignmentsWithWidth): test accuracy \(averages[.testAccuracy].fixed(4)), "
            + "train accuracy \(averages[.trainAccuracy].fixed(4)), train loss \(averages[.trainLoss].fixed(4))"
            + (averages.failedCount == 0 ? "" : ", \(averages.failedCount) of \(averages.runCount) seeds failed") + (eliminatedAfter.map { ", stopped after \($0) seeds" } ?? "")
    }
}

extension Value {
    init(_ value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .word(let word): .string(word)
        }
    }
}
