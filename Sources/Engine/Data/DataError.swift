/// Why bytes are nothing to train on.
package struct DataError: Error, Hashable, Sendable {
    package let kind: Kind
    /// Where in the bytes; nil where it is about all of them.
    package let place: Place?

    /// A line and, within it, a character; both from 1.
    package struct Place: Hashable, Sendable {
        package let line: Int
        package let column: Int
    }

    package enum Kind: Hashable, Sendable {
        case empty
        /// The first byte that doesn't belong to a character, and how many are before it.
        case notUTF8(byte: UInt8, offset: Int)
        case nul(offset: Int)

        // Text
        case tooManyCharacters(found: Int)
        case oneCharacter(String)
        case unknownCharacter(String)
        case tooShort(part: Part, tokens: Int, blockSize: Int)

        // Relations
        /// One that no table has, NUL among them, and how many are before it.
        case badByte(UInt8, offset: Int)
        case tooFewHeadings(found: Int)
        case columns(found: Int, expected: Int)
        case emptyName(heading: String)
        case bothRoles(name: String, otherLine: Int)
        case repeatedFact(names: [String], firstLine: Int)
        case repeatedAnswer(String)
        case tooFewFacts(found: Int)
    }

    /// What a text is split into.
    package enum Part: String, Sendable { case training, validation }

    package static let empty = DataError(.empty)

    init(_ kind: Kind, at place: Place? = nil) {
        self.kind = kind
        self.place = place
    }
}

extension DataError.Place {
    /// The place of a byte. Lines end in "\n", "\r" or "\r\n".
    init(of offset: Int, in bytes: [UInt8]) {
        var line = 1
        var start = 0
        for (index, byte) in bytes.prefix(offset).enumerated() where PlainText.endsLine(byte, at: index, in: bytes) {
            line += 1
            start = index + 1
        }
        self.line = line
        column = bytes[start..<offset].count { !PlainText.continuesScalar($0) } + 1
    }
}

extension DataError: CustomStringConvertible {
    /// One sentence, without a capital or a full stop: what was found, what was expected.
    package var description: String {
        switch kind {
        case .empty: "it is empty"
        case .notUTF8(let byte, let offset):
            "byte \(offset + 1) is 0x\(Self.hexadecimal(byte)), which is not UTF-8; "
                + (Self.isUTF16(byte, offset) ? "this looks like UTF-16, save it as UTF-8" : "save it as UTF-8, or use tokenizer=byte")
        case .nul(let offset): "byte \(offset + 1) is NUL, which no text has; tokenizer=byte reads any bytes"
        case .tooManyCharacters(let found):
            "it has \(found) distinct characters, more than \(TextEncoding.largestVocabulary); use tokenizer=byte or tokenizer=bpe"
        case .oneCharacter(let name): "every character is \(name.debugDescription): there is nothing to learn"
        case .unknownCharacter(let name): "the text that was trained on has no \(name.debugDescription)"
        case .tooShort(let part, let tokens, let blockSize):
            "its \(part.rawValue) part has \(tokens) \(tokens == 1 ? "token" : "tokens"), too few for block_size \(blockSize), "
                + "which takes at least \(blockSize + 1)"
        case .badByte(0, _): "found a NUL byte in a table of relations, expected UTF-8 text"
        case .badByte(let byte, let offset):
            "found byte 0x\(Self.hexadecimal(byte)) in a table of relations, expected UTF-8 text"
                + (Self.isUTF16(byte, offset) ? "; this looks like UTF-16" : "")
        case .tooFewHeadings(let found):
            "found \(found) tab-separated \(found == 1 ? "column" : "columns"), expected at least 3: input, relation, answers"
        case .columns(let found, let expected):
            "found \(found) tab-separated \(found == 1 ? "column" : "columns"), expected \(expected) as in the first line"
        case .emptyName(let heading): "found no name in the column \(heading.debugDescription)"
        case .bothRoles(let name, let otherLine):
            "\(name.debugDescription) is a relation here and a name in line \(otherLine); call one of them something else"
        case .repeatedFact(let names, let firstLine):
            "\(names.joined(separator: " ").debugDescription) is in line \(firstLine) already; put all its answers there, with commas between them"
        case .repeatedAnswer(let name): "\(name.debugDescription) is there twice"
        case .tooFewFacts(let found):
            "it has \(found == 0 ? "no facts" : "one fact"), expected at least two: one to train on, one to test"
        }
    }

    private static func isUTF16(_ first: UInt8, _ offset: Int) -> Bool { offset == 0 && first >= 0xFE }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
