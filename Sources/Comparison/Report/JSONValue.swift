import Engine

/// A JSON value whose objects keep the order of their fields.
enum JSONValue {
    case none
    case boolean(Bool)
    case integer(Int)
    /// Written in the fewest digits that read back as the same number; infinity and NaN as texts.
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([Field])

    /// A name and a value.
    typealias Field = (name: String, value: JSONValue)

    init(_ number: Double?) { self = number.map(JSONValue.number) ?? .none }
    init(_ integer: Int?) { self = integer.map(JSONValue.integer) ?? .none }

    init(_ value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .word(let value): .text(value)
        }
    }

    /// The value on one line.
    var json: String {
        switch self {
        case .none: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): value.isFinite ? "\(value)" : "\"\(value.pythonDescription)\""
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.json).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { "\(Self.quoted($0.name)):\($0.value.json)" }.joined(separator: ",") + "}"
        }
    }

    /// The value as a cell of a CSV file (RFC 4180); nothing for `none`.
    var csv: String {
        switch self {
        case .none: ""
        case .number(let value): value.isFinite ? "\(value)" : value.pythonDescription
        case .text(let text): Self.cell(text)
        default: Self.cell(json)
        }
    }

    private static func cell(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension [[JSONValue.Field]] {
    /// The lines of a CSV file: the names of the first row's fields, which all rows have, then the rows.
    var csvLines: [String] {
        guard let first else { return [] }
        return [first.map { JSONValue.text($0.name).csv }.joined(separator: ",")]
            + map { $0.map(\.value.csv).joined(separator: ",") }
    }
}
