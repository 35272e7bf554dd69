/// A JSON value, as exact as a notebook needs it: numbers keep every digit, and texts are told apart by
/// their code points, as Python does, not by how they look.
package enum JSONValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        case (.null, _), (.boolean, _), (.number, _), (.string, _), (.array, _), (.object, _): false
        }
    }
}

extension JSONValue {
    package init(_ integer: Int?) {
        self = integer.map { .number(JSONNumber($0)) } ?? .null
    }

    /// A number; infinity and NaN, which JSON lacks, as the texts that Python prints: `inf`, `-inf`, `nan`.
    package init(_ number: Double?) {
        self = switch number {
        case let number? where number.isFinite: .number(JSONNumber(number))
        case let number?: .string(Self.text(ofNotFinite: number))
        case nil: .null
        }
    }

    /// The same, with as few characters as there can be.
    package init(brief number: Double) {
        self = number.isFinite ? .number(JSONNumber(brief: number)) : .string(Self.text(ofNotFinite: number))
    }

    /// The number, where it is one or one of those texts.
    package var real: Double? {
        switch self {
        case .number(let number): number.real.isFinite ? number.real : nil
        case .string(let text): Self.notFinite(text)
        case .null, .boolean, .array, .object: nil
        }
    }

    /// The whole number, however it is written, where it fits.
    package var integer: Int? { number.flatMap { $0.integer ?? Int(exactly: $0.real) } }

    private static func text(ofNotFinite number: Double) -> String {
        number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
    }

    static func notFinite(_ text: String) -> Double? {
        switch text {
        case "inf": .infinity
        case "-inf": -.infinity
        case "nan": .nan
        default: nil
        }
    }
}

extension JSONValue {
    package var string: String? { if case .string(let text) = self { text } else { nil } }

    package var boolean: Bool? { if case .boolean(let truth) = self { truth } else { nil } }

    package var number: JSONNumber? { if case .number(let number) = self { number } else { nil } }

    package var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    package var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// `a number`, `a list`: what messages call it.
    package var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) { self = .string(text) }
    package init(integerLiteral number: Int) { self = .number(JSONNumber(number)) }
    package init(booleanLiteral truth: Bool) { self = .boolean(truth) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral members: (String, JSONValue)...) { self = .object(JSONObject(members)) }
}
