internal import CKernels

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
        model = try Self.model(configuration, vocabulary, variant)
        try model.load(values)
        if model.shape.isTied { model.makeTable() }
    }

    /// As a seed's run starts: for tests and measurement.
    ///
    /// - Throws: `ModelError.outOfMemory`
    package init(
        untrained configuration: TrainingConfiguration, _ vocabulary: ModelVocabulary, seed: UInt32,
        variant: KernelVariant = .standard
    ) throws(ModelError) {
        self.configuration = configuration
        self.vocabulary = vocabulary
        model = try Self.model(configuration, vocabulary, variant)
        var stream = ModelStream(seed: seed, kernels: variant.table)
        model.initialize(from: &stream, as: configuration.initialization)
        if model.shape.isTied { model.makeTable() }
    }

    private static func model(
        _ configuration: TrainingConfiguration, _ vocabulary: ModelVocabulary, _ variant: KernelVariant
    ) throws(ModelError) -> Model<VectorKernels> {
        let shape = ModelShape(
            configuration, V: vocabulary.names.count, T: vocabulary.windowLength(configuration), B: 1, largestBatch: 1)
        do throws(TrainingFailure) {
            return try Model(shape, dropout: configuration.dropout, kernels: VectorKernels(variant))
        } catch {
            throw .outOfMemory(bytes: Model<VectorKernels>.byteCount(shape))
        }
    }

    /// T, the most tokens that it sees at once.
    package var windowLength: Int { model.shape.T }

    /// The logits after each of 1 … T tokens, (tokens, V).
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package func logits(of tokens: [Int]) throws(ModelError) -> [[Float]] {
        precondition((1...windowLength).contains(tokens.count))
        load(tokens)
        run { observer throws(TrainingFailure) in
            try model.forward(examples: 1, dropping: false, observer: observer)
        }
        return try finite(tokens.indices.map { row in
            (0..<model.shape.V).map { model.logit(row: row, entry: $0, examples: 1) }
        })
    }

    private func finite(_ logits: [[Float]]) throws(ModelError) -> [[Float]] {
        guard logits.allSatisfy({ $0.allSatisfy(\.isFinite) }) else { throw .notFiniteLogits }
        return logits
    }

    /// The first tokens of the one example; the rest of its window is token 0, which nothing before it sees.
    private func load(_ tokens: some Collection<Int>) {
        for t in 0..<windowLength { model.buffers.tokens[t] = 0 }
        for (t, token) in tokens.enumerated() { model.buffers.tokens[t] = Int32(token) }
    }

    /// A pass that nobody stops, in training's arithmetic: denormal numbers count as zero.
    private func run(_ pass: (any PassObserver) throws(TrainingFailure) -> Void) {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        do throws(TrainingFailure) {
            try pass(NoObserver())
        } catch {
            preconditionFailure("nobody stops this pass")
        }
    }
}

// MARK: From a cache

extension TrainedModel {
    /// - Throws: `ModelError.outOfMemory`
    func makeCache() throws(ModelError) -> KeyValueCache<Float> {
        do throws(TrainingFailure) {
            return try KeyValueCache(model.shape)
        } catch {
            throw .outOfMemory(bytes: KeyValueCache<Float>.byteCount(model.shape))
        }
    }

    /// The logits after the last `answering` of the tokens that follow those in the cache, (answering, V).
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    func logits(
        of tokens: some Collection<Int>, answering: Int, _ cache: KeyValueCache<Float>
    ) throws(ModelError) -> [[Float]] {
        load(tokens)
        run { observer throws(TrainingFailure) in
            try model.advance(rows: tokens.count, answering: answering, cache, observer: observer)
        }
        let V = model.shape.V, logits = model.buffers.logits
        return try finite((0..<answering).map { row in
            (0..<V).map { logits[Panels.offset(row: row, col: $0, rows: answering, cols: V)] }
        })
    }

    /// What each of 1 … T tokens attends to, (L, H, tokens, tokens): a row adds up to 1, and is 0 after its own position.
    ///
    /// - Throws: `ModelError.outOfMemory`
    package func attention(of tokens: [Int]) throws(ModelError) -> [[[[Float]]]] {
        precondition((1...windowLength).contains(tokens.count))
        let shape = model.shape, count = tokens.count, padded = Panels.paddedColumns(shape.T)
        load(tokens)
        guard !shape.hasPairs else { return pairAttention(count) }
        let cache = try makeCache()
        var weights = [Float](repeating: 0, count: shape.L * shape.H * count * padded)
        weights.withUnsafeMutableBufferPointer { weights in
            run { observer throws(TrainingFailure) in
                try model.advance(rows: count, answering: count, cache, weights: weights.baseAddress, observer: observer)
            }
        }
        return (0..<shape.L).map { layer in
            (0..<shape.H).map { h in
                (0..<count).map { t in
                    let row = ((layer * shape.H + h) * count + t) * padded
                    return Array(weights[row...row + t]) + Array(repeating: 0, count: count - 1 - t)
                }
            }
        }
    }

    private func pairAttention(_ count: Int) -> [[[[Float]]]] {
        run { observer throws(TrainingFailure) in
            try model.forward(examples: 1, dropping: false, observer: observer)
        }
        return (0..<model.shape.L).map { layer in
            model.pairWeights(layer: layer).map { head in head.prefix(count).map { Array($0.prefix(count)) } }
        }
    }
}
