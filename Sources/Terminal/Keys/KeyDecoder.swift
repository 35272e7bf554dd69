/// Turns the bytes a terminal sends into characters, keys and pasted texts.
///
/// Escape sequences are taken whole, so that an unknown one does nothing instead of leaving its tail
/// in the line. Invalid UTF-8 is dropped.
package struct KeyDecoder {
    package enum Key: Equatable {
        case character(Unicode.Scalar)
        case key(EditorKey)
        case paste(String)
        /// A paste of more than ``pasteLimit`` bytes, of which nothing is kept.
        case overlongPaste
        /// An escape sequence that the user bound, without its escape character.
        case sequence(String)
    }

    /// How sequences are read; the user's configuration decides.
    package struct Style {
        /// Sequences, without their escape character, that the user bound.
        package var bound: Set<String> = []
        /// Whether Escape before Enter makes a newline; in vi's keys Escape is a key of its own.
        package var joinsEscapeAndEnter = true
    }

    package var style = Style()
    private let encoding: TextEncoding
    private var bytes: [UInt8] = []
    private var position = 0

    private static let escape: UInt8 = 0x1B
    private static let pasteStart = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)
    /// The most bytes that a paste may have.
    package static let pasteLimit = 1 << 20
    /// A longer sequence is not taken as one.
    private static let longestSequence = 32
    /// Where the search for the end of a paste resumes.
    private var searched = 0
    /// Whether a paste has exceeded the limit.
    private var isOverlong = false

    package init(encoding: TextEncoding) {
        self.encoding = encoding
    }

    package mutating func feed(_ more: some Sequence<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Forgets what was fed and not yet read.
    package mutating func reset() {
        bytes.removeAll()
        position = 0
        searched = 0
        isOverlong = false
    }

    /// How many bytes of an escape sequence are there whose end is not. One byte may be Escape, pressed alone.
    package var partialSequence: Int {
        guard position < bytes.count, bytes[position] == Self.escape, !isPasting else { return 0 }
        return bytes.count - position
    }

    private var isPasting: Bool { bytes[position...].starts(with: Self.pasteStart) }

    /// The next key, or nil when more bytes are needed.
    ///
    /// - Parameter isComplete: no more bytes will come for what has begun: an Escape at the end stands alone.
    package mutating func next(isComplete: Bool = false) -> Key? {
        while position < bytes.count {
            let start = position
            let key = bytes[position] == Self.escape ? nextSequence(isComplete: isComplete) : nextCharacter()
            if let key { return key }
            if position == start { return nil }
        }
        reset()
        return nil
    }

    private mutating func nextCharacter() -> Key? {
        let first = bytes[position]
        let length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        let end = position + length
        guard end <= bytes.count else {
            let isBroken = bytes[(position + 1)...].contains { $0 & 0xC0 != 0x80 }
            if isBroken { position += 1 }
            return nil
        }
        var decoder = UTF8()
        var iterator = bytes[position..<end].makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
            position += 1
            return nil
        }
        position = end
        let isPrivate = (0x80...0x9F).contains(scalar.value)
        return isPrivate || (encoding == .ascii && !scalar.isASCII) ? nil : .character(scalar)
    }

    private mutating func nextSequence(isComplete: Bool) -> Key? {
        if isPasting { return nextPaste() }
        guard let length = sequenceLength() else {
            return isComplete ? takeEscape() : nil
        }
        if length == 1 { return takeEscape() }
        let name = String(decoding: bytes[(position + 1)..<(position + length)], as: UTF8.self)
        position += length
        if style.bound.contains(name) { return .sequence(name) }
        if name == "\r" || name == "\n" { return .key(.newline) }
        return EditorKey.sequences[name].map { .key($0) }
    }

    private mutating func takeEscape() -> Key {
        position += 1
        return .character("\u{1B}")
    }

    /// The bytes of the sequence that begins here; 1 for an Escape of its own, nil when its end is not there yet.
    private func sequenceLength() -> Int? {
        let rest = bytes[position...].prefix(Self.longestSequence).dropFirst()
        guard let introducer = rest.first else { return nil }
        switch introducer {
        case UInt8(ascii: "["): return controlLength(rest.dropFirst())
        case UInt8(ascii: "O"): return rest.count >= 2 ? 3 : nil
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"): return style.joinsEscapeAndEnter ? 2 : 1
        default: return 1
        }
    }

    /// Of a control sequence: parameters, and one final byte; the Linux console's `[[A` has one more.
    private func controlLength(_ rest: ArraySlice<UInt8>) -> Int? {
        if rest.first == UInt8(ascii: "[") { return rest.count >= 2 ? 4 : nil }
        guard let end = rest.firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
            return rest.count + 2 >= Self.longestSequence ? Self.longestSequence : nil
        }
        let isFinal = (0x40...0x7E).contains(bytes[end])
        return end - position + (isFinal ? 1 : 0)
    }

    private mutating func nextPaste() -> Key? {
        let start = position + Self.pasteStart.count
        searched = max(start, searched)
        while let mark = bytes[searched...].firstIndex(of: Self.escape) {
            searched = mark
            if bytes[mark...].starts(with: Self.pasteEnd) { return takePaste(start..<mark) }
            if bytes.count - mark < Self.pasteEnd.count { return nil }
            searched += 1
        }
        searched = bytes.count
        dropOverlong(from: start)
        return nil
    }

    /// Forgets what an overlong paste has brought so far.
    private mutating func dropOverlong(from start: Int) {
        guard bytes.count - start > Self.pasteLimit else { return }
        isOverlong = true
        bytes.removeSubrange(start...)
        searched = start
    }

    private mutating func takePaste(_ span: Range<Int>) -> Key {
        position = span.upperBound + Self.pasteEnd.count
        searched = 0
        defer { isOverlong = false }
        return isOverlong || span.count > Self.pasteLimit ? .overlongPaste : .paste(PastedText.text(bytes[span], encoding: encoding))
    }
}
