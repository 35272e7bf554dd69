package import Engine
package import Formats

/// Why a text in a results folder doesn't hold what it should.
enum FieldError: Error {
    case notJSON(JSONError, line: Int)
    case notAnObject
    /// A name that stands twice in an object: nothing that sweepbook writes has one.
    case repeated(String)
    case missing(JSONPath)
    case otherKind(JSONPath)
    /// Fields that can't all be true.
    case contradiction(JSONPath)
}

extension FieldError: CustomStringConvertible {
    /// One sentence, without a capital or a full stop.
    var description: String {
        switch self {
        case .notJSON(let error, let line): "line \(line) is not JSON: \(error.kind)"
        case .notAnObject: "it is not a JSON object"
        case .repeated(let name): "the field \(name) is there twice"
        case .missing(let path): "found no field \(path)"
        case .otherKind(let path): "the field \(path) is of another kind"
        case .contradiction(let path): "the field \(path) contradicts others"
        }
    }
}

/// The fields of a JSON object.
struct Fields {
    private let object: JSONObject
    private let path: JSONPath

    /// The object that a text is.
    init(json: some Collection<UInt8>) throws(FieldError) {
        // A list of any length is refused unread.
        guard json.first(where: { !Self.blanks.contains($0) }) != UInt8(ascii: "[") else { throw .notAnObject }
        let bytes = Array(json)
        let value: JSONValue
        let repetition: String?
        do throws(JSONError) {
            var reader = try JSONReader(bytes)
            value = try reader.document()
            repetition = reader.repetitions.first?.name
        } catch {
            throw .notJSON(error, line: bytes[..<error.offset].count { $0 == UInt8(ascii: "\n") } + 1)
        }
        if let repetition { throw .repeated(repetition) }
        guard case .object(let object) = value else { throw .notAnObject }
        self.object = object
        path = JSONPath()
    }

    private static let blanks = Array(" \t\r\n".utf8)

    private init(_ value: JSONValue, at path: JSONPath) throws(FieldError) {
        guard case .object(let object) = value else { throw .otherKind(path) }
        self.object = object
        self.path = path
    }

    func has(_ name: String) -> Bool { object[name] != nil }

    /// The field as what `read` makes of it.
    func value<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(FieldError) -> Value {
        guard let value = object[name] else { throw .missing(path.appending(name)) }
        guard let result = read(value) else { throw .otherKind(path.appending(name)) }
        return result
    }

    /// The same; nil where there is no such field, or null.
    func optional<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(FieldError) -> Value? {
        object[name].map { $0 == .null } ?? true ? nil : try value(name, read)
    }

    func text(_ name: String) throws(FieldError) -> String { try value(name, \.string) }
    func integer(_ name: String) throws(FieldError) -> Int { try value(name, \.integer) }
    func real(_ name: String) throws(FieldError) -> Double { try value(name, \.real) }

    func list<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(FieldError) -> [Value] {
        var values: [Value] = []
        for (index, element) in try value(name, \.array).enumerated() {
            guard let value = read(element) else { throw .otherKind(path.appending(name).appending(index)) }
            values.append(value)
        }
        return values
    }

    func fields(_ name: String) throws(FieldError) -> Fields {
        try Fields(try value(name) { $0 }, at: path.appending(name))
    }

    /// The objects of a list.
    func rows(_ name: String) throws(FieldError) -> [Fields] {
        var rows: [Fields] = []
        for (index, element) in try value(name, \.array).enumerated() {
            rows.append(try Fields(element, at: path.appending(name).appending(index)))
        }
        return rows
    }

    /// - Throws: `FieldError.contradiction` unless the field goes together with others.
    func check(_ name: String, _ isRight: Bool) throws(FieldError) {
        guard isRight else { throw .contradiction(path.appending(name)) }
    }
}

// MARK: - Hyper-parameters, by their names
extension Fields {
    func configuration() throws -> TrainingConfiguration {
        var settings: [Hyperparameter: Hyperparameter.Value] = [:]
        let kind = try kind(of: value(of: .task))
        for parameter in Hyperparameter.belonging(to: kind) { settings[parameter] = try value(of: parameter, for: kind) }
        return try TrainingConfiguration(settings, kind: kind)
    }

    func value(of parameter: Hyperparameter, for kind: TaskKind = .relations) throws(FieldError) -> Hyperparameter.Value {
        lacks(parameter) ? parameter.defaultValue(for: kind) : try value(parameter.name, parameter.value)
    }

    /// The list of values of each.
    func axes() throws(FieldError) -> [Hyperparameter: [Hyperparameter.Value]] {
        var choices: [Hyperparameter: [Hyperparameter.Value]] = [:]
        let isText = try optional(Hyperparameter.task.name, \.array)?.first?.string == TaskKind.text.rawValue
        let kind: TaskKind = isText ? .text : .relations
        for parameter in Hyperparameter.all {
            let isNeeded = parameter.belongs(to: kind) && parameter.presence(for: kind) == .always
            if has(parameter.name) || isNeeded { choices[parameter] = try list(parameter.name, parameter.value) }
        }
        return choices
    }

    private func kind(of value: Hyperparameter.Value) throws(FieldError) -> TaskKind {
        guard let kind = TaskKind(rawValue: value.description) else { throw .otherKind(path.appending(Hyperparameter.task.name)) }
        return kind
    }

    /// Whether it was written before there was such a hyper-parameter.
    private func lacks(_ parameter: Hyperparameter) -> Bool { parameter.presence(for: .relations) != .always && !has(parameter.name) }
}

extension Hyperparameter {
    /// The value that JSON holds; nil where it is of another kind.
    fileprivate func value(_ json: JSONValue) -> Value? {
        switch kind {
        case .integer: json.integer.map { .integer($0) }
        case .real: json.real.map { .real($0) } ?? json.string.flatMap { words.contains($0) ? .word($0) : nil }
        case .word: json.string.map { .word($0) }
        }
    }
}

extension JSONValue {
    /// Infinity as the text `inf`.
    package init(brief value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let value): JSONValue(value)
        case .real(let value): JSONValue(brief: value)
        case .word(let value): .string(value)
        }
    }
}

extension JSONValue {
    /// A number as Python prints it, infinity as the text `inf`.
    init(exact value: Hyperparameter.Value) {
        self = switch value {
        case .integer(let value): JSONValue(value)
        case .real(let value): JSONValue(value)
        case .word(let value): .string(value)
        }
    }
}

extension JSONObject {
    /// A field for each of some hyper-parameters.
    init(_ configuration: TrainingConfiguration, of parameters: [Hyperparameter]? = nil) {
        self.init((parameters ?? configuration.recorded).map { ($0.name, JSONValue(brief: configuration[$0])) })
    }
}
