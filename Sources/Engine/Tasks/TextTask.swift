internal import Statistics

extension LearningTask {
    /// A text: for every position of a window of T tokens the token that follows.
    ///
    /// Each update sees a batch of windows of the training text, and the loss is the softmax cross-entropy averaged over
    /// their positions. Each part of the text is longer than T tokens.
    package static func text(_ corpus: Corpus) -> LearningTask {
        LearningTask(
            vocabulary: ModelVocabulary(names: corpus.vocabulary, form: corpus.form), source: corpus.source, lossName: "cross-entropy",
            shape: { configuration in
                ModelShape(
                    configuration, V: corpus.vocabulary.count, T: configuration.blockSize, B: configuration.batchSize,
                    largestBatch: configuration.batchSize)
            },
            evaluatedRows: { evaluatedRows(of: corpus, $0) },
            objective: { configuration, seed in NextTokenObjective(corpus, configuration, seed: seed) })
    }

    /// As many of the training text as of the validation text, on the way and at the end.
    private static func evaluatedRows(of corpus: Corpus, _ configuration: TrainingConfiguration) -> Double {
        let T = configuration.blockSize, windows = (corpus.tokens.count - corpus.trainingCount - 1) / T
        let onTheWay: Double = switch configuration.streams {
        case .split: Double(min(configuration.evalWindows, windows))
        case .one: Double(configuration.evalIters) * Double(configuration.batchSize)
        }
        return 2 * Double(T) * (onTheWay * Double(configuration.evaluationCount) + Double(windows))
    }
}

extension TrainingConfiguration {
    /// Evaluations of a whole run, the last after all updates.
    fileprivate var evaluationCount: Int { (maxIters - 1) / evalInterval + 2 }
}

/// One seed's way through a text.
struct NextTokenObjective: Objective {
    let corpus: Corpus
    let configuration: TrainingConfiguration
    private let training: TextPart
    private let validation: TextPart
    private(set) var batches: TextBatches
    private(set) var evaluations: [TextOutcome.Evaluation] = []
    /// Where the first window of the first batch starts.
    private var firstStart = 0

    var updateCount: Int { configuration.maxIters }

    init(_ corpus: Corpus, _ configuration: TrainingConfiguration, seed: UInt32) {
        let T = configuration.blockSize
        self.corpus = corpus
        self.configuration = configuration
        training = TextPart(0..<corpus.trainingCount, T: T)
        validation = TextPart(corpus.trainingCount..<corpus.tokens.count, T: T)
        batches = TextBatches(
            configuration.batches, of: training, B: configuration.batchSize, seed: configuration.streams == .split ? seed : nil)
        evaluations.reserveCapacity(configuration.evaluationCount)
    }

    mutating func drawFirstBatch(from stream: inout ModelStream) {
        batches.drawNext(from: &stream)
        firstStart = batches.starts[0]
    }

    func loadBatch<K>(into model: Model<K>) {
        for (i, start) in batches.starts.enumerated() {
            model.load(corpus, from: start, as: i, of: batches.starts.count)
        }
    }

    mutating func drawNextBatch(from stream: inout ModelStream) { batches.drawNext(from: &stream) }

    func loss<K>(of model: Model<K>) -> Double { model.nextTokenLoss(examples: model.shape.B) / Double(model.shape.rows) }
}

// MARK: Evaluation

extension NextTokenObjective {
    mutating func observe<K>(
        _ model: Model<K>, before update: Int, stream: inout ModelStream, observer: any PassObserver
    ) throws(TrainingFailure) {
        guard update % configuration.evalInterval == 0 else { return }
        try evaluate(after: update, TextEvaluator(model, corpus, epoch: update, observer), stream: &stream)
    }

    /// Over the same windows each time; with a single stream over nanoGPT's random batches.
    private mutating func evaluate<K>(
        after updates: Int, _ evaluator: TextEvaluator<K>, stream: inout ModelStream
    ) throws(TrainingFailure) {
        let losses: (train: Double, validation: Double)
        switch configuration.streams {
        case .split:
            losses.train = try evaluator.tally(training, windows: configuration.evalWindows).meanLoss
            losses.validation = try evaluator.tally(validation, windows: configuration.evalWindows).meanLoss
        case .one:
            losses.train = try evaluator.tally(training, randomBatches: configuration.evalIters, from: &stream).meanLoss
            losses.validation = try evaluator.tally(validation, randomBatches: configuration.evalIters, from: &stream).meanLoss
        }
        evaluations.append(TextOutcome.Evaluation(iteration: updates, train: losses.train, validation: losses.validation))
    }

    mutating func evaluate<K>(
        _ model: Model<K>, stream: inout ModelStream, observer: any PassObserver
    ) throws(TrainingFailure) -> Evaluation {
        let evaluator = TextEvaluator(model, corpus, epoch: updateCount - 1, observer)
        try evaluate(after: updateCount, evaluator, stream: &stream)
        let segments = min(TextOutcome.segmentCount, validation.windowCount * validation.T)
        let whole = try evaluator.tally(validation, windows: validation.windowCount, segments: segments)
        let trained = try evaluator.tally(training, windows: validation.windowCount)
        let text = TextOutcome(
            evaluations: evaluations, validationTokens: whole.tokens, validationTokensRight: whole.right,
            segments: whole.segmentMeans, tokensSeen: updateCount * model.shape.rows,
            trainingTokens: corpus.trainingCount)
        return Evaluation(
            firstTrainingInput: [firstStart, Int(corpus.tokens[firstStart])], testInputs: [], testItemsRight: [],
            metrics: metrics(whole, trained, rise: text.rise), text: text)
    }

    private func metrics(_ whole: TextTally, _ trained: TextTally, rise: Double) -> MetricValues {
        [
            .valLoss: .real(whole.meanLoss), .bestValLoss: .real(whole.meanLoss - rise), .testAccuracy: .count(whole.right, of: whole.tokens),
            .trainAccuracy: .count(trained.right, of: trained.tokens),
            .valBitsPerByte: .real(
                whole.meanLoss / ElementaryFunctions.log(2) * Double(validation.tokens.count) / Double(corpus.validationBytes)),
        ]
    }
}

// MARK: State

extension NextTokenObjective {
    func write(to writer: inout StateWriter) {
        batches.write(to: &writer)
        writer.append(evaluations)
    }

    mutating func read(from reader: inout StateReader) throws(StateError) {
        try batches.read(from: &reader)
        let none = TextOutcome.Evaluation(iteration: 0, train: 0, validation: 0)
        evaluations.append(contentsOf: try reader.next(atMost: configuration.evaluationCount - 1, filledWith: none))
    }
}
