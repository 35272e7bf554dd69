/// How text becomes tokens, and tokens text.
///
/// `decode(encode(text))` is the text, with every line ending in "\n" where a tokenizer reads characters.
package protocol Tokenizer: Sendable {
    /// The names of the V tokens: characters, or what GPT-2 writes for bytes.
    var names: [String] { get }

    /// - Throws: `DataError` where the bytes are no text, or hold a character that has no token.
    func encode(_ bytes: [UInt8]) throws(DataError) -> [UInt16]

    /// The bytes that tokens stand for. Tokens of bytes may end within a character.
    func decode(_ tokens: some Sequence<UInt16>) -> [UInt8]
}

/// Which tokenizer a text is read with, and what is left to validate.
package struct TextEncoding: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable { case char, byte, bpe }

    package let kind: Kind
    /// The entries that byte pairs are merged up to; for `bpe` alone.
    package let vocabularySize: Int
    /// The share of the text that is trained on.
    package let split: Double

    /// The largest vocabulary: a token is 16 bits.
    package static let largestVocabulary = 1 << 16

    package init(_ kind: Kind = .char, vocabularySize: Int = 1024, split: Double = 0.9) {
        self.kind = kind
        // Two encodings that make the same tokens are one.
        self.vocabularySize = kind == .bpe ? vocabularySize : 0
        self.split = split
    }
}
