/// What runs take of memory, for many configurations: models of one shape but for their blocks are measured once.
package struct MemoryNeeds {
    /// Bytes of a model of one block and of two, by its shape with one.
    private var known: [ModelShape: (one: Double, two: Double)] = [:]

    package init() {}

    /// Bytes that one run takes. A Double, since the sizes may be anything; `Trainer` allocates them.
    package mutating func bytes(of configuration: TrainingConfiguration, for task: LearningTask) -> Double {
        let shape = task.shape(for: configuration)
        let curves = 2 * Double(MemoryLayout<Double>.stride) * Double(configuration.updates)
        let rows = Double(shape.largestBatch) * Double(shape.T)
        guard configuration.nEmbd < 1 << 24, rows < 0x1p25 else {
            let activations = 4 * 16 * Double(configuration.nLayer) * Double(configuration.nEmbd) * rows
            return configuration.leastMemory + (rows < 0x1p25 ? 0 : activations) + curves
        }
        let (one, two) = sizes(of: shape)
        // Blocks are alike, so two sizes tell the third; n_layer may be anything.
        return one + (two - one) * Double(configuration.nLayer - 1) + curves + stateBytes(of: configuration, for: task)
    }

    /// A run of text is long, and its state is kept on the way: values and two moments of every parameter.
    private func stateBytes(of configuration: TrainingConfiguration, for task: LearningTask) -> Double {
        switch configuration.kind {
        case .relations: 0
        case .text: 3 * Double(MemoryLayout<Float>.stride) * configuration.parameterCount(for: task)
        }
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
        var needs = MemoryNeeds()
        return needs.bytes(of: self, for: task)
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
        productOperationsOfRow(for: task) * rows(of: task)
    }

    /// The same for one update alone.
    func productOperationsOfUpdate(for task: LearningTask) -> Double {
        productOperationsOfRow(for: task) * rowsOfUpdate(of: task)
    }

    private func productOperationsOfRow(for task: LearningTask) -> Double {
        let C = Double(nEmbd), V = Double(task.shape(for: self).V)
        return 6 * (12 * C * C * Double(nLayer) + V * C)
    }

    /// Rows of all updates; those that only go forward, in evaluations on the way and at the end of a text, count a third.
    private func rows(of task: LearningTask) -> Double {
        rowsOfUpdate(of: task) * Double(updates) + task.evaluatedRows(for: self) / 3
    }

    private func rowsOfUpdate(of task: LearningTask) -> Double {
        let shape = task.shape(for: self)
        return Double(shape.B) * Double(shape.T)
    }

    /// What one run costs beside others: about its seconds on a fast core.
    package func workEstimate(for task: LearningTask) -> Double {
        let shape = task.shape(for: self), C = Double(nEmbd)
        let elements = 20 * C + Double(shape.V) + 15 * Double(nHead) * Double(shape.T)
        let loops = Double(nLayer) * elements * rows(of: task) * 0.45e-9
        let updating = Double(updates) * parameterCount(for: task) * 0.7e-9
        return 1e-3 + productOperations(for: task) / 150e9 + loops + updating
    }

    /// Whether a `ThreadTeam` makes a run shorter: its largest product is worth sharing.
    package func gainsFromHelp(for task: LearningTask) -> Bool {
        let C = Double(nEmbd)
        return rowsOfUpdate(of: task) * 4 * C * C >= Double(ThreadTeam.leastMultiplyAdds)
    }
}
