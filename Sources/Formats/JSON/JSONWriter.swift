/// Writes JSON in one of a few layouts.
package struct JSONWriter {
    package enum Layout: Sendable {
        /// As Python's `json.dumps` does with `indent=1`, `sort_keys` and without `ensure_ascii`.
        case notebook
        /// Two blanks of indentation, a blank on both sides of a colon, names sorted.
        case page
        /// On one line without blanks, names sorted.
        case line
        /// The same, names in the order in which their object has them.
        case unsortedLine
    }

    private var bytes: [UInt8] = []
    private var depth = 0
    private let layout: Layout

    private init(_ layout: Layout) {
        self.layout = layout
    }

    /// The text, without a line break at its end.
    package static func bytes(of value: JSONValue, _ layout: Layout = .notebook) -> [UInt8] {
        var writer = JSONWriter(layout)
        writer.write(value)
        return writer.bytes
    }

    /// The same as text.
    package static func text(of value: JSONValue, _ layout: Layout = .notebook) -> String {
        String(decoding: bytes(of: value, layout), as: UTF8.self)
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
            write(layout == .unsortedLine ? object.members : object.sorted, between: "{", and: "}") { writer, member in
                writer.write(member.key)
                writer.bytes += writer.colon.utf8
                writer.write(member.value)
            }
        }
    }

    private var colon: String {
        switch layout {
        case .notebook: ": "
        case .page: " : "
        case .line, .unsortedLine: ":"
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
        switch layout {
        case .notebook: indent(by: depth)
        case .page: indent(by: 2 * depth)
        case .line, .unsortedLine: break
        }
    }

    private mutating func indent(by blanks: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes += repeatElement(UInt8(ascii: " "), count: blanks)
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
