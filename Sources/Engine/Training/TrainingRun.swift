/// One run under way: the model, its stream, and what has been measured so far.
struct TrainingRun<K: Kernels>: ~Copyable {
    let configuration: TrainingConfiguration
    let seed: UInt32
    let dataset: Dataset
    let split: Split
    let model: Model<K>
    let optimizer: Optimizer
    private var stream: ModelStream
    private let tokenEmbeddingSum: Float
    private var losses: [Double] = []
    private var gradientNorms: [Double] = []

    /// - Throws: `TrainingFailure.outOfMemory`.
    init(
        _ configuration: TrainingConfiguration, seed: UInt32, dataset: Dataset, kernels: K, variant: KernelVariant
    ) throws(TrainingFailure) {
        self.configuration = configuration
        self.seed = seed
        self.dataset = dataset
        split = dataset.split(seed: seed, trainSize: configuration.trainSize)
        let shape = ModelShape(configuration, dataset: dataset)
        model = try Model(shape, dropout: configuration.dropout, kernels: kernels)
        optimizer = Optimizer(configuration)
        stream = ModelStream(seed: seed, kernels: variant.table)
        model.initialize(from: &stream)
        tokenEmbeddingSum = model.tokenEmbeddingSum()
        model.load(split.training, of: dataset, withTargets: true)
        losses.reserveCapacity(configuration.epochs)
        gradientNorms.reserveCapacity(configuration.epochs)
    }

    /// One epoch: masks, forward, loss, backward, clipping, update. Epochs count from 0.
    ///
    /// - Throws: `TrainingFailure.nonFiniteLoss`, or what the watch throws.
    mutating func trainEpoch<W: PassWatch>(_ epoch: Int, watch: inout W) throws(TrainingFailure) {
        try gradients(epoch, watch: &watch)
        try watch.enter(.update)
        let norm = model.gradientNorm()
        gradientNorms.append(norm)
        model.update(optimizer.step(epoch: epoch, gradientNorm: norm))
    }

    /// The first part of an epoch: the loss, and every gradient before clipping.
    mutating func gradients<W: PassWatch>(_ epoch: Int, watch: inout W) throws(TrainingFailure) {
        try watch.enter(.masks)
        model.drawMasks(from: &stream)
        try model.forward(examples: model.shape.B, dropping: true, watch: &watch)
        try watch.enter(.loss)
        let loss = model.loss()
        guard loss.isFinite else { throw .nonFiniteLoss(epoch: epoch, loss: loss) }
        losses.append(loss)
        try model.backward(watch: &watch)
    }

    /// The model before its first pass, with the first epoch's masks.
    consuming func preparedForFirstPass() -> Model<K> {
        model.drawMasks(from: &stream)
        return model
    }

    /// What the trained model gets right, dropout off, with all that was measured on the way.
    consuming func outcome<W: PassWatch>(watch: inout W) throws(TrainingFailure) -> TrainingOutcome {
        let trainRight = try evaluate(split.training, watch: &watch)
        let testRight = try evaluate(split.test, watch: &watch)
        return TrainingOutcome(
            configuration: configuration, seed: seed, tokenEmbeddingSum: tokenEmbeddingSum,
            firstTrainingInput: dataset.inputs[split.training[0]], testInputs: split.test.map { dataset.inputs[$0] },
            testItemsRight: testRight, trainItemsRight: trainRight.count { $0 },
            losses: losses, gradientNorms: gradientNorms, tokenEmbedding: model.tokenEmbedding())
    }

    /// For each example: does its last position, thresholded at logit ≥ 0, equal the target everywhere?
    private func evaluate<W: PassWatch>(_ examples: [Int], watch: inout W) throws(TrainingFailure) -> [Bool] {
        model.load(examples, of: dataset, withTargets: false)
        try model.forward(examples: examples.count, dropping: false, watch: &watch)
        let V = model.shape.V, T = model.shape.T
        var right: [Bool] = []
        for (i, example) in examples.enumerated() {
            let answers = dataset.answers[example][T - 1]
            var isRight = true
            for entry in 0..<V {
                let logit = model.buffers.logits[
                    Panels.offset(row: (T - 1) * examples.count + i, col: entry, rows: examples.count * T, cols: V)]
                // A model broken by its last update shows here first.
                guard logit.isFinite else { throw .nonFiniteLoss(epoch: configuration.epochs, loss: Double(logit)) }
                isRight = isRight && (logit >= 0) == answers.contains(entry)
            }
            right.append(isRight)
        }
        return right
    }
}

extension Model {
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
