extension Lexer {
    /// A name or reserved word: a letter or `_`, then letters, digits and `_`, as Unicode sees them.
    mutating func name(from start: Int, firstLength: Int) -> Token {
        skip(firstLength)
        while let length = lengthOfNamePart(at: offset) { skip(length) }
        let text = source[SourceSpan(start: start, end: offset)]
        return token(Self.keywords[text].map(Token.Kind.keyword) ?? .name(text), from: start)
    }

    private static let keywords = Dictionary(uniqueKeysWithValues: Keyword.allCases.map { ($0.rawValue, $0) })

    /// How many bytes the character at `offset` takes if a name can start with it.
    func lengthOfNameStart(at offset: Int) -> Int? {
        guard let byte = byte(at: offset) else { return nil }
        if byte < 0x80 { return byte.isLetter || byte == ASCII.underscore ? 1 : nil }
        guard let (scalar, length) = scalar(at: offset), scalar.properties.isXIDStart else { return nil }
        return length
    }

    /// How many bytes the character at `offset` takes if a name can go on with it.
    func lengthOfNamePart(at offset: Int) -> Int? {
        guard let byte = byte(at: offset) else { return nil }
        if byte < 0x80 { return byte.isLetter || byte.isDigit || byte == ASCII.underscore ? 1 : nil }
        guard let (scalar, length) = scalar(at: offset), scalar.properties.isXIDContinue else { return nil }
        return length
    }

    /// The Unicode scalar that starts at `offset`; nil where the bytes are no UTF-8 and at the end.
    func scalar(at offset: Int) -> (value: Unicode.Scalar, length: Int)? {
        guard let byte = byte(at: offset) else { return nil }
        if byte < 0x80 { return (Unicode.Scalar(byte), 1) }
        var bytes = source.bytes[offset..<min(offset + 4, limit)].makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = parser.parseScalar(from: &bytes) else { return nil }
        return (Unicode.UTF8.decode(encoded), encoded.count)
    }
}
