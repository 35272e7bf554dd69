/// Text from elsewhere: names, arguments, files. What a terminal or a page would obey in it, rather than show, is escaped.
///
/// Control characters are `\e`, `\r`, `\n` or `\u0007`, and what turns the direction of a line is `\u202e`: forms that JSON's strings
/// have too, so a line of JSON stays one. A tab stays a tab. Escaping twice gives the same as once.
package enum ForeignText {
    /// A text of several lines, with their ends as they are.
    package static func lines(_ text: String) -> String { escaped(text, keepingLines: true) }

    /// A text that has one line, or is part of one.
    package static func line(_ text: String) -> String { escaped(text, keepingLines: false) }

    private static func escaped(_ text: String, keepingLines: Bool) -> String {
        guard text.utf8.contains(where: mayBeActive) else { return text }
        let scalars = text.unicodeScalars
        var escaped = ""
        for index in scalars.indices {
            let scalar = scalars[index]
            let endsLine = keepingLines && (scalar == "\n" || scalar == "\r" && scalars[scalars.index(after: index)...].first == "\n")
            if isActive(scalar), !endsLine { escaped += form(of: scalar) } else { escaped.unicodeScalars.append(scalar) }
        }
        return escaped
    }

    /// Whether a byte may be the first of a scalar that is escaped.
    private static func mayBeActive(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F || byte == 0xC2 || byte == 0xE2 || byte == 0xEF
    }

    private static func isActive(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: false
        // C0 and C1; separators of lines; overrides, embeddings and isolates of a line's direction; what XML has no place for.
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFFFE...0xFFFF: true
        default: false
        }
    }

    private static func form(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\u{1B}": return "\\e"
        case "\n": return "\\n"
        case "\r": return "\\r"
        default:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
    }
}
