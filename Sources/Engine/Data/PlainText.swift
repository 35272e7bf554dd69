/// Text in valid UTF-8 without NUL, in which every line ends in "\n": what Python reads in text mode.
///
/// A byte-order mark stays what it is there, the character U+FEFF.
package struct PlainText: Sendable {
    package let bytes: [UInt8]

    /// - Throws: `DataError` with the place of the first byte that no such text has.
    package init(_ bytes: [UInt8]) throws(DataError) {
        guard !bytes.isEmpty else { throw .empty }
        let nul = bytes.firstIndex(of: 0)
        if let bad = Self.firstInvalid(bytes), bad < nul ?? .max {
            throw DataError(.notUTF8(byte: bytes[bad], offset: bad), at: .init(of: bad, in: bytes))
        }
        if let nul { throw DataError(.nul(offset: nul), at: .init(of: nul, in: bytes)) }
        self.bytes = bytes.contains(Self.carriageReturn) ? Self.withUnixLines(bytes) : bytes
    }

    private init(valid bytes: [UInt8]) { self.bytes = bytes }

    /// A text's parts before and after so many characters.
    func split(after count: Int) -> (PlainText, PlainText) {
        var left = count
        let end = bytes.firstIndex { byte in
            guard !Self.continuesScalar(byte) else { return false }
            left -= 1
            return left < 0
        } ?? bytes.count
        return (PlainText(valid: Array(bytes[..<end])), PlainText(valid: Array(bytes[end...])))
    }

    /// How many Unicode scalars it has.
    package var characterCount: Int { bytes.count { !Self.continuesScalar($0) } }

    /// How often each of its characters occurs, rarest first, equally rare ones by value.
    package var characterCounts: [(character: String, count: Int)] {
        var counts: [UInt32: Int] = [:]
        forEachScalar { scalar, _ in counts[scalar, default: 0] += 1 }
        return counts.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map { scalar, count in
            (Unicode.Scalar(scalar).map { String($0) } ?? "", count)
        }
    }

    private static let carriageReturn = UInt8(ascii: "\r")
    private static let newline = UInt8(ascii: "\n")

    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    static func withUnixLines(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (index, byte) in bytes.enumerated() {
            if endsLine(byte, at: index, in: bytes) { result.append(newline) } else if byte != carriageReturn { result.append(byte) }
        }
        return result
    }

    /// Whether a byte ends a line: "\n", or an "\r" that no "\n" follows.
    static func endsLine(_ byte: UInt8, at index: Int, in bytes: [UInt8]) -> Bool {
        byte == newline || byte == carriageReturn && !(index + 1 < bytes.count && bytes[index + 1] == newline)
    }

    /// Whether a byte is not the first of its character.
    static func continuesScalar(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

extension PlainText {
    /// Calls `body` with each Unicode scalar and the offset of its first byte.
    func forEachScalar(_ body: (_ scalar: UInt32, _ offset: Int) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var offset = 0
            while offset < bytes.count {
                let start = offset
                body(Self.scalar(bytes, at: &offset), start)
            }
        }
    }

    /// The scalar that starts at `offset`, which is moved past it.
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at offset: inout Int) -> UInt32 {
        let first = UInt32(bytes[offset])
        if first < 0x80 {
            offset += 1
            return first
        }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var value = first & (0x7F >> UInt32(length))
        for next in offset + 1..<offset + length { value = value << 6 | UInt32(bytes[next] & 0x3F) }
        offset += length
        return value
    }
}
