/// A GPT with the memory to train it: parameters, gradients, activations.
///
/// The way through is `forward`, the loss, `backward`, `update`; forward and backward mirror each other
/// line by line. Which kernels do the work is a type: `VectorKernels` in a run, `PlainKernels` as oracle.
final class Model<K: Kernels> {
    typealias Scalar = K.Scalar
    let kernels: K
    let shape: ModelShape
    let layout: ParameterLayout
    let buffers: ModelBuffers<Scalar>
    /// The share of values that dropout zeroes, in [0, 1).
    let dropout: Double
    private let workspace: Workspace
    /// The update that the weights of products still wait for.
    var pendingUpdate: UpdateStep?

    /// - Throws: `TrainingFailure.outOfMemory`.
    init(_ shape: ModelShape, dropout: Double, kernels: K) throws(TrainingFailure) {
        self.shape = shape
        self.dropout = dropout
        self.kernels = kernels
        let layout = ParameterLayout(shape)
        self.layout = layout
        workspace = try Workspace(byteCount: Self.byteCount(shape))
        buffers = ModelBuffers(workspace, shape, layout)
    }

    /// Bytes of a model of that shape. Every product of its sizes must fit an integer.
    static func byteCount(_ shape: ModelShape) -> Int {
        let layout = ParameterLayout(shape)
        return Workspace.measure { _ = ModelBuffers<Scalar>($0, shape, layout) }
    }

    func parameter(_ tensor: ParameterTensor) -> UnsafeMutablePointer<Scalar> { buffers.parameters + tensor.start }
    func gradient(_ tensor: ParameterTensor) -> UnsafeMutablePointer<Scalar> { buffers.gradients + tensor.start }

    /// What a kept value is multiplied by: 1 / (1 - dropout), rounded as PyTorch does.
    var dropoutScale: Scalar { 1 / Scalar(1 - dropout) }

    /// The mean binary cross-entropy of the training batch's logits and targets over rows × V; its gradient takes the
    /// place of the logits.
    func binaryCrossEntropy() -> Double {
        let count = shape.rows * shape.V
        let sum = kernels.binaryCrossEntropy(
            buffers.logits, buffers.logits, buffers.targets, factor: 1 / Scalar(count),
            rows: shape.rows, cols: shape.V)
        return sum / Double(count)
    }

    /// The summed cross-entropy of the logits of that many examples against their answers, and each row's in
    /// `buffers.nats`; the gradient of a training batch's mean takes the place of the logits.
    func nextTokenLoss(examples: Int) -> Double {
        kernels.nextTokenLoss(
            buffers.logits, nats: buffers.nats, targets: buffers.answers, factor: 1 / Scalar(shape.rows),
            rows: examples * shape.T, cols: shape.V)
    }

    /// The most probable token of each row, into `buffers.predictions`.
    func predictTokens(examples: Int) {
        kernels.argMax(buffers.predictions, buffers.logits, rows: examples * shape.T, cols: shape.V)
    }

    /// The global norm of the gradient.
    func gradientNorm() -> Double {
        let weights = UnsafeBufferPointer(start: buffers.squares, count: layout.panelCount).reduce(0, +)
        return (kernels.squaredNorm(buffers.gradients, count: layout.weightStart) + weights).squareRoot()
    }

    /// Updates everything but the weights of products: those wait for the next forward pass, which updates
    /// each block of them just before it uses it.
    func update(_ step: UpdateStep) {
        update(0..<layout.vectorStart, step)
        update(layout.vectorStart..<layout.weightStart, step.ofVectors)
        pendingUpdate = step
    }

    /// Updates the weights that wait for it, for whoever reads the parameters between two passes.
    func finishUpdate() {
        if let step = pendingUpdate { update(layout.weightStart..<layout.count, step) }
        pendingUpdate = nil
    }

    /// Updates what lies there in the arenas.
    func update(_ places: Range<Int>, _ step: UpdateStep) {
        let b = buffers, start = places.lowerBound
        kernels.update(
            b.parameters + start, b.firstMoments + start, b.secondMoments + start, b.gradients + start,
            count: places.count, step: step)
    }

    /// Values and both moments of every parameter: what a later run goes on from.
    var arenas: [UnsafeMutableBufferPointer<Scalar>] {
        [buffers.parameters, buffers.firstMoments, buffers.secondMoments]
            .map { UnsafeMutableBufferPointer(start: $0, count: layout.count) }
    }

    /// What the next product with a weight has to do to it first.
    func pendingUpdate(of weight: ParameterTensor) -> MatrixProduct<Scalar>.Update? {
        pendingUpdate.map {
            MatrixProduct.Update(
                firstMoments: buffers.firstMoments + weight.start, secondMoments: buffers.secondMoments + weight.start,
                gradients: gradient(weight), step: $0)
        }
    }
}

// MARK: Reading it

extension Model {
    /// A logit of the last forward pass, which had that many examples.
    func logit(row: Int, entry: Int, examples: Int) -> Scalar {
        buffers.logits[Panels.offset(row: row, col: entry, rows: examples * shape.T, cols: shape.V)]
    }

    /// The weights of the last forward pass's attention in a block of a shape with pairs, for one example: (H, 2, 2).
    func pairWeights(layer: Int) -> [[[Scalar]]] {
        let padded = Panels.paddedColumns(1), weights = buffers.blocks[layer].scores
        return (0..<shape.H).map { h in [[1, 0], [weights[2 * h * padded], weights[(2 * h + 1) * padded]]] }
    }

    /// The token embedding in PyTorch's storage order, (V, C).
    func tokenEmbedding() -> [Float] {
        (0..<shape.V).flatMap { row in
            (0..<shape.C).map { Float(buffers.parameters[layout.wte.offset(row: row, col: $0)]) }
        }
    }

    /// The sum of the token embedding, added in double in PyTorch's storage order, rounded once.
    func tokenEmbeddingSum() -> Float {
        var sum = 0.0
        for row in 0..<shape.V {
            for col in 0..<shape.C { sum += Double(buffers.parameters[layout.wte.offset(row: row, col: col)]) }
        }
        return Float(sum)
    }
}
