import Engine

/// The tensors of a GPT under a checkpoint's names, whatever prefixes they had.
struct GPTTensors {
    /// L blocks, V tokens, T positions, C channels.
    struct Sizes {
        let L: Int, V: Int, T: Int, C: Int
    }

    private var tensors: [ModelValues.Tensor]

    /// Buffers of attention masks are no part of a model.
    init(_ values: ModelValues) {
        tensors = values.tensors.map { tensor in
            ModelValues.Tensor(name: Self.name(tensor.name), shape: tensor.shape, values: tensor.values)
        }.filter { tensor in !Self.buffers.contains(where: tensor.name.hasSuffix) }
    }

    private static let buffers = [".attn.bias", ".attn.masked_bias"]

    private static func name(_ name: String) -> String {
        var name = name[...]
        while let prefix = ["_orig_mod.", "module.", "transformer."].first(where: name.hasPrefix) { name = name.dropFirst(prefix.count) }
        return name.hasPrefix("lm_head.") ? String(name) : "transformer.\(name)"
    }

    var values: ModelValues { ModelValues(tensors) }

    private func tensor(_ name: String) -> ModelValues.Tensor? { tensors.first { $0.name == name } }
}

// MARK: - What it is like
extension GPTTensors {
    /// - Throws: `ModelImportError.notGPT` where there are no embeddings or two tensors of one name.
    var sizes: Sizes {
        get throws(ModelImportError) {
            guard let wte = tensor(ModelTensorName.wte), wte.shape.count == 2 else { throw .notGPT(lacking: ModelTensorName.wte) }
            guard let wpe = tensor(ModelTensorName.wpe), wpe.shape.count == 2 else { throw .notGPT(lacking: ModelTensorName.wpe) }
            guard Set(tensors.map(\.name)).count == tensors.count else { throw .twoNames }
            return Sizes(
                L: tensors.count { $0.name.hasSuffix(".ln_1.weight") }, V: wte.shape[0], T: wpe.shape[0], C: wte.shape[1])
        }
    }

    /// Whether the Linears lie as in Hugging Face's GPT-2: of C rows, and three times as many columns.
    var isTransposed: Bool {
        tensors.contains { $0.name.hasSuffix(".attn.c_attn.weight") && $0.shape.count == 2 && $0.shape[1] == 3 * $0.shape[0] }
    }

    var hasBias: Bool { tensors.contains(where: \.isBias) }

    var isTied: Bool { tensor(ModelTensorName.head) == nil }

    /// Whether its biases do nothing.
    var hasZeroBiases: Bool { tensors.allSatisfy { !$0.isBias || $0.values.allSatisfy { $0 == 0 } } }
}

extension ModelValues.Tensor {
    fileprivate var isBias: Bool { name.hasSuffix(".bias") }
}

// MARK: - Making it a checkpoint's
extension GPTTensors {
    mutating func transpose() {
        tensors = tensors.map { $0.isLinearOfBlock && $0.shape.count == 2 ? $0.transposed : $0 }
    }

    mutating func removeBiases() { tensors.removeAll(where: \.isBias) }

    /// Leaves out a head that is the token embedding. One of its own, in a model with biases, gets one that does nothing if it has none.
    mutating func tie() {
        guard let head = tensor(ModelTensorName.head) else { return }
        if head.values.map(\.bitPattern) == tensor(ModelTensorName.wte)?.values.map(\.bitPattern), tensor(Self.headBias) == nil {
            tensors.removeAll { $0.name == head.name }
        } else if hasBias, tensor(Self.headBias) == nil, let rows = head.shape.first {
            tensors.append(ModelValues.Tensor(name: Self.headBias, shape: [rows], values: [Float](repeating: 0, count: rows)))
        }
    }

    private static let headBias = "lm_head.bias"
}

extension ModelFile {
    /// The model of a file that `exported(as:)` has made.
    init(exported metadata: [String: String], _ tensors: GPTTensors) throws(ModelFileError) {
        var tensors = tensors
        let configuration = try Self.configuration(of: metadata)
        if !configuration.hasBias { tensors.removeBiases() }
        if configuration.isTied { tensors.tie() }
        try self.init(metadata: metadata, tensors.values)
    }
}
