/// The lines of a text as Python's `splitlines(keepends=True)` gives them: the form in which a notebook stores it.
enum PythonLines {
    static func split(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var lines: [String] = []
        var (start, offset) = (0, 0)
        while offset < bytes.count {
            let length = breakLength(bytes[offset...].prefix(3))
            offset += max(length, 1)
            guard length > 0 || offset == bytes.count else { continue }
            lines.append(String(decoding: bytes[start..<offset], as: UTF8.self))
            start = offset
        }
        return lines
    }

    /// The bytes of the line break that a text starts with; 0 if it starts with none.
    private static func breakLength(_ bytes: ArraySlice<UInt8>) -> Int {
        switch bytes.first {
        case 0x0A, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E: 1
        case 0x0D: bytes.dropFirst().first == 0x0A ? 2 : 1
        // U+0085, U+2028 and U+2029.
        case 0xC2 where bytes.dropFirst().first == 0x85: 2
        case 0xE2 where bytes.elementsEqual([0xE2, 0x80, 0xA8]) || bytes.elementsEqual([0xE2, 0x80, 0xA9]): 3
        default: 0
        }
    }
}
