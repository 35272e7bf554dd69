/// A text that a model writes token by token.
///
/// Each token is drawn after the last T of those before it, whose positions count from 0, as in nanoGPT.
package struct Generation {
    private let model: TrainedModel
    private var tokens: [Int]
    private var sampler: Sampler

    /// - Parameter prompt: at least one token.
    package init(of model: TrainedModel, after prompt: [Int], _ sampler: Sampler) {
        precondition(!prompt.isEmpty)
        self.model = model
        tokens = prompt
        self.sampler = sampler
    }

    /// The next token.
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package mutating func next() throws(ModelError) -> Int {
        let logits = try model.logits(of: tokens.suffix(model.windowLength))
        let token = sampler.next(logits[logits.count - 1])
        tokens.append(token)
        return token
    }
}
