import Engine
import Formats

/// `{"names":["\n"," ",…],"tokenizer":"char"}`, of byte pairs also `"merges":[[1,2],…]`;
/// `{"context_length":2,"names":[…],"relations":12}`.
extension ModelVocabulary {
    var fields: JSONObject {
        var fields: JSONObject = ["names": .array(names.map(JSONValue.string))]
        switch form {
        case .relations(let count, let contextLength):
            fields["relations"] = JSONValue(count)
            fields["context_length"] = JSONValue(contextLength)
        case .characters: fields["tokenizer"] = .string(TokenizerKind.char.rawValue)
        case .bytes: fields["tokenizer"] = .string(TokenizerKind.byte.rawValue)
        case .bytePairs(let merges):
            fields["tokenizer"] = .string(TokenizerKind.bpe.rawValue)
            fields["merges"] = .array(merges.map { [JSONValue(Int($0.left)), JSONValue(Int($0.right))] })
        }
        return fields
    }

    init(_ fields: Fields) throws {
        let names = try fields.list("names", \.string)
        guard fields.has("tokenizer") else {
            let count = try fields.integer("relations"), contextLength = try fields.integer("context_length")
            guard names.indices.dropFirst().contains(count), contextLength >= 2 else { throw FieldError.contradiction(JSONPath().appending("relations")) }
            self.init(names: names, form: .relations(relationCount: count, contextLength: contextLength))
            return
        }
        let form: Form = switch try fields.value("tokenizer", { $0.string.flatMap(TokenizerKind.init) }) {
        case .char: .characters
        case .byte: .bytes
        case .bpe: .bytePairs(try fields.list("merges", Self.merge))
        }
        self.init(names: names, form: form)
    }

    private static func merge(_ value: JSONValue) -> Merge? {
        guard let pair = value.array, pair.count == 2, let left = pair[0].integer.flatMap({ UInt16(exactly: $0) }),
            let right = pair[1].integer.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        return Merge(left: left, right: right)
    }

    /// Checks that it is one, and of a configuration's kind.
    func check(_ configuration: TrainingConfiguration) throws(VocabularyError) {
        guard Set(names.map { Array($0.utf8) }).count == names.count else { throw .repeatedName }
        switch (form, configuration.kind) {
        case (.relations, .relations): return
        case (.relations, .text), (.characters, .relations), (.bytes, .relations), (.bytePairs, .relations): throw .otherKind
        case (.characters, .text), (.bytes, .text), (.bytePairs, .text):
            guard tokenizerKind == configuration.tokenizer else { throw .otherKind }
            guard tokenizer != nil else { throw .noTokenizer(configuration.tokenizer) }
        }
    }

    /// Nil for relations.
    var tokenizerKind: TokenizerKind? {
        switch form {
        case .relations: nil
        case .characters: .char
        case .bytes: .byte
        case .bytePairs: .bpe
        }
    }
}

/// Why names are no vocabulary.
enum VocabularyError: Error, CustomStringConvertible {
    case repeatedName
    case otherKind
    case noTokenizer(TokenizerKind)

    var description: String {
        switch self {
        case .repeatedName: "two tokens have one name"
        case .otherKind: "it is of another kind than the configuration's"
        case .noTokenizer(let kind): "its names are not those of a tokenizer of the kind \(kind.rawValue)"
        }
    }
}
