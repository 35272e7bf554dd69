import Engine
package import Formats

extension ModelFile {
    /// The model that a file of sweepbook's holds.
    ///
    /// - Throws: `ModelFileError`
    package init(_ bytes: [UInt8]) throws(ModelFileError) {
        let file = try Self.container(bytes)
        guard file.metadata[Self.ownMark] != nil else { throw .foreign }
        guard try Texts(file.metadata).text(.digest) == SHA256.hex(of: file.data) else { throw .damaged }
        try self.init(metadata: file.metadata, try file.modelValues())
    }

    /// The model of tensors that lie as in a checkpoint, and of what its metadata say.
    init(metadata: [String: String], _ values: ModelValues) throws(ModelFileError) {
        let fields = Texts(metadata)
        let configuration = try fields.configuration(), vocabulary = try fields.vocabulary(for: configuration)
        self.init(
            configuration: configuration, seed: try fields.whole(.seed, UInt32.self), iteration: try fields.whole(.iteration, Int.self),
            engine: try fields.whole(.engine, Int.self), dataHash: try fields.text(.dataHash), vocabulary: vocabulary,
            values: try values.of(configuration, vocabulary))
    }

    static func configuration(of metadata: [String: String]) throws(ModelFileError) -> TrainingConfiguration {
        try Texts(metadata).configuration()
    }

    /// The tensors of a file, whoever wrote it.
    ///
    /// - Throws: `ModelFileError` where it is no safetensors file.
    package static func container(_ bytes: [UInt8]) throws(ModelFileError) -> TensorFile {
        if bytes.isEmpty { throw .empty }
        if let format = ForeignModelFormat(bytes) { throw .otherFormat(format) }
        do throws(TensorFileError) { return try TensorFile(bytes) } catch { throw .container(error) }
    }

    /// What is to be known of it that is no error.
    package var notice: String? {
        if engine == EngineRevision.current || isImported { return nil }
        return "trained by engine \(engine); this one is engine \(EngineRevision.current), which may give it other last bits"
    }
}

extension TensorFile {
    /// All tensors, in their order.
    func modelValues() throws(ModelFileError) -> ModelValues {
        var values: [ModelValues.Tensor] = []
        for tensor in tensors {
            do throws(TensorFileError) {
                values.append(ModelValues.Tensor(name: tensor.name, shape: tensor.shape, values: try self.values(of: tensor)))
            } catch {
                throw .container(error)
            }
        }
        return ModelValues(values)
    }
}

extension ModelValues {
    /// - Throws: `ModelFileError.model` where they are not those of a configuration's model.
    func of(_ configuration: TrainingConfiguration, _ vocabulary: ModelVocabulary) throws(ModelFileError) -> ModelValues {
        do throws(ModelError) { return try checked(configuration, vocabulary) } catch { throw .model(error) }
    }
}

/// The metadata by their names.
private struct Texts {
    private let texts: [String: String]

    init(_ texts: [String: String]) { self.texts = texts }

    func text(_ field: ModelFile.Field) throws(ModelFileError) -> String {
        guard let text = texts[field.rawValue] else { throw .metadata(field.rawValue, "they lack it") }
        return text
    }

    /// A number of at least 0.
    func whole<Number: FixedWidthInteger>(_ field: ModelFile.Field, _ type: Number.Type) throws(ModelFileError) -> Number {
        let text = try text(field)
        guard let number = Number(text), number >= 0 else {
            throw .metadata(field.rawValue, "found \(quoted(text)), expected a whole number from 0 to \(Number.max)")
        }
        return number
    }

    func configuration() throws(ModelFileError) -> TrainingConfiguration {
        let text = try text(.configuration)
        do {
            return try Fields(json: Array(text.utf8)).configuration()
        } catch {
            throw .metadata(ModelFile.Field.configuration.rawValue, "\(error)")
        }
    }

    func vocabulary(for configuration: TrainingConfiguration) throws(ModelFileError) -> ModelVocabulary {
        let text = try text(.vocabulary)
        do {
            let vocabulary = try ModelVocabulary(Fields(json: Array(text.utf8)))
            try vocabulary.check(configuration)
            return vocabulary
        } catch {
            throw .metadata(ModelFile.Field.vocabulary.rawValue, "\(error)")
        }
    }
}
