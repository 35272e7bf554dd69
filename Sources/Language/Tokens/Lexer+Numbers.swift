extension Lexer {
    /// Whether the `.` the lexer is at starts a number: `.5`, but neither the fraction of `1.2.5` nor a field.
    var startsFraction: Bool {
        guard byte(at: offset + 1)?.isDigit == true else { return false }
        guard offset > source.start else { return true }
        let previous = source.bytes[offset - 1]
        let endsOperand = previous.isLetter || previous.isDigit || previous >= 0x80 || "_)]\"'".utf8.contains(previous)
        return !endsOperand
    }

    /// A number as Python writes it, in decimal: `7`, `1_000`, `0.5`, `.5`, `1e-3`.
    mutating func number() -> Token {
        let start = offset
        skipDigits()
        let isFloat = skipFraction()
        let hasExponent = skipExponent()
        if skipMalformedTail() { return invalid(.malformedNumber(found(from: start)), from: start) }
        return isFloat || hasExponent ? float(from: start) : integer(from: start)
    }

    /// Skips digits with single underscores between them.
    private mutating func skipDigits() {
        while let byte = byte(at: offset) {
            let joins = byte == ASCII.underscore && offset > source.start && source.bytes[offset - 1].isDigit
                && self.byte(at: offset + 1)?.isDigit == true
            guard byte.isDigit || joins else { return }
            skip()
        }
    }

    /// Skips a fraction; the dot of a range or of a field is none.
    private mutating func skipFraction() -> Bool {
        guard byte(at: offset) == ASCII.dot, byte(at: offset + 1) != ASCII.dot,
            lengthOfNameStart(at: offset + 1) == nil
        else { return false }
        skip()
        skipDigits()
        return true
    }

    private mutating func skipExponent() -> Bool {
        guard let letter = byte(at: offset), letter | 0x20 == UInt8(ascii: "e") else { return false }
        let next = byte(at: offset + 1)
        let length = next == ASCII.plus || next == ASCII.minus ? 2 : 1
        guard byte(at: offset + length)?.isDigit == true else { return false }
        skip(length)
        skipDigits()
        return true
    }

    /// Skips what is stuck to a number and makes it none: `12abc`, `1.2.3`, `0x10`.
    private mutating func skipMalformedTail() -> Bool {
        let end = offset
        while true {
            if let length = lengthOfNamePart(at: offset) {
                skip(length)
            } else if byte(at: offset) == ASCII.dot, byte(at: offset + 1)?.isDigit == true {
                skip()
            } else {
                return offset > end
            }
        }
    }

    private func integer(from start: Int) -> Token {
        let digits = digits(from: start)
        guard let value = Int(digits) else { return invalid(.integerTooLarge(found(from: start)), from: start) }
        if digits.utf8.count > 1, digits.utf8.first == ASCII.zero, value != 0 {
            return invalid(.leadingZero(found(from: start)), from: start)
        }
        return token(.integer(value), from: start)
    }

    private func float(from start: Int) -> Token {
        guard let value = Double(digits(from: start)), value.isFinite else {
            return invalid(.floatTooLarge(found(from: start)), from: start)
        }
        return token(.float(value), from: start)
    }

    /// The number from `start` as the standard library reads it.
    private func digits(from start: Int) -> String {
        let bytes = source.bytes[start..<offset].filter { $0 != ASCII.underscore }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func found(from start: Int) -> String {
        source.abbreviated(SourceSpan(start: start, end: offset))
    }
}
