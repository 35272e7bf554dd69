import Characters

extension Lexer {
    /// An operator, bracket or separator, the longest that fits.
    mutating func symbol() -> Token? {
        let start = offset
        guard let first = byte(at: start) else { return nil }
        if let second = byte(at: start + 1), let symbol = Self.symbols[[first, second]] {
            skip(2)
            return token(.symbol(symbol), from: start)
        }
        guard let symbol = Self.symbols[[first, 0]] else { return nil }
        skip()
        return token(.symbol(symbol), from: start)
    }

    /// What other languages, or a word processor, write in place of something of this one.
    mutating func mistake() -> Token? {
        let start = offset
        guard let byte = byte(at: offset) else { return nil }
        if byte >= 0x80 { return lookalike() }
        guard Self.mistakeStarts.contains(byte) else { return nil }
        for (text, meant) in Self.mistakes where starts(with: text) {
            skip(text.utf8CodeUnitCount)
            return invalid(.mistaken(text.description, meant: meant), from: start)
        }
        for (text, name) in Self.compoundAssignments where starts(with: text) {
            skip(text.utf8CodeUnitCount)
            return invalid(.compoundAssignment(operator: name), from: start)
        }
        guard byte == UInt8(ascii: "!"), !starts(with: "!=") else { return nil }
        skip()
        return invalid(.mistaken("!", meant: "not"), from: start)
    }

    /// Whatever else stands there, as one invalid token; always at least one byte.
    mutating func strayCharacter() -> Token {
        let start = offset
        guard let (scalar, length) = scalar(at: start) else { return invalidByte() }
        if scalar.isControl {
            skip(length)
            return invalid(.controlCharacter(scalar), from: start)
        }
        if scalar.properties.isWhitespace || scalar.isUnprintable {
            skip(length)
            return invalid(.invisibleCharacter(scalar), from: start)
        }
        skip(lengthOfCharacter(at: start))
        return invalid(.unexpectedCharacter(source.abbreviated(SourceSpan(start: start, end: offset))), from: start)
    }

    /// The byte the lexer is at, which is no UTF-8, as a token.
    mutating func invalidByte() -> Token {
        let error = invalidByteError()
        return Token(kind: .invalid(error), span: error.span)
    }

    /// Skips a byte that is no UTF-8.
    mutating func invalidByteError() -> SyntaxError {
        let start = offset
        let byte = byte(at: start) ?? 0
        skip()
        return SyntaxError(.invalidUTF8(byte), at: SourceSpan(start: start, end: offset))
    }

    private mutating func lookalike() -> Token? {
        let start = offset
        guard let (scalar, length) = scalar(at: start), let meant = Self.meaning(of: scalar) else { return nil }
        skip(length)
        return invalid(.mistaken(String(scalar), meant: meant), from: start)
    }

    /// How many bytes the character (grapheme cluster) at `start` takes, looking at 32 scalars at most.
    private func lengthOfCharacter(at start: Int) -> Int {
        var text = ""
        var end = start
        for _ in 0..<32 {
            guard let (scalar, length) = scalar(at: end) else { break }
            text.unicodeScalars.append(scalar)
            if text.count > 1 { break }
            end += length
        }
        return max(end - start, 1)
    }
}

extension Lexer {
    /// The symbols by their first and second byte, 0 for none.
    private static let symbols: [SIMD2<UInt8>: Symbol] = Dictionary(
        uniqueKeysWithValues: Symbol.allCases.map { symbol in
            let bytes = Array(symbol.rawValue.utf8) + [0]
            return ([bytes[0], bytes[1]], symbol)
        })

    /// Longer ones before their beginnings.
    private static let mistakes: [(StaticString, meant: String)] = [
        ("&&", "and"), ("||", "or"), ("===", "=="), ("!==", "!="), ("<>", "!="), ("=>", ">="), ("=<", "<="), (":=", "="),
        ("...", ".."), ("..<", ".."), ("..=", ".."), ("&", "and"), ("|", "or"), ("^", "**"),
    ]

    private static let compoundAssignments: [(StaticString, operator: String)] = [
        ("**=", "**"), ("//=", "//"), ("+=", "+"), ("-=", "-"), ("*=", "*"), ("/=", "/"), ("%=", "%"),
    ]

    private static let mistakeStarts = Set("&|=!<:.^*/+-%".utf8)

    private static func meaning(of scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\u{201C}", "\u{201D}", "\u{201E}", "\u{201F}", "\u{00AB}", "\u{00BB}", "\u{2033}": "\""
        case "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}", "\u{2032}": "'"
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}": "-"
        case "\u{00D7}", "\u{22C5}", "\u{00B7}", "\u{2217}": "*"
        case "\u{00F7}", "\u{2215}": "/"
        case "\u{2264}": "<="
        case "\u{2265}": ">="
        case "\u{2260}": "!="
        case "\u{2208}": "in"
        case "\u{2025}", "\u{2026}": ".."
        case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(scalar.value - 0xFEE0).map(String.init)
        default: nil
        }
    }
}

extension Unicode.Scalar {
    var isControl: Bool { properties.generalCategory == .control }

    var isLineBreak: Bool { self == "\n" || self == "\r" }
}
