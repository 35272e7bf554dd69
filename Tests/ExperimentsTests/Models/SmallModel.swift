import Engine
import Experiments
import Formats

/// A model of three characters, L 1, H 2, C 4, T 3, with the tensors that a test changes.
enum SmallModel {
    static let tensors: [TensorFile.Content] = [
        ("transformer.wte.weight", [3, 4]), ("transformer.wpe.weight", [3, 4]), ("transformer.h.0.ln_1.weight", [4]),
        ("transformer.h.0.attn.c_attn.weight", [12, 4]), ("transformer.h.0.attn.c_proj.weight", [4, 4]), ("transformer.h.0.ln_2.weight", [4]),
        ("transformer.h.0.mlp.c_fc.weight", [16, 4]), ("transformer.h.0.mlp.c_proj.weight", [4, 16]), ("transformer.ln_f.weight", [4]),
    ].map { name, shape in
        let count = shape.reduce(1, *)
        return (name, shape, (0..<count).map { Float($0 % 7 - 3) / 8 })
    }

    static func configuration(_ more: [Hyperparameter: Hyperparameter.Value] = [:]) throws -> TrainingConfiguration {
        let own: [Hyperparameter: Hyperparameter.Value] = [
            .data: .word("abc.txt"), .nLayer: .integer(1), .nHead: .integer(2), .nEmbdFactor: .integer(2), .blockSize: .integer(3),
        ]
        return try TrainingConfiguration(own.merging(more) { $1 }, kind: .text)
    }

    static func file(
        _ tensors: [TensorFile.Content] = tensors, _ more: [Hyperparameter: Hyperparameter.Value] = [:], seed: UInt32 = 7, iteration: Int = 20,
        names: [String] = ["a", "b", "c"], form: ModelVocabulary.Form = .characters
    ) throws -> ModelFile {
        ModelFile(
            configuration: try configuration(more), seed: seed, iteration: iteration, dataHash: "5d41",
            vocabulary: ModelVocabulary(names: names, form: form),
            values: ModelValues(tensors.map { ModelValues.Tensor(name: $0.name, shape: $0.shape, values: $0.values) }))
    }

    /// All tensors, one of them changed.
    static func changing(_ name: String, _ change: (TensorFile.Content) -> TensorFile.Content?) -> [TensorFile.Content] {
        tensors.compactMap { $0.name == "transformer.\(name)" ? change($0) : $0 }
    }
}
