/// One run under way: the model, its stream, and what has been measured so far.
struct TrainingRun<K: Kernels, J: Objective>: ~Copyable {
    let trainer: Trainer
    let model: Model<K>
    private let optimizer: Optimizer
    private let rate: LearningRate
    var objective: J
    var stream: ModelStream
    var keeping: ModelKeeping?
    private let tokenEmbeddingSum: Float
    /// One for each update made.
    var losses: [Double] = []
    var gradientNorms: [Double] = []

    /// - Throws: `TrainingFailure.outOfMemory`.
    init(_ trainer: Trainer, objective: J, kernels: K) throws(TrainingFailure) {
        let configuration = trainer.configuration
        self.trainer = trainer
        self.objective = objective
        model = try Model(trainer.task.shape(for: configuration), dropout: configuration.dropout, kernels: kernels)
        optimizer = Optimizer(configuration)
        rate = LearningRate(configuration)
        stream = ModelStream(seed: trainer.seed, kernels: trainer.variant.table)
        model.initialize(from: &stream, as: configuration.initialization)
        tokenEmbeddingSum = model.tokenEmbeddingSum()
        self.objective.drawFirstBatch(from: &stream)
        losses.reserveCapacity(objective.updateCount)
        gradientNorms.reserveCapacity(objective.updateCount)
    }

    /// Whether every update is made.
    var isOver: Bool { losses.count >= objective.updateCount }

    /// One update: batch, masks, forward, loss, backward, clipping, the optimizer's step.
    ///
    /// - Throws: `TrainingFailure.nonFiniteLoss`, or what the observer throws.
    mutating func trainUpdate(observer: any PassObserver) throws(TrainingFailure) {
        let update = losses.count
        try objective.observe(model, before: update, stream: &stream, observer: observer)
        keepModel()
        try observer.enter(.masks)
        prepare()
        try model.forward(examples: model.shape.B, dropping: true, observer: observer)
        try observer.enter(.loss)
        let loss = objective.loss(of: model)
        guard loss.isFinite else { throw .nonFiniteLoss(epoch: update, loss: loss) }
        losses.append(loss)
        try model.backward(observer: observer)
        try observer.enter(.update)
        let norm = model.gradientNorm()
        gradientNorms.append(norm)
        model.update(optimizer.step(update: update, rate: rate.rate(of: update), gradientNorm: norm))
    }

    /// Hands the model on where it is kept.
    private func keepModel() {
        guard let keeping, keeping.rule.keeps(after: losses.count, isLast: isOver, objective.evaluations) else { return }
        keeping.keep(KeptModel(iteration: losses.count, isLast: isOver, values: model.values()))
    }

    /// Loads the batch, draws its masks, and then the next batch, which PyTorch's scripts fetch before they go backward.
    private mutating func prepare() {
        objective.loadBatch(into: model)
        model.drawMasks(from: &stream)
        objective.drawNextBatch(from: &stream)
    }

    /// The model before its first pass, with the first batch and masks.
    consuming func preparedForFirstPass() -> Model<K> {
        prepare()
        return model
    }

    /// What the trained model is worth, with all that was measured on the way.
    consuming func outcome(observer: any PassObserver) throws(TrainingFailure) -> TrainingOutcome {
        let evaluation = try objective.evaluate(model, stream: &stream, observer: observer)
        keepModel()
        return TrainingOutcome(
            configuration: trainer.configuration, seed: trainer.seed, tokenEmbeddingSum: tokenEmbeddingSum,
            evaluation: evaluation, losses: losses, gradientNorms: gradientNorms, tokenEmbedding: model.tokenEmbedding())
    }
}
