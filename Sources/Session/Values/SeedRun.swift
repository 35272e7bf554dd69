import Engine
import Experiments
import Runner

/// One run of a result, as a value of the language: `r[3]`.
package struct SeedRun: Sendable {
    let record: RunRecord
    /// What it is one of.
    let result: TrainResult

    var seed: UInt32 { record.seed }
    /// The SHA-256 of the data that it learned.
    var dataHash: String { result.outcome.manifest.dataHashes[record.configuration.data] ?? "" }
    private var kind: TaskKind { record.configuration.kind }

    func isSame(as other: SeedRun) -> Bool { seed == other.seed && result.isSame(as: other.result) }

    /// The fields that are no hyper-parameters, with a line of help each.
    var fields: [(name: String, help: String)] { Self.fields(of: kind) }

    static func fields(of kind: TaskKind) -> [(name: String, help: String)] {
        Metric.measured(of: kind).map { ($0.name, "\($0.title)\($0.worstText(of: kind))") } + commonFields
            + (kind == .text ? [ResultField.evaluations] : []) + [ResultField.items(of: kind)]
    }

    private static let commonFields: [(name: String, help: String)] = [
        ("seed", "its seed"),
        ("loss_curve", "[epoch or iteration, loss] of the updates that are kept, a list"),
        ResultField.embedding,
        ("n_embd", "channels: n_head * n_embd_factor"),
        ("seconds", "how long it took"),
        ("failed", "why it failed, or none"),
        ("folder", "where the results are"),
    ]

    var fieldNames: [String] { fields.map(\.name) + parameters.map(\.name) }

    /// The hyper-parameters that it has.
    var parameters: [Hyperparameter] { result.parameters }

    /// The value of a field; nil if there is none of that name.
    ///
    /// - Throws: `SessionError.failed` where nothing tells what the facts are called.
    func field(_ name: String) throws(SessionError) -> Value? {
        if let parameter = Hyperparameter.named(name), parameter.belongs(to: kind) { return Value(record.configuration[parameter]) }
        if let metric = Metric.named(name), Metric.measured(of: kind).contains(metric) {
            return .real(record.result?[metric] ?? metric.worst)
        }
        switch name {
        case "seed": return .integer(Int(seed))
        case "loss_curve": return ResultField.lossCurve([record])
        case "evaluations" where kind == .text: return ResultField.evaluations([record])
        case "test_items": return try testItems
        case "embedding": return record.result?.embedding.map(ResultField.vectors) ?? Value.none
        case "n_embd": return .integer(record.configuration.nEmbd)
        case "seconds": return .real(record.seconds)
        case "failed": return record.failure.map(Value.string) ?? Value.none
        case "folder": return .string(result.folder)
        default: return nil
        }
    }

    private var testItems: Value {
        get throws(SessionError) {
            guard let found = record.result else { return .list([]) }
            if let text = found.text { return .list(text.segments.map { .real(Double($0)) }) }
            let vocabulary = try result.relations.vocabulary
            return .list(zip(found.testInputs, found.testItemsRight).map { fact, isRight in
                .list(ResultField.words(fact, vocabulary) + [.boolean(isRight)])
            })
        }
    }
}

extension SeedRun: CustomStringConvertible {
    /// `seed 3 of n_layer=1, …: test accuracy 0.7500, train accuracy 1.0000, train loss 0.0698`
    package var description: String {
        let run = "seed \(seed) of \(result.combination.assignmentsWithWidth)"
        guard let found = record.result else { return "\(run): failed, \(record.failure ?? "")" }
        let shown: [Metric] = (kind == .text ? [.valLoss] : []) + [.testAccuracy, .trainAccuracy, .trainLoss]
        return "\(run): " + shown.map { "\($0.title) \(found[$0].fixed(4))" }.joined(separator: ", ")
    }
}

extension Metric {
    /// What a run that failed has of it, in words.
    fileprivate func worstText(of kind: TaskKind) -> String {
        let range = self.kind == .real ? "" : ", 0 to 1"
        return "\(range); \(worst.pythonDescription) where the run failed"
    }
}
