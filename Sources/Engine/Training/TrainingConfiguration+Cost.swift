/// What runs take of memory, for many configurations: models of one shape but for their blocks are measured once.
package struct MemoryNeeds {
    private let task: LearningTask
    /// Bytes of a model of one block and of two, by its shape with one.
    private var known: [ModelShape: (one: Double, two: Double)] = [:]

    package init(for task: LearningTask) {
        self.task = task
    }

    /// Bytes that one run takes. A Double, since the sizes may be anything; `Trainer` allocates them.
    package mutating func bytes(of configuration: TrainingConfiguration) -> Double {
        let shape = task.shape(for: configuration)
        let curves = 2 * Double(MemoryLayout<Double>.stride) * Double(configuration.epochs)
        guard configuration.nEmbd < 1 << 24, shape.largestBatch < 1 << 24 else { return configuration.leastMemory + curves }
        let (one, two) = sizes(of: shape)
        // Blocks are alike, so two sizes tell the third; n_layer may be anything.
        return one + (two - one) * Double(configuration.nLayer - 1) + curves
    }

    private mutating func sizes(of shape: ModelShape) -> (one: Double, two: Double) {
        var shape = shape
        shape.L = 1
        if let sizes = known[shape] { return sizes }
        let key = shape, one = Double(Model<VectorKernels>.byteCount(shape))
        shape.L = 2
        let sizes = (one, Double(Model<VectorKernels>.byteCount(shape)))
        known[key] = sizes
        return sizes
    }
}

extension TrainingConfiguration {
    /// Bytes that one run takes.
    package func memoryNeeded(for task: LearningTask) -> Double {
        var needs = MemoryNeeds(for: task)
        return needs.bytes(of: self)
    }

    /// Bytes that a run takes at least: values, gradients and two moments of the blocks' weights.
    package var leastMemory: Double { 4 * 4 * 12 * Double(nLayer) * Double(nEmbd) * Double(nEmbd) }

    /// Parameters of the model, padding not counted.
    package func parameterCount(for task: LearningTask) -> Double {
        let shape = task.shape(for: self), C = Double(nEmbd), V = Double(shape.V), T = Double(shape.T)
        let block = 12 * C * C + 2 * C, blockBiases = 11 * C
        let weights = (V + T) * C + Double(nLayer) * block + C + (shape.isTied ? 0 : V * C)
        return shape.hasBias ? weights + Double(nLayer) * blockBiases + C + (shape.isTied ? 0 : V) : weights
    }

    /// Floating-point operations in the matrix products of one run: a multiplication and an addition for
    /// each of 12 C² weights a block and V C of the head, forward once and backward twice, for every row.
    package func productOperations(for task: LearningTask) -> Double {
        let shape = task.shape(for: self), C = Double(nEmbd), rows = Double(shape.rows)
        return 6 * (12 * C * C * Double(nLayer) + Double(shape.V) * C) * rows * Double(epochs)
    }

    /// What one run costs beside others: about its seconds on a fast core.
    package func workEstimate(for task: LearningTask) -> Double {
        let shape = task.shape(for: self), C = Double(nEmbd), rows = Double(shape.rows)
        let heads = Double(nHead) * rows * Double(shape.T)
        let elements = (20 * C + Double(shape.V)) * rows + 15 * heads
        let parameters = parameterCount(for: task)
        let loops = Double(epochs) * (Double(nLayer) * elements * 1e-9 * 0.45 + parameters * 0.7e-9)
        return 1e-3 + productOperations(for: task) / 150e9 + loops
    }

    /// Whether a `ThreadTeam` makes a run shorter: its largest product is worth sharing.
    package func gainsFromHelp(for task: LearningTask) -> Bool {
        let C = Double(nEmbd), rows = Double(task.shape(for: self).rows)
        return rows * 4 * C * C >= Double(ThreadTeam.leastMultiplyAdds)
    }
}
