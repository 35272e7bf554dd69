package import Engine

/// The result of a run that finished: of a training outcome what is kept.
package struct RunResult: Hashable, Sendable {
    /// What was measured; the train loss is always there.
    package let metrics: MetricValues
    /// The token indices of every test example; none where they are not listed.
    package let testInputs: [[Int]]
    /// For each of them: was it right?
    package let testItemsRight: [Bool]
    /// The sum of the initial token embedding.
    package let tokenEmbeddingSum: Float
    /// The token indices of the first training example.
    package let firstTrainingInput: [Int]
    /// How the loss fell; nil in a record of a version that didn't keep it.
    package let lossCurve: LossCurve?
    /// What it learned of each token; nil unless it was asked for.
    package let embedding: TokenEmbedding?
    /// How a text's loss was evaluated; nil for relations.
    package let text: TextOutcome?

    package init(
        metrics: MetricValues, testInputs: [[Int]], testItemsRight: [Bool], tokenEmbeddingSum: Float,
        firstTrainingInput: [Int], lossCurve: LossCurve? = nil, embedding: TokenEmbedding? = nil, text: TextOutcome? = nil
    ) {
        self.metrics = metrics
        self.testInputs = testInputs
        self.testItemsRight = testItemsRight
        self.tokenEmbeddingSum = tokenEmbeddingSum
        self.firstTrainingInput = firstTrainingInput
        self.lossCurve = lossCurve
        self.embedding = embedding
        self.text = text
    }

    /// - Parameter keepsEmbedding: whether the token embedding is kept.
    package init(_ outcome: TrainingOutcome, keepsEmbedding: Bool = false) {
        self.init(
            metrics: outcome.metrics, testInputs: outcome.testInputs, testItemsRight: outcome.testItemsRight,
            tokenEmbeddingSum: outcome.tokenEmbeddingSum, firstTrainingInput: outcome.firstTrainingInput,
            lossCurve: outcome.losses.count == outcome.configuration.updates ? LossCurve(outcome.losses) : nil,
            embedding: keepsEmbedding ? TokenEmbedding(outcome.tokenEmbedding, width: outcome.configuration.nEmbd) : nil,
            text: outcome.text)
    }

    /// Whether two results are the same, as far as both hold what not every record does.
    func agrees(with other: RunResult) -> Bool {
        metrics == other.metrics && testInputs == other.testInputs && testItemsRight == other.testItemsRight
            && tokenEmbeddingSum == other.tokenEmbeddingSum && firstTrainingInput == other.firstTrainingInput
            && TextOutcome.agree(text, other.text)
            && (lossCurve == nil || other.lossCurve == nil || lossCurve == other.lossCurve)
            && (embedding == nil || other.embedding == nil || embedding == other.embedding)
    }

    /// A metric's value; of a count its share, 0 to 1. NaN where it was not measured.
    package subscript(metric: Metric) -> Double { metrics[metric]?.number ?? .nan }
}

extension TextOutcome {
    /// Whether two are the same; a stretch without tokens, NaN, is the same as another.
    fileprivate static func agree(_ one: TextOutcome?, _ other: TextOutcome?) -> Bool {
        guard let one, let other else { return one == other }
        return one.evaluations == other.evaluations && one.validationTokens == other.validationTokens
            && one.validationTokensRight == other.validationTokensRight && one.tokensSeen == other.tokensSeen
            && one.segments.elementsEqual(other.segments) { $0 == $1 || $0.isNaN && $1.isNaN }
    }
}

extension MetricValues {
    /// Whether what ranks is a count of which more than 99 % are right.
    package var isPerfect: Bool { ranking.flatMap { self[$0] }?.isPerfect ?? false }
}
