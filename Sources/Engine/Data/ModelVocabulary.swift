/// What a model's tokens are.
package struct ModelVocabulary: Sendable, Hashable {
    /// Two tokens that byte-pair encoding makes one of.
    package struct Merge: Sendable, Hashable {
        package let left: UInt16
        package let right: UInt16

        package init(left: UInt16, right: UInt16) {
            self.left = left
            self.right = right
        }
    }

    package enum Form: Sendable, Hashable {
        /// Names, then so many relations; an example is `contextLength` tokens, the last of them a relation.
        case relations(relationCount: Int, contextLength: Int)
        /// A token for each character.
        case characters
        /// A token for each byte.
        case bytes
        /// Bytes, merged in this order.
        case bytePairs([Merge])
    }

    /// The names of the V tokens: names and relations, characters, or what GPT-2 writes for bytes.
    package let names: [String]
    package let form: Form

    package init(names: [String], form: Form) {
        self.names = names
        self.form = form
    }

    package var kind: TaskKind {
        switch form {
        case .relations: .relations
        case .characters, .bytes, .bytePairs: .text
        }
    }

    /// How many of the last tokens are relations.
    package var relationCount: Int {
        switch form {
        case .relations(let count, _): count
        case .characters, .bytes, .bytePairs: 0
        }
    }

    /// How a prompt becomes tokens; nil for relations, and where the names are none that such a tokenizer has.
    package var tokenizer: (any Tokenizer)? {
        switch form {
        case .relations: nil
        case .characters: CharacterTokenizer(names: names)
        case .bytes: names.count == 256 ? ByteTokenizer() : nil
        case .bytePairs(let merges): BytePairTokenizer(names: names, merges: merges)
        }
    }

    /// T, the most tokens that a model of that configuration sees at once.
    package func windowLength(_ configuration: TrainingConfiguration) -> Int {
        switch form {
        case .relations(_, let contextLength): contextLength
        case .characters, .bytes, .bytePairs: configuration.blockSize
        }
    }
}
