/// A parameter tensor's PyTorch name and shape; a vector has one row.
package struct ModelTensor: Sendable {
    package let name: String
    package let rows: Int
    package let cols: Int
}

/// A model opened up: its first pass, with every value and gradient by its PyTorch name.
///
/// For comparing the engine with an oracle, tensor by tensor, and for checking gradients numerically.
package struct ModelProbe<K: Kernels>: ~Copyable {
    private let model: Model<K>
    private let objective: any Objective
    private let tensorsByName: [String: ParameterTensor]
    /// Every parameter, in PyTorch's order.
    package let tensors: [ModelTensor]

    /// A model at its start: initial values drawn, the first epoch's masks drawn, the first batch loaded.
    ///
    /// - Throws: `TrainingFailure.outOfMemory`.
    package init(
        configuration: TrainingConfiguration, seed: UInt32, task: LearningTask, kernels: K
    ) throws(TrainingFailure) {
        let trainer = Trainer(configuration: configuration, seed: seed, task: task)
        objective = trainer.objective
        model = try Self.prepared(trainer, objective, kernels)
        tensors = model.layout.all.map { ModelTensor(name: $0.name, rows: $0.rows, cols: $0.cols) }
        tensorsByName = Dictionary(uniqueKeysWithValues: model.layout.all.map { ($0.name, $0) })
    }

    private static func prepared(
        _ trainer: Trainer, _ objective: some Objective, _ kernels: K
    ) throws(TrainingFailure) -> Model<K> {
        try TrainingRun(trainer, objective: objective, kernels: kernels).preparedForFirstPass()
    }

    /// The loss of the training batch, dropout on, with the same masks at every call.
    package func forward() -> Double {
        guard (try? model.forward(examples: model.shape.B, dropping: true, observer: NoObserver())) != nil else { return .nan }
        return objective.loss(of: model)
    }

    /// Every gradient of the loss that `forward` has just returned.
    package func backward() {
        try? model.backward(observer: NoObserver())
    }

    /// A parameter's values in PyTorch's order, (rows, cols).
    package func values(_ tensor: ModelTensor) -> [K.Scalar] { read(tensor, from: model.buffers.parameters) }

    /// Its gradients, likewise.
    package func gradients(_ tensor: ModelTensor) -> [K.Scalar] { read(tensor, from: model.buffers.gradients) }

    private func read(_ tensor: ModelTensor, from arena: UnsafeMutablePointer<K.Scalar>) -> [K.Scalar] {
        let place = tensorsByName[tensor.name]!
        return (0..<tensor.rows).flatMap { row in
            (0..<tensor.cols).map { arena[place.offset(row: row, col: $0)] }
        }
    }

    /// Changes one element of a parameter.
    package func nudge(_ tensor: ModelTensor, row: Int, col: Int, by amount: K.Scalar) {
        model.buffers.parameters[tensorsByName[tensor.name]!.offset(row: row, col: col)] += amount
    }
}
