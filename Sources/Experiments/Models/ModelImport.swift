package import Engine
package import Formats

/// A GPT that another program wrote, and what its file doesn't say.
///
///     var source = ModelImport(try ModelFile.container(bytes), named: "ckpt.safetensors")
///     source.headCount = 4
///     source.data = (try DataFile.read("input.txt", within: memory), .char)
///     let model = try source.model()
///
/// Its sizes follow from its tensors. They have nanoGPT's names, with or without `transformer.`, `_orig_mod.` and `module.`; the tied
/// head may be listed or not, and biases be there or not. A file in Hugging Face's layout is told by the shapes of its Linears, which
/// are transposed, and needs the `config.json` beside it. What the metadata of an exported file say is believed once it fits.
package struct ModelImport {
    private let file: TensorFile
    /// What the model's data is called where no other is given.
    private let name: String
    /// As the user gives it, or the metadata.
    package var headCount: Int?
    /// What it was trained on, and how that became tokens.
    package var data: (file: DataFile, tokenizer: TokenizerKind)?
    /// Whether it is a token a byte.
    package var readsBytes = false
    /// The files beside it, where they are there.
    package var config: [UInt8]?
    package var vocabulary: (numbers: [UInt8], merges: [UInt8])?

    package init(_ file: TensorFile, named name: String) {
        self.file = file
        self.name = name
    }

    /// - Throws: `ModelImportError`, `ModelFileError`, `HyperparameterError` or `DataFileError`.
    package func model() throws -> ModelFile {
        var tensors = GPTTensors(try file.modelValues())
        var config: GPT2Configuration?
        if tensors.isTransposed {
            guard let bytes = self.config else { throw ModelImportError.needsConfig }
            config = try GPT2Configuration(bytes)
            tensors.transpose()
        }
        if file.metadata[ModelFile.exportMark] != nil { return try ModelFile(exported: file.metadata, tensors) }
        if tensors.hasZeroBiases { tensors.removeBiases() }
        tensors.tie()
        let sizes = try tensors.sizes
        let vocabulary = try modelVocabulary(sizes.V)
        let configuration = try configuration(sizes, heads: config?.headCount, tensors, vocabulary)
        return ModelFile(
            configuration: configuration, seed: 0, iteration: 0, engine: 0, dataHash: data?.file.hash ?? "", vocabulary: vocabulary,
            values: try tensors.values.of(configuration, vocabulary))
    }

    private func configuration(
        _ sizes: GPTTensors.Sizes, heads: Int?, _ tensors: GPTTensors, _ vocabulary: ModelVocabulary
    ) throws -> TrainingConfiguration {
        guard let heads = headCount ?? heads ?? argument("n_head") else { throw ModelImportError.needsHeads(sizes.C) }
        guard heads > 0, sizes.C % heads == 0 else { throw ModelImportError.wrongHeads(heads, sizes.C) }
        var settings: [Hyperparameter: Hyperparameter.Value] = [
            .nLayer: .integer(sizes.L), .nHead: .integer(heads), .nEmbdFactor: .integer(sizes.C / heads), .blockSize: .integer(sizes.T),
            .bias: .word("\(tensors.hasBias)"), .tied: .word("\(tensors.isTied)"), .data: .word(data?.file.name ?? name),
        ]
        if let kind = vocabulary.tokenizerKind { settings[.tokenizer] = .word(kind.rawValue) }
        if vocabulary.tokenizerKind == .bpe { settings[.vocabSize] = .integer(sizes.V) }
        return try TrainingConfiguration(settings, kind: .text)
    }

    /// What nanoGPT's `model_args` say.
    private func argument(_ name: String) -> Int? {
        file.metadata["model_args"].flatMap { try? Fields(json: Array($0.utf8)).integer(name) }
    }
}

// MARK: - Vocabulary
extension ModelImport {
    private func modelVocabulary(_ size: Int) throws -> ModelVocabulary {
        if let data { return try vocabulary(of: data.file, data.tokenizer, size) }
        if readsBytes { return try checked(ModelVocabulary(names: ByteTokenizer().names, form: .bytes), "tokenizer=byte", size) }
        guard let vocabulary else { throw ModelImportError.needsVocabulary(size) }
        return try checked(try .bytePairs(numbers: vocabulary.numbers, merges: vocabulary.merges), "vocab.json", size)
    }

    private func vocabulary(of file: DataFile, _ tokenizer: TokenizerKind, _ size: Int) throws -> ModelVocabulary {
        let split = TrainingConfiguration(kind: .text).dataSplit
        let corpus = try file.corpus(TextEncoding(tokenizer: tokenizer, vocabularySize: size, split: split))
        return try checked(
            ModelVocabulary(names: corpus.vocabulary, form: corpus.form), "\(quoted(file.name)) with tokenizer=\(tokenizer.rawValue)", size)
    }

    private func checked(_ vocabulary: ModelVocabulary, _ source: String, _ size: Int) throws -> ModelVocabulary {
        guard vocabulary.names.count == size else { throw ModelImportError.wrongVocabulary(source, found: vocabulary.names.count, expected: size) }
        guard vocabulary.tokenizer != nil else { throw ModelImportError.noTokenizer(source) }
        return vocabulary
    }
}

extension ModelVocabulary {
    /// That of `vocab.json`, each token's number, and `merges.txt`, a pair a line.
    fileprivate static func bytePairs(numbers: [UInt8], merges: [UInt8]) throws(ModelImportError) -> ModelVocabulary {
        guard var reader = try? JSONReader(numbers), let object = try? reader.document().object else { throw .noTokenizer("vocab.json") }
        let pairs = object.members.compactMap { name, value in value.integer.map { (name, $0) } }.sorted { $0.1 < $1.1 }
        guard pairs.map(\.1) == Array(0..<object.members.count) else { throw .noTokenizer("vocab.json") }
        let known = Dictionary(pairs.map { ($0.0, $0.1) }) { first, _ in first }
        var found: [Merge] = []
        for line in String(decoding: merges, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#version") {
            let parts = line.split(separator: " ").compactMap { known[String($0)].flatMap { UInt16(exactly: $0) } }
            guard parts.count == 2 else { throw .noTokenizer("merges.txt") }
            found.append(Merge(left: parts[0], right: parts[1]))
        }
        return ModelVocabulary(names: pairs.map(\.0), form: .bytePairs(found))
    }
}
