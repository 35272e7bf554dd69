import Engine
import FoundationEssentials

/// How this room writes and reads JSON: infinity and NaN, which JSON lacks, as the texts Python prints.
enum JSON {
    /// A field's name.
    struct Key: CodingKey, ExpressibleByStringLiteral {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringLiteral name: String) { stringValue = name }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        init(_ parameter: Hyperparameter) { stringValue = parameter.name }
    }

    static func encoder(_ formatting: JSONEncoder.OutputFormatting) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}

extension KeyedEncodingContainer<JSON.Key> {
    /// A field for each hyper-parameter, or for some.
    mutating func encode(
        _ configuration: TrainingConfiguration, of parameters: [Hyperparameter] = Hyperparameter.all
    ) throws {
        for parameter in parameters {
            switch configuration[parameter] {
            case .integer(let value): try encode(value, forKey: JSON.Key(parameter))
            case .real(let value): try encode(value, forKey: JSON.Key(parameter))
            case .word(let value): try encode(value, forKey: JSON.Key(parameter))
            }
        }
    }

    /// A field for each axis: the list of its values.
    mutating func encode(_ axes: [SweepPlan.Axis]) throws {
        for axis in axes {
            var list = nestedUnkeyedContainer(forKey: JSON.Key(axis.parameter))
            for value in axis.values {
                switch value {
                case .integer(let value): try list.encode(value)
                case .real(let value): try list.encode(value)
                case .word(let value): try list.encode(value)
                }
            }
        }
    }
}

extension UnkeyedEncodingContainer {
    /// An object with a field for each of some hyper-parameters.
    mutating func encode(_ configuration: TrainingConfiguration, of parameters: [Hyperparameter]) throws {
        var row = nestedContainer(keyedBy: JSON.Key.self)
        try row.encode(configuration, of: parameters)
    }
}

extension KeyedDecodingContainer<JSON.Key> {
    func decodeConfiguration() throws -> TrainingConfiguration {
        var settings: [Hyperparameter: Hyperparameter.Value] = [:]
        for parameter in Hyperparameter.all { settings[parameter] = try decodeValue(of: parameter) }
        return try TrainingConfiguration(settings)
    }

    fileprivate func decodeValue(of parameter: Hyperparameter) throws -> Hyperparameter.Value {
        if lacks(parameter) { return parameter.defaultValue }
        return switch parameter.kind {
        case .integer: .integer(try decode(Int.self, forKey: JSON.Key(parameter)))
        case .real: .real(try decode(Double.self, forKey: JSON.Key(parameter)))
        case .word: .word(try decode(String.self, forKey: JSON.Key(parameter)))
        }
    }

    /// Whether it was written before there was such a hyper-parameter.
    private func lacks(_ parameter: Hyperparameter) -> Bool {
        parameter.hasSilentDefault && !contains(JSON.Key(parameter))
    }

    func decodeAxes() throws -> [Hyperparameter: [Hyperparameter.Value]] {
        var choices: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for parameter in Hyperparameter.all where !lacks(parameter) {
            choices[parameter] = switch parameter.kind {
            case .integer: try decode([Int].self, forKey: JSON.Key(parameter)).map { .integer($0) }
            case .real: try decode([Double].self, forKey: JSON.Key(parameter)).map { .real($0) }
            case .word: try decode([String].self, forKey: JSON.Key(parameter)).map { .word($0) }
            }
        }
        return choices
    }
}

extension UnkeyedDecodingContainer {
    /// Objects that all have a field for the same hyper-parameters: which, and the values of each object.
    mutating func decodeRows() throws -> ([Hyperparameter], [[Hyperparameter.Value]]) {
        var parameters: [Hyperparameter] = []
        var rows: [[Hyperparameter.Value]] = []
        while !isAtEnd {
            let row = try nestedContainer(keyedBy: JSON.Key.self)
            if rows.isEmpty { parameters = Hyperparameter.all.filter { row.contains(JSON.Key($0)) } }
            rows.append(try parameters.map { try row.decodeValue(of: $0) })
        }
        return (parameters, rows)
    }
}
