/// One run under way: the model, its stream, and what has been measured so far.
struct TrainingRun<K: Kernels, J: Objective>: ~Copyable {
    private let trainer: Trainer
    let model: Model<K>
    private let optimizer: Optimizer
    private var objective: J
    private var stream: ModelStream
    private let tokenEmbeddingSum: Float
    private var losses: [Double] = []
    private var gradientNorms: [Double] = []

    /// - Throws: `TrainingFailure.outOfMemory`.
    init(_ trainer: Trainer, objective: J, kernels: K) throws(TrainingFailure) {
        let configuration = trainer.configuration
        self.trainer = trainer
        self.objective = objective
        model = try Model(trainer.task.shape(for: configuration), dropout: configuration.dropout, kernels: kernels)
        optimizer = Optimizer(configuration)
        stream = ModelStream(seed: trainer.seed, kernels: trainer.variant.table)
        model.initialize(from: &stream, as: configuration.initialization)
        tokenEmbeddingSum = model.tokenEmbeddingSum()
        losses.reserveCapacity(configuration.epochs)
        gradientNorms.reserveCapacity(configuration.epochs)
    }

    /// One epoch: batch, masks, forward, loss, backward, clipping, update. Epochs count from 0.
    ///
    /// - Throws: `TrainingFailure.nonFiniteLoss`, or what the observer throws.
    mutating func trainEpoch(_ epoch: Int, observer: any PassObserver) throws(TrainingFailure) {
        try observer.enter(.masks)
        prepare(epoch)
        try model.forward(examples: model.shape.B, dropping: true, observer: observer)
        try observer.enter(.loss)
        let loss = objective.loss(of: model)
        guard loss.isFinite else { throw .nonFiniteLoss(epoch: epoch, loss: loss) }
        losses.append(loss)
        try model.backward(observer: observer)
        try observer.enter(.update)
        let norm = model.gradientNorm()
        gradientNorms.append(norm)
        model.update(optimizer.step(epoch: epoch, gradientNorm: norm))
    }

    /// Loads an epoch's batch and draws its masks.
    private mutating func prepare(_ epoch: Int) {
        objective.loadBatch(of: epoch, into: model)
        model.drawMasks(from: &stream)
    }

    /// The model before its first pass, with the first epoch's batch and masks.
    consuming func preparedForFirstPass() -> Model<K> {
        prepare(0)
        return model
    }

    /// What the trained model is worth, with all that was measured on the way.
    consuming func outcome(observer: any PassObserver) throws(TrainingFailure) -> TrainingOutcome {
        TrainingOutcome(
            configuration: trainer.configuration, seed: trainer.seed, tokenEmbeddingSum: tokenEmbeddingSum,
            evaluation: try objective.evaluate(model, observer: observer), losses: losses, gradientNorms: gradientNorms,
            tokenEmbedding: model.tokenEmbedding())
    }
}
