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
