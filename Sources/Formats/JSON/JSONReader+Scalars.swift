// Texts and numbers.
extension JSONReader {
    /// A text, from its opening quotation mark on.
    mutating func string() throws(JSONError) -> String {
        let opening = offset
        offset += 1
        var content: [UInt8] = []
        while offset < end {
            let start = offset
            while let byte, isPlain(byte) { offset += 1 }
            content += bytes[start..<offset]
            guard let byte else { break }
            switch byte {
            case UInt8(ascii: "\\"): content += String(try escape()).utf8
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: content, as: UTF8.self)
            default: throw failure(.controlCharacter(byte))
            }
        }
        throw failure(.unterminatedText, at: opening)
    }

    private func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = offset
        offset += 1
        guard let letter = byte else { throw failure(.unterminatedText, at: start) }
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try codePoint(from: start)
        default: throw failure(.unknownEscape(text(from: start, length: 2)), at: start)
        }
    }

    /// The character of a `\u` escape, or of the two that make one beyond the 16 bits of each.
    private mutating func codePoint(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        let end = offset
        if first < 0xDC00, skip("\\u") {
            let second = try hexadecimal(from: offset - 2)
            if 0xDC00...0xDFFF ~= second, let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) {
                return scalar
            }
            offset = end
        }
        guard let halfCharacter else { throw failure(.halfCharacter(text(from: start, length: 6)), at: start) }
        return halfCharacter
    }

    /// Four digits; `start` is where their escape starts.
    private mutating func hexadecimal(from start: Int) throws(JSONError) -> UInt32 {
        let digits = bytes[offset..<min(offset + 4, end)]
        var value: UInt32 = 0
        for digit in digits {
            guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { break }
            value = value << 4 | UInt32(digit)
            offset += 1
        }
        guard offset == start + 6 else { throw failure(.unknownEscape(text(from: start, length: 6)), at: start) }
        return value
    }

    private func text(from start: Int, length: Int) -> String {
        String(decoding: bytes[start..<min(start + length, end)], as: UTF8.self)
    }

    // MARK: - Numbers
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = offset
        if skip("-"), skip("Infinity") { return JSONNumber(-.infinity) }
        if !skip("0") { try digits() }
        let hasFraction = try fraction()
        let hasExponent = try exponent()
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if hasFraction || hasExponent { return JSONNumber(Double(text) ?? .nan) }
        guard offset - start <= Self.digitLimit else { throw failure(.tooManyDigits(limit: Self.digitLimit), at: start) }
        return JSONNumber(wholeText: text)
    }

    private mutating func fraction() throws(JSONError) -> Bool {
        guard skip(".") else { return false }
        try digits()
        return true
    }

    private mutating func exponent() throws(JSONError) -> Bool {
        guard skip("e") || skip("E") else { return false }
        if !skip("+") { _ = skip("-") }
        try digits()
        return true
    }

    /// One digit or more.
    private mutating func digits() throws(JSONError) {
        guard let byte, isDigit(byte) else { throw unexpected(.digit) }
        while let byte = self.byte, isDigit(byte) { offset += 1 }
    }

    func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
