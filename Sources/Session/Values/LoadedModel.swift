import Engine
package import Experiments
import Runner

/// A trained model, as a value of the language.
package struct LoadedModel: Sendable {
    package let file: ModelFile
    /// What its run measured; nil where only the model is known.
    let record: RunRecord?

    init(_ file: ModelFile, record: RunRecord? = nil) {
        self.file = file
        self.record = record
    }

    var configuration: TrainingConfiguration { file.configuration }
    var kind: TaskKind { configuration.kind }

    func isSame(as other: LoadedModel) -> Bool {
        configuration == other.configuration && file.seed == other.file.seed && file.iteration == other.file.iteration
            && file.dataHash == other.file.dataHash && file.values == other.file.values
    }

    /// The fields that are no hyper-parameters, with a line of help each.
    var fields: [(name: String, help: String)] { Self.fields(of: kind) }

    static func fields(of kind: TaskKind) -> [(name: String, help: String)] {
        let metric = Metric.measured(of: kind)[0]
        return [
            ("seed", "the seed that it was trained with"),
            ("iteration", "the updates made, \(kind.updateName)s"),
            (metric.name, "\(metric.title) of its run at that point, or none where only the model is known"),
            ("vocabulary", "the names of its tokens, a list"),
            ("embedding", "the vector of each token, a list of lists"),
            ("parameters", "how many numbers it has"),
            ("n_embd", "channels: n_head * n_embd_factor"),
        ]
    }

    var fieldNames: [String] { fields.map(\.name) + parameters.map(\.name) }

    /// The hyper-parameters that it has.
    var parameters: [Hyperparameter] { Hyperparameter.belonging(to: kind) }

    /// The value of a field; nil if there is none of that name.
    func field(_ name: String) -> Value? {
        if let parameter = Hyperparameter.named(name), parameter.belongs(to: kind) { return Value(configuration[parameter]) }
        return switch name {
        case "seed": .integer(Int(file.seed))
        case "iteration": .integer(file.iteration)
        case ranking.name: measured.map(Value.real) ?? Value.none
        case "vocabulary": .list(file.vocabulary.names.map(Value.string))
        case "embedding": .list(embedding)
        case "parameters": .integer(file.values.tensors.reduce(0) { $0 + $1.values.count })
        case "n_embd": .integer(configuration.nEmbd)
        default: nil
        }
    }

    private var embedding: [Value] {
        let values = file.values["transformer.wte.weight"]?.values ?? []
        return TokenEmbedding(values, width: configuration.nEmbd).vectors.map { .list($0.map { .real(Double($0)) }) }
    }

    private var ranking: Metric { Metric.measured(of: kind)[0] }

    /// What its run measured after the model's updates; nil where that is not known.
    private var measured: Double? {
        guard let result = record?.result else { return nil }
        if file.iteration == configuration.updates { return result[ranking] }
        return result.text?.evaluations.first { $0.iteration == file.iteration }?.validation
    }
}

extension LoadedModel: CustomStringConvertible {
    /// `seed 3 of n_layer=4, …, 2,000 iterations, val loss 1.8982`
    package var description: String {
        let updates = "\(file.iteration.grouped) \(configuration.kind.updateName)\(file.iteration == 1 ? "" : "s")"
        let score = measured.map { ", \(ranking.title) \($0.fixed(4))" } ?? ""
        return "\(configuration.run(seed: file.seed)), \(updates)\(score)"
    }
}
