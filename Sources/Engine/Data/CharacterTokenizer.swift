/// A token for each Unicode scalar of a text, numbered by value: Python's `sorted(set(text))`.
package struct CharacterTokenizer: Tokenizer {
    /// The V scalars, ascending.
    private let scalars: [UInt32]
    /// The token of each scalar up to the last, `none` where it doesn't occur.
    private let tokens: [Int32]
    private static let none: Int32 = -1

    /// - Throws: `DataError.Kind.tooManyCharacters`, or `oneCharacter` where there is nothing to predict.
    package init(of text: PlainText) throws(DataError) {
        var tokens = [Int32](repeating: Self.none, count: Self.scalarLimit)
        text.forEachScalar { scalar, _ in tokens[Int(scalar)] = 0 }
        scalars = tokens.indices.filter { tokens[$0] != Self.none }.map(UInt32.init)
        for (token, scalar) in scalars.enumerated() { tokens[Int(scalar)] = Int32(token) }
        self.tokens = tokens
        if scalars.count == 1 { throw DataError(.oneCharacter(names[0])) }
        guard scalars.count <= TextEncoding.largestVocabulary else { throw DataError(.tooManyCharacters(found: scalars.count)) }
    }

    /// The tokenizer of such a vocabulary; nil where its names are not different scalars in ascending order.
    package init?(names: [String]) {
        scalars = names.compactMap { $0.unicodeScalars.count == 1 ? $0.unicodeScalars.first?.value : nil }
        guard scalars.count == names.count, zip(scalars, scalars.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
        var tokens = [Int32](repeating: Self.none, count: Self.scalarLimit)
        for (token, scalar) in scalars.enumerated() { tokens[Int(scalar)] = Int32(token) }
        self.tokens = tokens
    }

    private static let scalarLimit = 0x11_0000

    package var names: [String] { scalars.map(Self.name) }

    package func encode(_ bytes: [UInt8]) throws(DataError) -> [UInt16] { try encode(PlainText(bytes)) }

    func encode(_ text: PlainText) throws(DataError) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(text.bytes.count)
        var unknown: (scalar: UInt32, offset: Int)?
        text.forEachScalar { scalar, offset in
            let token = tokens[Int(scalar)]
            if token == Self.none, unknown == nil { unknown = (scalar, offset) }
            result.append(UInt16(truncatingIfNeeded: token))
        }
        if let unknown {
            throw DataError(.unknownCharacter(Self.name(unknown.scalar)), at: .init(of: unknown.offset, in: text.bytes))
        }
        return result
    }

    package func decode(_ tokens: some Sequence<UInt16>) -> [UInt8] {
        tokens.flatMap { Array(Self.name(scalars[Int($0)]).utf8) }
    }

    private static func name(_ scalar: UInt32) -> String { Unicode.Scalar(scalar).map { String($0) } ?? "" }
}
