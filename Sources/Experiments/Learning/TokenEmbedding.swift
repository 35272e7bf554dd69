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

    /// The values as they are written: IEEE 754 single precision, least significant byte first.
    var bytes: [UInt8] {
        vectors.joined().flatMap { value in
            (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
        }
    }

    /// Nil when the bytes are not whole vectors of finite numbers.
    init?(bytes: [UInt8], width: Int) {
        guard width > 0, !bytes.isEmpty, bytes.count % 4 == 0, bytes.count / 4 % width == 0 else { return nil }
        let values = stride(from: 0, to: bytes.count, by: 4).map { start in
            Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * $1) })
        }
        guard values.allSatisfy(\.isFinite) else { return nil }
        self.init(values, width: width)
    }
}
