import Glibc

/// Reading without making values, for lines of which there are many: plain JSON, which has no blanks and no escapes.
///
///     var reader = JSONReader(line: bytes, in: range)
///     guard reader.take("{"), let name = reader.plainText(), reader.take(":"), let count = reader.integer() else { … }
///
/// Each function gives nil where something else stands; the line is then to be given up, or read by `document()`.
extension JSONReader {
    /// Whether nothing follows.
    package var isAtEnd: Bool { offset == end }

    /// Goes past a character, if it stands here.
    package mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < end, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// A text without escapes.
    package mutating func plainText() -> String? {
        guard let range = plainTextRange() else { return nil }
        return bytes.withUnsafeBufferPointer { String(validating: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// A text of base64, as its bytes.
    package mutating func base64() -> [UInt8]? {
        guard let range = plainTextRange() else { return nil }
        return bytes.withUnsafeBufferPointer { Base64.decoded($0[range]) }
    }

    /// Where the characters of a text without escapes are.
    private mutating func plainTextRange() -> Range<Int>? {
        guard take("\"") else { return nil }
        let start = offset
        while offset < end, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") { offset += 1 }
        let range = start..<offset
        return take("\"") ? range : nil
    }

    /// A whole number of at most 18 digits, without leading zeros.
    package mutating func integer() -> Int? {
        let isNegative = take("-"), start = offset
        let isZero = offset < end && bytes[offset] == UInt8(ascii: "0")
        var value = 0
        while offset < end, isDigit(bytes[offset]) {
            value = value &* 10 &+ Int(bytes[offset] - UInt8(ascii: "0"))
            offset += 1
        }
        guard 1...18 ~= offset - start, !isZero || offset - start == 1 else { return nil }
        return isNegative ? -value : value
    }

    /// A number, or one of the texts that stand for infinity and NaN.
    package mutating func real() -> Double? {
        if offset < end, bytes[offset] == UInt8(ascii: "\"") { return plainText().flatMap(JSONValue.notFinite) }
        guard let token = numberToken(), token.upperBound < end else { return nil }
        // Behind a number of an object something stands, which also ends what the C library reads.
        return bytes.withUnsafeBytes { bytes in
            guard let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return nil }
            let number = strtod(start + token.lowerBound, nil)
            return number.isFinite ? number : nil
        }
    }

    package mutating func boolean() -> Bool? {
        if skip("true") { return true }
        return skip("false") ? false : nil
    }

    /// A list of what `element` reads.
    package mutating func list<Element>(_ element: (inout JSONReader) -> Element?) -> [Element]? {
        guard take("[") else { return nil }
        var elements: [Element] = []
        if take("]") { return elements }
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(",")
        return take("]") ? elements : nil
    }

    /// The characters of a number from here on, which are then behind; nil where none stands, as JSON writes it.
    private mutating func numberToken() -> Range<Int>? {
        let start = offset
        _ = take("-")
        guard take("0") || skipDigits() else { return nil }
        if take("."), !skipDigits() { return nil }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard skipDigits() else { return nil }
        }
        return start..<offset
    }

    /// Goes past digits; false where there is none.
    private mutating func skipDigits() -> Bool {
        let start = offset
        while offset < end, isDigit(bytes[offset]) { offset += 1 }
        return offset > start
    }
}
