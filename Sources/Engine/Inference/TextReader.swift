/// The logits that follow a text as it grows.
///
/// While the text fits in the window of T tokens, a token costs one row: keys and values of those before it are cached. Once
/// it is longer, the window slides, every position changes, and the whole window goes forward again, of its last block
/// only what the last row needs. Either way the logits are those of `TrainedModel.logits(of:)` for the last T tokens.
package struct TextReader: ~Copyable {
    private let model: TrainedModel
    /// The last T tokens.
    private var window: [Int] = []
    /// Of the positions in the window; nil for shapes with pairs, which go forward whole.
    private let cache: KeyValueCache<Float>?

    /// - Throws: `ModelError.outOfMemory`
    package init(_ model: TrainedModel) throws(ModelError) {
        self.model = model
        window.reserveCapacity(model.windowLength)
        cache = model.model.shape.hasPairs ? nil : try model.makeCache()
    }

    /// The logits after the text and these tokens, of which there is at least one.
    ///
    /// - Throws: `ModelError.notFiniteLogits`
    package mutating func read(_ tokens: some Collection<Int>) throws(ModelError) -> [Float] {
        let T = model.windowLength, slides = window.count + tokens.count > T
        window.removeFirst(min(window.count, max(0, window.count + tokens.count - T)))
        window.append(contentsOf: tokens.suffix(T))
        guard let cache else { return try model.logits(of: window)[window.count - 1] }
        if slides { cache.count = 0 }
        return try model.logits(of: window.suffix(from: cache.count), answering: 1, cache)[0]
    }
}
