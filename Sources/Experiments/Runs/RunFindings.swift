package import Engine

/// The results of a run that finished: of a training outcome what is kept.
package struct RunFindings: Hashable, Sendable {
    /// The token indices of every test example.
    package let testInputs: [[Int]]
    /// For each test example: was it right?
    package let testItemsRight: [Bool]
    /// How many training examples are right, dropout off.
    package let trainItemsRight: Int
    /// The size of the training set.
    package let trainSize: Int
    /// The loss of the last epoch, before its update, dropout on.
    package let trainLoss: Double
    /// The sum of the initial token embedding.
    package let tokenEmbeddingSum: Float
    /// The token indices of the first training example.
    package let firstTrainingInput: [Int]
    /// How the loss fell; nil in a record of a version that didn't keep it.
    package let lossCurve: LossCurve?
    /// What it learned of each token; nil unless it was asked for.
    package let embedding: TokenEmbedding?

    package init(
        testInputs: [[Int]], testItemsRight: [Bool], trainItemsRight: Int, trainSize: Int,
        trainLoss: Double, tokenEmbeddingSum: Float, firstTrainingInput: [Int], lossCurve: LossCurve? = nil,
        embedding: TokenEmbedding? = nil
    ) {
        self.testInputs = testInputs
        self.testItemsRight = testItemsRight
        self.trainItemsRight = trainItemsRight
        self.trainSize = trainSize
        self.trainLoss = trainLoss
        self.tokenEmbeddingSum = tokenEmbeddingSum
        self.firstTrainingInput = firstTrainingInput
        self.lossCurve = lossCurve
        self.embedding = embedding
    }

    /// - Parameter keepsEmbedding: whether the token embedding is kept.
    package init(_ outcome: TrainingOutcome, keepsEmbedding: Bool = false) {
        self.init(
            testInputs: outcome.testInputs, testItemsRight: outcome.testItemsRight,
            trainItemsRight: outcome.trainItemsRight, trainSize: outcome.configuration.trainSize,
            trainLoss: outcome.trainLoss, tokenEmbeddingSum: outcome.tokenEmbeddingSum,
            firstTrainingInput: outcome.firstTrainingInput,
            lossCurve: outcome.losses.count == outcome.configuration.epochs ? LossCurve(outcome.losses) : nil,
            embedding: keepsEmbedding ? TokenEmbedding(outcome.tokenEmbedding, width: outcome.configuration.nEmbd) : nil)
    }
}

extension RunFindings {
    package var testSize: Int { testItemsRight.count }
    package var testItemsRightCount: Int { testItemsRight.count { $0 } }
    /// A share, 0 to 1.
    package var testAccuracy: Double { Double(testItemsRightCount) / Double(testSize) }
    /// A share, 0 to 1.
    package var trainAccuracy: Double { Double(trainItemsRight) / Double(trainSize) }
    /// Whether the test accuracy is above 0.99.
    package var isPerfect: Bool { testAccuracy > 0.99 }
}
