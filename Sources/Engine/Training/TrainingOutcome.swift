/// What one run found.
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
    /// For each test example: was the last position right in all V entries?
    package let testItemsRight: [Bool]
    /// How many training examples are right, dropout off.
    package let trainItemsRight: Int
    /// The loss of each epoch, computed before its update, dropout on.
    package let losses: [Double]
    /// The global gradient norm of each epoch, before clipping.
    package let gradientNorms: [Double]
    /// The token embedding after the last update, (V, C); empty where a test has made the outcome up.
    package let tokenEmbedding: [Float]

    package init(
        configuration: TrainingConfiguration, seed: UInt32, tokenEmbeddingSum: Float, firstTrainingInput: [Int],
        testInputs: [[Int]], testItemsRight: [Bool], trainItemsRight: Int, losses: [Double], gradientNorms: [Double],
        tokenEmbedding: [Float] = []
    ) {
        self.configuration = configuration
        self.seed = seed
        self.tokenEmbeddingSum = tokenEmbeddingSum
        self.firstTrainingInput = firstTrainingInput
        self.testInputs = testInputs
        self.testItemsRight = testItemsRight
        self.trainItemsRight = trainItemsRight
        self.losses = losses
        self.gradientNorms = gradientNorms
        self.tokenEmbedding = tokenEmbedding
    }
}

extension TrainingOutcome {
    init(
        _ trainer: Trainer, _ evaluation: Evaluation, tokenEmbeddingSum: Float, losses: [Double], gradientNorms: [Double],
        tokenEmbedding: [Float]
    ) {
        self.init(
            configuration: trainer.configuration, seed: trainer.seed, tokenEmbeddingSum: tokenEmbeddingSum,
            firstTrainingInput: evaluation.firstTrainingInput, testInputs: evaluation.testInputs,
            testItemsRight: evaluation.testItemsRight, trainItemsRight: evaluation.trainItemsRight, losses: losses,
            gradientNorms: gradientNorms, tokenEmbedding: tokenEmbedding)
    }

    /// The loss of the last epoch.
    package var trainLoss: Double { losses.last ?? .nan }
    package var testItemsRightCount: Int { testItemsRight.count { $0 } }
}
