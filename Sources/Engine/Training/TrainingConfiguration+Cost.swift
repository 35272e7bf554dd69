extension TrainingConfiguration {
    /// Bytes that one run takes. A Double, since the sizes may be anything; `Trainer` allocates them.
    package func memoryNeeded(for task: LearningTask) -> Double {
        var shape = task.shape(for: self)
        let curves = 2 * Double(MemoryLayout<Double>.stride) * Double(epochs)
        guard nEmbd < 1 << 24, shape.largestBatch < 1 << 24 else {
            // Past every machine's memory: values, gradients and two moments of the blocks' weights.
            return 4 * 4 * 12 * Double(nLayer) * Double(nEmbd) * Double(nEmbd) + curves
        }
        // Blocks are alike, so two sizes tell the third; n_layer may be anything.
        shape.L = 1
        let one = Double(Model<VectorKernels>.byteCount(shape))
        shape.L = 2
        let two = Double(Model<VectorKernels>.byteCount(shape))
        return one + (two - one) * Double(nLayer - 1) + curves
    }

    /// Parameters of the model, padding not counted.
    package func parameterCount(for task: LearningTask) -> Double {
        let shape = task.shape(for: self), C = Double(nEmbd), V = Double(shape.V), T = Double(shape.T)
        return (V + T) * C + Double(nLayer) * (12 * C * C + 13 * C) + 2 * C + V * C + V
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
