/// A text that a model writes token by token.
///
/// Each token is drawn after the last T of those before it, whose positions count from 0, as in nanoGPT.
package struct Generation: ~Copyable {
    private var reader: TextReader
    private var sampler: Sampler
    /// Those that the reader has not seen.
    private var unread: [Int]

    /// - Parameter prompt: at least one token.
    /// - Throws: `ModelError.outOfMemory`
    package init(of model: TrainedModel, after prompt: [Int], _ sampler: Sampler) throws(ModelError) {
        precondition(!prompt.isEmpty)
        reader = try TextReader(model)
        unread = prompt
        self.sampler = sampler
    }

    /// The next token.
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package mutating func next() throws(ModelError) -> Int {
        let token = sampler.next(try reader.read(unread))
        unread = [token]
        return token
    }
}
