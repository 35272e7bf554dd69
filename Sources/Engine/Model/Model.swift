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
    var pendingUpdate: AdamWStep?

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

    /// Sets the parameters to their initial values: every tensor is drawn in PyTorch's order; norms draw nothing.
    func initialize(from stream: inout ModelStream) {
        for tensor in layout.all {
            let count = tensor.rows * tensor.cols
            let values: [Float] = switch (tensor.storage, tensor.fanIn) {
            case (.table, _): stream.normal(count: count)
            case (_, 0): Array(repeating: tensor.name.hasSuffix("weight") ? 1 : 0, count: count)
            default: stream.linear(count: count, fanIn: tensor.fanIn)
            }
            for row in 0..<tensor.rows {
                for col in 0..<tensor.cols {
                    buffers.parameters[tensor.offset(row: row, col: col)] = Scalar(values[row * tensor.cols + col])
                }
            }
        }
    }

    /// Puts examples and, if asked, their targets where `forward` and the loss read them.
    func load(_ examples: [Int], of dataset: Dataset, withTargets: Bool) {
        let rows = examples.count * shape.T
        for (i, example) in examples.enumerated() {
            for t in 0..<shape.T {
                let row = t * examples.count + i
                buffers.tokens[row] = Int32(dataset.inputs[example][t])
                guard withTargets else { continue }
                for answer in dataset.answers[example][t] {
                    let place = Panels.offset(row: row, col: answer, rows: rows, cols: shape.V)
                    buffers.targets[place] = 1
                }
            }
        }
    }

    /// The logits' gradient, in place of the logits, and the mean loss over B × T × V.
    func loss() -> Double {
        let count = shape.rows * shape.V
        let sum = kernels.crossEntropy(
            buffers.logits, buffers.logits, buffers.targets, factor: 1 / Scalar(count),
            rows: shape.rows, cols: shape.V)
        return sum / Double(count)
    }

    /// The global norm of the gradient.
    func gradientNorm() -> Double {
        let weights = UnsafeBufferPointer(start: buffers.squares, count: layout.panelCount).reduce(0, +)
        return (kernels.squaredNorm(buffers.gradients, count: layout.weightStart) + weights).squareRoot()
    }

    /// Updates everything but the weights of products: those wait for the next forward pass, which updates
    /// each block of them just before it uses it.
    func update(_ step: AdamWStep) {
        kernels.adamW(
            buffers.parameters, buffers.firstMoments, buffers.secondMoments, buffers.gradients,
            count: layout.weightStart, step: step)
        pendingUpdate = step
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
