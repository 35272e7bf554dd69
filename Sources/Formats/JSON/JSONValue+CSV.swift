extension CSV.Cell {
    /// A value of a field that may be a number: `inf`, `-inf` and `nan` are numbers too. A list or an object is its JSON.
    package init(_ value: JSONValue) {
        self = switch value {
        case .null: .empty
        case .number(let number): .number(number.text)
        case .string(let text): JSONValue.notFinite(text).map { .number(Self.text(ofNotFinite: $0)) } ?? .text(text)
        case .boolean, .array, .object: .text(JSONWriter.text(of: value, .unsortedLine))
        }
    }

    private static func text(ofNotFinite number: Double) -> String {
        number.isNaN ? "nan" : number < 0 ? "-1e999" : "1e999"
    }
}
