/// Writes JSON as Python's `json.dumps` does with `indent=1`, `sort_keys` and without `ensure_ascii`.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var depth = 0

    /// The text, without a line break at its end.
    static func bytes(of value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value)
        return writer.bytes
    }

    private mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes += "null".utf8
        case .boolean(let truth): bytes += (truth ? "true" : "false").utf8
        case .number(let number): bytes += number.text.utf8
        case .string(let text): write(text)
        case .array(let elements):
            write(elements, between: "[", and: "]") { writer, element in writer.write(element) }
        case .object(let object):
            write(object.members, between: "{", and: "}") { writer, member in
                writer.write(member.key)
                writer.bytes += ": ".utf8
                writer.write(member.value)
            }
        }
    }

    private mutating func write<Part>(
        _ parts: [Part], between opener: String, and closer: String, _ write: (inout JSONWriter, Part) -> Void
    ) {
        bytes += opener.utf8
        depth += 1
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes += ",".utf8 }
            breakLine()
            write(&self, part)
        }
        depth -= 1
        if !parts.isEmpty { breakLine() }
        bytes += closer.utf8
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: depth)
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case 0x08: bytes += #"\b"#.utf8
            case 0x09: bytes += #"\t"#.utf8
            case 0x0A: bytes += #"\n"#.utf8
            case 0x0C: bytes += #"\f"#.utf8
            case 0x0D: bytes += #"\r"#.utf8
            case 0..<0x20: bytes += "\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
