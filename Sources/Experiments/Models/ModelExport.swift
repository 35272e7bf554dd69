package import Engine
import Formats

/// The layouts of other programs that a model is written in.
///
/// | layout | files | what it is |
/// | --- | --- | --- |
/// | hf | config.json, model.safetensors, of byte pairs vocab.json and merges.txt | Hugging Face's GPT-2: weights of Linears transposed, every bias there |
/// | nanogpt | model.safetensors | the state of nanoGPT's GPT, the tied head listed again, its arguments in the metadata |
///
/// The metadata have what a checkpoint's have, so that import gives the same model back.
package enum ModelLayout: String, CaseIterable, Sendable {
    case hf, nanogpt
}

/// Why a layout can't hold a model.
package enum ModelExportError: Error, Equatable {
    /// A head that is no token embedding.
    case untied(TaskKind)
    /// A head with a bias.
    case headBias(TaskKind)
}

extension ModelExportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .untied(let kind):
            "nanoGPT's head is its token embedding, and this model's is its own\(Self.remedy(kind, "tied=true, or export it as=hf"))"
        case .headBias(let kind):
            "Hugging Face's GPT-2 has no bias on its head, and this model has one\(Self.remedy(kind, "bias=false or tied=true"))"
        }
    }

    /// Of relations each model is like that, and its checkpoint has PyTorch's names as it is.
    private static func remedy(_ kind: TaskKind, _ training: String) -> String {
        switch kind {
        case .relations: ", as every model of relations; PyTorch can load its checkpoint, a safetensors file, as it is"
        case .text: "; train it with \(training)"
        }
    }
}

extension ModelFile {
    /// The files of a model in another layout, by their names.
    package func exported(as layout: ModelLayout) throws(ModelExportError) -> [(name: String, bytes: [UInt8])] {
        switch layout {
        case .hf: try hfFiles
        case .nanogpt: [("model.safetensors", try nanoGPTFile)]
        }
    }

    private var nanoGPTFile: [UInt8] {
        get throws(ModelExportError) {
            guard configuration.isTied else { throw .untied(configuration.kind) }
            guard let wte = values[ModelTensorName.wte] else { preconditionFailure("every model has a token embedding") }
            let head = ModelValues.Tensor(name: ModelTensorName.head, shape: wte.shape, values: wte.values)
            let arguments: JSONObject = [
                "n_layer": JSONValue(configuration.nLayer), "n_head": JSONValue(configuration.nHead),
                "n_embd": JSONValue(configuration.nEmbd), "block_size": JSONValue(windowLength),
                "bias": .boolean(configuration.hasBias), "vocab_size": JSONValue(vocabulary.names.count),
                "dropout": JSONValue(brief: configuration.dropout),
            ]
            return bytes(exporting: values.tensors + [head], [("model_args", JSONWriter.text(of: .object(arguments), .unsortedLine))])
        }
    }

    private var hfFiles: [(name: String, bytes: [UInt8])] {
        get throws(ModelExportError) {
            guard values["lm_head.bias"] == nil else { throw .headBias(configuration.kind) }
            let tensors = values.tensors.flatMap { tensor in
                [tensor.isLinearOfBlock ? tensor.transposed : tensor] + (missingBias(of: tensor).map { [$0] } ?? [])
            }
            let config = JSONWriter.bytes(of: .object(hfConfiguration), .page) + [UInt8(ascii: "\n")]
            return [("config.json", config), ("model.safetensors", bytes(exporting: tensors, []))] + vocabularyFiles
        }
    }

    /// The zeros that stand for a bias that the model hasn't, and GPT-2 has.
    private func missingBias(of tensor: ModelValues.Tensor) -> ModelValues.Tensor? {
        guard !configuration.hasBias, tensor.isLinearOfBlock || tensor.shape.count == 1 else { return nil }
        return ModelValues.Tensor(
            name: tensor.name.dropLast("weight".count) + "bias", shape: [tensor.shape[0]],
            values: [Float](repeating: 0, count: tensor.shape[0]))
    }

    private var hfConfiguration: JSONObject {
        [
            "architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "vocab_size": JSONValue(vocabulary.names.count),
            "n_positions": JSONValue(windowLength), "n_embd": JSONValue(configuration.nEmbd), "n_layer": JSONValue(configuration.nLayer),
            "n_head": JSONValue(configuration.nHead), "activation_function": "gelu", "resid_pdrop": JSONValue(0.0), "embd_pdrop": JSONValue(0.0),
            "attn_pdrop": JSONValue(0.0), "layer_norm_epsilon": JSONValue(1e-5), "tie_word_embeddings": .boolean(configuration.isTied),
            "torch_dtype": "float32", "bos_token_id": .null, "eos_token_id": .null,
        ]
    }

    /// What Hugging Face's tokenizer of byte pairs is made from.
    private var vocabularyFiles: [(name: String, bytes: [UInt8])] {
        guard case .bytePairs(let merges) = vocabulary.form else { return [] }
        let numbers = JSONObject(vocabulary.names.enumerated().map { ($1, JSONValue($0)) })
        let lines = ["#version: 0.2"] + merges.map { "\(vocabulary.names[Int($0.left)]) \(vocabulary.names[Int($0.right)])" }
        return [
            ("vocab.json", JSONWriter.bytes(of: .object(numbers), .unsortedLine)), ("merges.txt", Array((lines.joined(separator: "\n") + "\n").utf8)),
        ]
    }

    private var windowLength: Int { vocabulary.windowLength(configuration) }
}

/// Names that layouts treat in a way of their own.
enum ModelTensorName {
    static let wte = "transformer.wte.weight"
    static let wpe = "transformer.wpe.weight"
    static let head = "lm_head.weight"
    static let linears = ["attn.c_attn", "attn.c_proj", "mlp.c_fc", "mlp.c_proj"].map { ".\($0).weight" }
}

extension ModelValues.Tensor {
    /// Whether it is the weight of one of a block's Linears, which Hugging Face transposes.
    var isLinearOfBlock: Bool { ModelTensorName.linears.contains(where: name.hasSuffix) }

    /// Of two dimensions, with rows and columns exchanged.
    var transposed: ModelValues.Tensor {
        let (rows, columns) = (shape[0], shape[1])
        let turned = [Float](unsafeUninitializedCapacity: values.count) { turned, count in
            for row in 0..<rows {
                for column in 0..<columns { turned[column * rows + row] = values[row * columns + column] }
            }
            count = values.count
        }
        return ModelValues.Tensor(name: name, shape: [columns, rows], values: turned)
    }
}
