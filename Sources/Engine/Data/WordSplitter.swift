/// Splits text into the words within which bytes are merged, by GPT-2's pattern:
///
///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
///
/// `\p{L}`, `\p{N}` and `\s` are Unicode's categories L and N and its property White_Space, all of Unicode 16 as in Hugging
/// Face's `tokenizers` 0.23, so that a text has the same words whichever Unicode the Swift library knows.
struct WordSplitter {
    private enum Class { case letter, number, space, other }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    /// Calls `body` with the range of each word, in order; together they are the text.
    static func forEachWord(in text: PlainText, _ body: (Range<Int>) -> Void) {
        text.bytes.withUnsafeBufferPointer { bytes in
            var splitter = WordSplitter(bytes: bytes)
            while splitter.offset < bytes.count {
                let start = splitter.offset
                splitter.skipWord()
                body(start..<splitter.offset)
            }
        }
    }

    private mutating func skipWord() {
        if skipContraction() { return }
        let start = offset
        let first = next()
        if first != .space { return skip(first) }
        // A blank goes with the word after it.
        if bytes[start] == UInt8(ascii: " "), offset < bytes.count {
            let afterBlank = offset
            let second = next()
            if second != .space { return skip(second) }
            offset = afterBlank
        }
        skipSpaces()
    }

    /// `'s|'t|'re|'ve|'m|'ll|'d`
    private mutating func skipContraction() -> Bool {
        guard bytes[offset] == UInt8(ascii: "'") else { return false }
        let rest = bytes[(offset + 1)...]
        guard let ending = Self.contractions.first(where: rest.starts) else { return false }
        offset += 1 + ending.count
        return true
    }

    private static let contractions = ["s", "t", "re", "ve", "m", "ll", "d"].map { Array($0.utf8) }

    /// Moves past all that are of one class.
    private mutating func skip(_ kind: Class) {
        var end = offset
        while offset < bytes.count, next() == kind { end = offset }
        offset = end
    }

    /// Moves past white space, of which one has been read: all of it at the end of the text, else all but the last,
    /// which goes with the word after it, unless there is no other.
    private mutating func skipSpaces() {
        var end = offset, beforeLast = offset
        while offset < bytes.count {
            guard next() == .space else { break }
            beforeLast = end
            end = offset
        }
        offset = end == bytes.count ? end : beforeLast
    }

    /// The class of the next scalar, which is moved past.
    private mutating func next() -> Class {
        let scalar = PlainText.scalar(bytes, at: &offset)
        return scalar < 0x80 ? Self.ascii[Int(scalar)] : Self.kind(scalar)
    }

    private static let newestUnicode = (major: 16, minor: 0)

    private static let ascii = (0..<UInt32(0x80)).map(kind)

    private static func kind(_ scalar: UInt32) -> Class {
        guard let properties = Unicode.Scalar(scalar)?.properties, let age = properties.age, age <= newestUnicode else {
            return .other
        }
        if properties.isWhitespace { return .space }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return .letter
        case .decimalNumber, .letterNumber, .otherNumber: return .number
        case .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation, .dashPunctuation, .openPunctuation,
            .closePunctuation, .initialPunctuation, .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol,
            .modifierSymbol, .otherSymbol, .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format,
            .surrogate, .privateUse, .unassigned:
            return .other
        @unknown default: return .other
        }
    }
}
