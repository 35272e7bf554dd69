extension Lexer {
    /// A string in `"…"` or `'…'`, which ends on its line.
    ///
    /// A mistake within makes the whole string invalid; its error stands at the mistake.
    mutating func string(quote: UInt8) -> Token {
        let start = offset
        var value = String.UnicodeScalarView()
        var mistake: SyntaxError?
        skip()
        while let byte = byte(at: offset), !byte.isLineBreak, !(byte == ASCII.backslash && isLastOfLine) {
            if byte == quote {
                skip()
                return token(mistake.map(Token.Kind.invalid) ?? .string(String(value)), from: start)
            }
            do throws(SyntaxError) {
                value.append(try byte == ASCII.backslash ? escape() : character())
            } catch {
                mistake = mistake ?? error
            }
        }
        let kind = SyntaxError.Kind.unterminatedString(quote: String(Unicode.Scalar(quote)))
        return mistake.map { token(.invalid($0), from: start) } ?? invalid(kind, from: start)
    }

    /// Whether the line ends behind the byte the lexer is at.
    private var isLastOfLine: Bool { byte(at: offset + 1)?.isLineBreak ?? true }

    /// A character that stands for itself.
    private mutating func character() throws(SyntaxError) -> Unicode.Scalar {
        let start = offset
        guard let (scalar, length) = scalar(at: start) else { throw invalidByteError() }
        skip(length)
        if scalar.isControl, scalar != "\t" { throw error(.controlCharacter(scalar), from: start) }
        return scalar
    }

    /// What an escape stands for: one of ``StringEscape/all``.
    private mutating func escape() throws(SyntaxError) -> Unicode.Scalar {
        let start = offset
        skip()
        guard let (letter, length) = scalar(at: offset) else { throw invalidByteError() }
        skip(length)
        if let scalar = StringEscape.scalar(letter) { return scalar }
        switch letter {
        case "x": return try scalar(digits: 2, from: start)
        case "u" where byte(at: offset) == ASCII.leftBrace: return try bracedScalar(from: start)
        case "u": return try scalar(digits: 4, from: start)
        case "U": return try scalar(digits: 8, from: start)
        default: throw error(.unknownEscape(source.abbreviated(SourceSpan(start: start, end: offset))), from: start)
        }
    }

    /// The scalar whose number is written in exactly `count` hexadecimal digits.
    private mutating func scalar(digits count: Int, from start: Int) throws(SyntaxError) -> Unicode.Scalar {
        let (value, length) = hexadecimal(atMost: count)
        guard length == count, let scalar = Unicode.Scalar(value) else { throw malformedEscape(from: start) }
        return scalar
    }

    private mutating func bracedScalar(from start: Int) throws(SyntaxError) -> Unicode.Scalar {
        skip()
        let (value, length) = hexadecimal(atMost: 8)
        guard length > 0, byte(at: offset) == ASCII.rightBrace, let scalar = Unicode.Scalar(value) else {
            throw malformedEscape(from: start)
        }
        skip()
        return scalar
    }

    private mutating func hexadecimal(atMost count: Int) -> (value: UInt32, length: Int) {
        var value: UInt32 = 0
        var length = 0
        while length < count, let byte = byte(at: offset), let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
            value = value << 4 | UInt32(digit)
            length += 1
            skip()
        }
        return (value, length)
    }

    private func malformedEscape(from start: Int) -> SyntaxError {
        error(.malformedEscape(source.abbreviated(SourceSpan(start: start, end: offset))), from: start)
    }

    private func error(_ kind: SyntaxError.Kind, from start: Int) -> SyntaxError {
        SyntaxError(kind, at: SourceSpan(start: start, end: offset))
    }
}
