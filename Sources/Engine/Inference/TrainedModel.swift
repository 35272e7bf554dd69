/// A model that is asked and not trained.
///
/// Its logits are those of the run it comes from, bit for bit: the same kernels work on the same values. It is used by one
/// thread at a time.
package final class TrainedModel {
    package let configuration: TrainingConfiguration
    package let vocabulary: ModelVocabulary
    let model: Model<VectorKernels>

    /// - Throws: `ModelError` where the values are not those of such a model, or there is too little memory.
    package init(
        _ values: ModelValues, _ configuration: TrainingConfiguration, _ vocabulary: ModelVocabulary,
        variant: KernelVariant = .standard
    ) throws(ModelError) {
        self.configuration = configuration
        self.vocabulary = vocabulary
        let shape = ModelShape(
            configuration, V: vocabulary.names.count, T: vocabulary.windowLength(configuration), B: 1, largestBatch: 1)
        do throws(TrainingFailure) {
            model = try Model(shape, dropout: configuration.dropout, kernels: VectorKernels(variant))
        } catch {
            throw .outOfMemory(bytes: Model<VectorKernels>.byteCount(shape))
        }
        try model.load(values)
    }

    /// T, the most tokens that it sees at once.
    package var windowLength: Int { model.shape.T }

    /// The logits after each of 1 … T tokens, (tokens, V).
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package func logits(of tokens: [Int]) throws(ModelError) -> [[Float]] {
        precondition((1...windowLength).contains(tokens.count))
        for t in 0..<windowLength { model.buffers.tokens[t] = t < tokens.count ? Int32(tokens[t]) : 0 }
        do throws(TrainingFailure) {
            try model.forward(examples: 1, dropping: false, observer: NoObserver())
        } catch {
            preconditionFailure("nobody stops this pass")
        }
        let logits = tokens.indices.map { row in
            (0..<model.shape.V).map { model.logit(row: row, entry: $0, examples: 1) }
        }
        guard logits.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw .notFiniteLogits }
        return logits
    }
}

extension ModelVocabulary {
    /// The most tokens that a model of that configuration sees at once.
    fileprivate func windowLength(_ configuration: TrainingConfiguration) -> Int {
        switch form {
        case .relations(_, let contextLength): contextLength
        case .characters, .bytes, .bytePairs: configuration.blockSize
        }
    }
}
