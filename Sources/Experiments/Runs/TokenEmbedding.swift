/// What a run has learned of each token: its vector after the last update.
package struct TokenEmbedding: Hashable, Sendable {
    /// A token's vector each, (V, C).
    package let vectors: [[Float]]

    /// - Parameters:
    ///   - values: (V, C), one token after the other.
    ///   - width: C.
    package init(_ values: [Float], width: Int) {
        let width = max(1, width)
        vectors = stride(from: 0, to: values.count, by: width).map { Array(values[$0..<min($0 + width, values.count)]) }
    }

    /// The values as a record holds them.
    var bytes: [UInt8] { SinglePrecision.bytes(of: vectors.joined()) }

    /// Nil when the bytes are not whole vectors of finite numbers.
    init?(bytes: [UInt8], width: Int) {
        guard width > 0, let values = SinglePrecision.numbers(in: bytes), !values.isEmpty, values.count % width == 0 else {
            return nil
        }
        self.init(values, width: width)
    }
}
