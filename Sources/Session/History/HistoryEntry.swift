/// An entry in the history file: always one line, whatever it contains.
enum HistoryEntry {
    /// Backslashes, newlines and carriage returns escaped by a backslash; NUL left out.
    static func encoded(_ entry: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in entry.unicodeScalars {
            switch scalar {
            case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": line.append(contentsOf: "\\n".unicodeScalars)
            case "\r": line.append(contentsOf: "\\r".unicodeScalars)
            case "\0": break
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    /// The entry a line holds. A backslash before anything else stands for itself, so that every line is an entry.
    static func decoded(_ line: ArraySlice<UInt8>) -> String {
        guard line.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\\") }) else {
            return String(decoding: line, as: UTF8.self)
        }
        var entry: [UInt8] = []
        var isEscaped = false
        for byte in line where byte != 0 {
            if isEscaped {
                isEscaped = false
                entry.append(contentsOf: unescaped(byte))
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                entry.append(byte)
            }
        }
        if isEscaped { entry.append(UInt8(ascii: "\\")) }
        return String(decoding: entry, as: UTF8.self)
    }

    private static func unescaped(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): [UInt8(ascii: "\n")]
        case UInt8(ascii: "r"): [UInt8(ascii: "\r")]
        case UInt8(ascii: "\\"): [byte]
        default: [UInt8(ascii: "\\"), byte]
        }
    }
}
