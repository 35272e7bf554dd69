/// How the loss of a text went, and where in the validation text it lies.
package struct TextOutcome: Hashable, Sendable {
    /// The losses of one evaluation, in nats a token, dropout off.
    package struct Evaluation: Hashable, Sendable, BitwiseCopyable {
        /// Updates made before it.
        package let iteration: Int
        package let train: Double
        package let validation: Double

        package init(iteration: Int, train: Double, validation: Double) {
            self.iteration = iteration
            self.train = train
            self.validation = validation
        }
    }

    /// Stretches that the validation text is divided into, where it has as many tokens.
    package static let segmentCount = 256

    /// In the order of iterations, all over the same windows, or nanoGPT's random batches; the last after all updates.
    package let evaluations: [Evaluation]
    /// Tokens of the whole validation text that the trained model predicted.
    package let validationTokens: Int
    package let validationTokensRight: Int
    /// The trained model's mean loss over each of `segmentCount` stretches of these tokens, as equal as whole numbers allow;
    /// where there are fewer tokens, the loss of each.
    package let segments: [Float]
    /// Tokens trained on, those seen again counted again.
    package let tokensSeen: Int
    /// Tokens that there are to train on.
    package let trainingTokens: Int

    package init(
        evaluations: [Evaluation], validationTokens: Int, validationTokensRight: Int, segments: [Float], tokensSeen: Int,
        trainingTokens: Int
    ) {
        self.evaluations = evaluations
        self.validationTokens = validationTokens
        self.validationTokensRight = validationTokensRight
        self.segments = segments
        self.tokensSeen = tokensSeen
        self.trainingTokens = trainingTokens
    }

    /// The evaluation with the lowest validation loss, the first of equals.
    package var best: Evaluation? { evaluations.min { $0.validation < $1.validation } }

    /// By how much the validation loss of the last evaluation is above the lowest one; 0 where none was lower.
    package var rise: Double {
        guard let best, let last = evaluations.last else { return 0 }
        return last.validation - best.validation
    }
}
