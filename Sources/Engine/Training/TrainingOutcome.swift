/// What came of one run.
package struct TrainingOutcome: Sendable, Equatable {
    package let configuration: TrainingConfiguration
    package let seed: UInt32
    /// The sum of the initial token embedding (V, C), added in double in storage order, rounded once.
    /// Two runs that print the same sum started alike.
    package let tokenEmbeddingSum: Float
    /// The T token indices of the first training example: the split's fingerprint.
    package let firstTrainingInput: [Int]
    /// The token indices of every test example, (test size, T).
    package let testInputs: [[Int]]
    /// For each test example: was it right?
    package let testItemsRight: [Bool]
    /// What was measured at the end, dropout off, and the train loss.
    package let metrics: MetricValues
    /// The loss of each epoch, computed before its update, dropout on.
    package let losses: [Double]
    /// The global gradient norm of each epoch, before clipping.
    package let gradientNorms: [Double]
    /// The token embedding after the last update, (V, C); empty where a test has made the outcome up.
    package let tokenEmbedding: [Float]
    /// How a text's loss was evaluated; nil for relations.
    package let text: TextOutcome?

    package init(
        configuration: TrainingConfiguration, seed: UInt32, tokenEmbeddingSum: Float, evaluation: Evaluation,
        losses: [Double], gradientNorms: [Double], tokenEmbedding: [Float] = []
    ) {
        self.configuration = configuration
        self.seed = seed
        self.tokenEmbeddingSum = tokenEmbeddingSum
        firstTrainingInput = evaluation.firstTrainingInput
        testInputs = evaluation.testInputs
        testItemsRight = evaluation.testItemsRight
        var metrics = evaluation.metrics
        let last = losses.suffix(evaluation.text == nil ? 1 : Self.lastIterations)
        if !last.isEmpty { metrics[.trainLoss] = .real(last.reduce(0, +) / Double(last.count)) }
        self.metrics = metrics
        self.losses = losses
        self.gradientNorms = gradientNorms
        self.tokenEmbedding = tokenEmbedding
        text = evaluation.text
    }

    /// A text's train loss is the mean over this many of its last iterations.
    private static let lastIterations = 100

    package var testItemsRightCount: Int { testItemsRight.count { $0 } }
}

/// What a trained model is worth, and what it was trained and tested on.
package struct Evaluation: Sendable {
    /// The T token indices of the first training example.
    let firstTrainingInput: [Int]
    /// The token indices of every test example, (test size, T).
    let testInputs: [[Int]]
    /// For each test example: was it right?
    let testItemsRight: [Bool]
    let metrics: MetricValues
    let text: TextOutcome?

    package init(
        firstTrainingInput: [Int], testInputs: [[Int]], testItemsRight: [Bool], metrics: MetricValues,
        text: TextOutcome? = nil
    ) {
        self.firstTrainingInput = firstTrainingInput
        self.testInputs = testInputs
        self.testItemsRight = testItemsRight
        self.metrics = metrics
        self.text = text
    }

    /// Of items that are right or not: the test items one by one, of the training items how many.
    package init(
        firstTrainingInput: [Int], testInputs: [[Int]], testItemsRight: [Bool], trainItemsRight: Int, trainSize: Int
    ) {
        self.init(
            firstTrainingInput: firstTrainingInput, testInputs: testInputs, testItemsRight: testItemsRight,
            metrics: [
                .testAccuracy: .count(testItemsRight.count { $0 }, of: testItemsRight.count),
                .trainAccuracy: .count(trainItemsRight, of: trainSize),
            ])
    }
}
