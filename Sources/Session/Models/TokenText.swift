import Engine

/// How tokens of text are shown.
struct TokenText {
    private let tokenizer: any Tokenizer

    init(_ tokenizer: any Tokenizer) {
        self.tokenizer = tokenizer
    }

    /// The same for a picture: `·` for a blank, `⏎` for a line's end, `⇥` for a tab.
    func sign(_ token: Int) -> String {
        guard let text = String(validating: tokenizer.decode([UInt16(token)]), as: UTF8.self) else { return self(token) }
        let signs: [Unicode.Scalar: String] = [" ": "·", "\n": "⏎", "\t": "⇥"]
        return text.unicodeScalars.map { scalar in
            signs[scalar] ?? (scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
                ? scalar.escaped(asASCII: true) : String(scalar))
        }.joined()
    }

    /// A token by what it stands for; blanks and what nobody would see, as they are written: `e`, `" "`, `"\n"`, `\xE2`.
    func callAsFunction(_ token: Int) -> String {
        let bytes = tokenizer.decode([UInt16(token)])
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return bytes.map { byte in
                byte < 0x80 ? String(Unicode.Scalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
            }.joined()
        }
        let isPlain = text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.properties.generalCategory != .control }
        return isPlain ? text : text.debugDescription
    }
}

/// Bytes of text that come in pieces, put out as whole characters. What is no UTF-8 becomes U+FFFD.
package struct CharacterPieces {
    /// What may go on: the start of a character, or of a line's end.
    private var held: [UInt8] = []

    package init() {}

    /// What is whole.
    package mutating func add(_ bytes: [UInt8]) -> String {
        held += bytes
        let ready = held.count - unfinished
        defer { held.removeFirst(ready) }
        return String(decoding: held[..<ready], as: UTF8.self)
    }

    /// What is left at the end.
    package mutating func finish() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    /// Bytes at the end that the next ones may belong to.
    private var unfinished: Int {
        if held.last == UInt8(ascii: "\r") { return 1 }
        for (index, byte) in held.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return index + 1 < length ? index + 1 : 0
        }
        return 0
    }
}
