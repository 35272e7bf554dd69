import Glibc

/// A place in a line of plain JSON: no blanks, no escapes, nothing but what records are made of.
///
/// Each reader gives nil where something else stands; the line is then to be given up.
struct JSONCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { offset == bytes.count }

    /// Goes past a character, if it stands here.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    /// A text without escapes.
    mutating func string() -> String? {
        guard take("\"") else { return nil }
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\") {
            offset += 1
        }
        let text = UnsafeBufferPointer(rebasing: bytes[start..<offset])
        guard take("\"") else { return nil }
        return String(validating: text, as: UTF8.self)
    }

    /// A text of base64, as its bytes.
    mutating func base64() -> [UInt8]? {
        guard take("\"") else { return nil }
        let start = offset
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") { offset += 1 }
        let text = bytes[start..<offset]
        guard take("\""), text.count % 4 == 0 else { return nil }
        let padding = text.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0, count = 0
        for byte in text.dropLast(padding) {
            guard let value = Self.base64Value(byte) else { return nil }
            (bits, count) = (bits << 6 | value, count + 1)
            guard count == 4 else { continue }
            decoded += [UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits)]
            (bits, count) = (0, 0)
        }
        if count == 3 { decoded += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)] }
        if count == 2 { decoded.append(UInt8(truncatingIfNeeded: bits >> 4)) }
        return decoded
    }

    private static func base64Value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    /// A whole number.
    mutating func integer() -> Int? {
        let token = numberToken()
        guard !token.isEmpty, let text = String(validating: UnsafeBufferPointer(rebasing: bytes[token]), as: UTF8.self)
        else { return nil }
        return Int(text)
    }

    /// A number, or one of the texts that stand for infinity and NaN.
    mutating func number() -> Double? {
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "\"") {
            switch string() {
            case "inf": return .infinity
            case "-inf": return -.infinity
            case "nan": return .nan
            default: return nil
            }
        }
        let token = numberToken()
        // Behind a number of an object something stands, which also ends what the C library reads.
        guard !token.isEmpty, token.upperBound < bytes.count, let start = bytes.baseAddress else { return nil }
        return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { text in
            var end: UnsafeMutablePointer<CChar>?
            let number = strtod(text + token.lowerBound, &end)
            return end.map { UnsafePointer($0) } == text + token.upperBound && number.isFinite ? number : nil
        }
    }

    mutating func boolean() -> Bool? {
        if take("t") { return take("r") && take("u") && take("e") ? true : nil }
        return take("f") && take("a") && take("l") && take("s") && take("e") ? false : nil
    }

    /// A list of what `element` reads.
    mutating func list<Element>(_ element: (inout JSONCursor) -> Element?) -> [Element]? {
        guard take("[") else { return nil }
        var elements: [Element] = []
        if take("]") { return elements }
        repeat {
            guard let next = element(&self) else { return nil }
            elements.append(next)
        } while take(",")
        return take("]") ? elements : nil
    }

    /// The characters of a number from here on, which are then behind.
    private mutating func numberToken() -> Range<Int> {
        let start = offset
        guard start < bytes.count, bytes[start] != UInt8(ascii: "+"), bytes[start] != UInt8(ascii: ".") else {
            return start..<start
        }
        while offset < bytes.count, Self.isNumeric(bytes[offset]) { offset += 1 }
        return start..<offset
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
