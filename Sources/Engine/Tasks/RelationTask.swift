extension LearningTask {
    /// Hinton's family trees: 104 facts, some of them kept back for the test.
    package static let familyTree = relations(.familyTree)

    /// Facts: for every position of an example the set of right answers, each answer a yes or no of its own.
    ///
    /// The whole training set is every epoch's batch, the loss is the binary cross-entropy averaged over all V answers
    /// of all positions, and an example is right when its last position gets every one of the V answers right.
    package static func relations(_ dataset: Dataset) -> LearningTask {
        LearningTask(
            vocabulary: dataset.modelVocabulary, source: dataset.source, lossName: "binary cross-entropy",
            shape: { configuration in
                let B = min(configuration.trainSize, dataset.count)
                return ModelShape(
                    configuration, V: dataset.vocabularySize, T: dataset.contextLength, B: B,
                    largestBatch: max(B, dataset.count - B))
            },
            objective: { configuration, seed in
                RelationObjective(
                    dataset: dataset, split: dataset.split(seed: seed, trainSize: configuration.trainSize),
                    epochs: configuration.epochs)
            })
    }
}

/// What one seed trains on and is tested on.
private struct RelationObjective: Objective {
    let dataset: Dataset
    let split: Split
    let updateCount: Int
    private var isLoaded = false

    init(dataset: Dataset, split: Split, epochs: Int) {
        self.dataset = dataset
        self.split = split
        updateCount = epochs
    }

    /// The whole training set is every batch: nothing is drawn, and nothing measured before the end.
    func drawFirstBatch(from stream: inout ModelStream) {}
    func drawNextBatch(from stream: inout ModelStream) {}
    func observe<K>(_ model: Model<K>, before update: Int, stream: inout ModelStream, observer: any PassObserver) {}
    var evaluations: [TextOutcome.Evaluation] { [] }
    func write(to writer: inout StateWriter) {}
    func read(from reader: inout StateReader) {}

    mutating func loadBatch<K>(into model: Model<K>) {
        guard !isLoaded else { return }
        isLoaded = true
        let count = split.training.count
        load(split.training, into: model)
        for (i, example) in split.training.enumerated() {
            for (t, answers) in dataset.answers[example].enumerated() {
                for answer in answers {
                    let row = t * count + i
                    model.buffers.targets[Panels.offset(row: row, col: answer, rows: model.shape.rows, cols: model.shape.V)] = 1
                }
            }
        }
    }

    func loss<K>(of model: Model<K>) -> Double { model.binaryCrossEntropy() }

    func evaluate<K>(
        _ model: Model<K>, stream: inout ModelStream, observer: any PassObserver
    ) throws(TrainingFailure) -> Evaluation {
        let trainItemsRight = try itemsRight(split.training, model, observer)
        return Evaluation(
            firstTrainingInput: dataset.inputs[split.training[0]], testInputs: split.test.map { dataset.inputs[$0] },
            testItemsRight: try itemsRight(split.test, model, observer),
            trainItemsRight: trainItemsRight.count { $0 }, trainSize: split.training.count)
    }

    private func load<K>(_ examples: [Int], into model: Model<K>) {
        for (i, example) in examples.enumerated() {
            for (t, token) in dataset.inputs[example].enumerated() {
                model.buffers.tokens[t * examples.count + i] = Int32(token)
            }
        }
    }

    /// For each example: does its last position, thresholded at logit ≥ 0, equal the target everywhere?
    private func itemsRight<K>(
        _ examples: [Int], _ model: Model<K>, _ observer: any PassObserver
    ) throws(TrainingFailure) -> [Bool] {
        load(examples, into: model)
        try model.forward(examples: examples.count, dropping: false, observer: observer)
        let last = (model.shape.T - 1) * examples.count
        var right: [Bool] = []
        for (i, example) in examples.enumerated() {
            let answers = dataset.answers[example][model.shape.T - 1]
            var isRight = true
            for entry in 0..<model.shape.V {
                let logit = model.logit(row: last + i, entry: entry, examples: examples.count)
                // A model broken by its last update, the last epoch's, shows here first.
                guard logit.isFinite else { throw .nonFiniteLoss(epoch: updateCount - 1, loss: Double(logit)) }
                isRight = isRight && (logit >= 0) == answers.contains(entry)
            }
            right.append(isRight)
        }
        return right
    }
}
