import Engine
import Experiments

extension Value: CustomStringConvertible {
    /// As `print` shows it: a string without quotes, a number as Python prints it.
    package var description: String {
        if case .string(let text) = self { text } else { literal }
    }

    /// As it could be typed, and as a bare expression shows it.
    package var literal: String {
        switch self {
        case .integer(let value): String(value)
        case .real(let value): value.pythonDescription
        case .boolean(let value): value ? "true" : "false"
        case .string(let text): Self.quoted(text)
        case .none: "none"
        case .list(let list): "[" + list.map(\.literal).joined(separator: ", ") + "]"
        case .range(let range): range.description
        case .distribution(let distribution): distribution.description
        case .result(let findings): findings.description
        case .run(let run): run.description
        case .model(let model): model.description
        case .sweep(let findings): findings.description
        }
    }

    /// The same, cut where it is long.
    var brief: String {
        switch self {
        case .list(let list) where list.count > Self.briefCount:
            "[" + list.prefix(Self.briefCount).map(\.brief).joined(separator: ", ") + ", …], \(list.count) values"
        case .list(let list): "[" + list.map(\.brief).joined(separator: ", ") + "]"
        case .string(let text) where text.utf8.count > Self.briefLength:
            Self.quoted(String(text.prefix(Self.briefLength))) + "…, \(text.utf8.count) bytes"
        case .integer, .real, .boolean, .string, .none, .range, .distribution, .result, .run, .model, .sweep: literal
        }
    }

    private static let briefCount = 8
    private static let briefLength = 60

    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case _ where scalar.properties.generalCategory == .control: "\\u{" + String(scalar.value, radix: 16) + "}"
        default: String(scalar)
        }
    }
}
