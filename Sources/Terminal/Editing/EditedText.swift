/// The text being edited and the cursor in it, counted in Unicode scalars.
///
/// No change leaves the cursor outside the text, whatever place or span is asked for.
struct EditedText: Equatable {
    private(set) var scalars: [Unicode.Scalar] = []
    /// 0 … the number of scalars.
    var cursor = 0 {
        didSet { cursor = clamped(cursor) }
    }

    /// Scalars of the longest text.
    static let limit = 1 << 18

    init() {}

    /// A text, or as much of it as can be edited, with the cursor at its end.
    init(_ text: String) {
        scalars = Array(text.unicodeScalars.prefix(Self.limit))
        cursor = scalars.count
    }

    var isEmpty: Bool { scalars.isEmpty }
    var text: String { Self.string(scalars[...]) }
    var textBeforeCursor: String { Self.string(scalars[..<cursor]) }

    static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private func clamped(_ place: Int) -> Int { min(max(0, place), scalars.count) }

    // MARK: Changes

    /// Whether so many more scalars are within the limit.
    func hasRoom(for count: Int) -> Bool { scalars.count + count <= Self.limit }

    /// Inserts text at the cursor, which follows it, or nothing where there is no room.
    mutating func insert(_ new: some Collection<Unicode.Scalar>) {
        guard hasRoom(for: new.count) else { return }
        scalars.insert(contentsOf: new, at: cursor)
        cursor += new.count
    }

    /// Removes what lies between two places, in either order; the cursor goes where it was.
    @discardableResult
    mutating func remove(_ place: Int, _ other: Int) -> [Unicode.Scalar] {
        let span = clamped(min(place, other))..<clamped(max(place, other))
        let removed = Array(scalars[span])
        scalars.removeSubrange(span)
        cursor = span.lowerBound
        return removed
    }

    /// Changes each scalar of a span; the cursor follows it.
    mutating func transform(_ span: Range<Int>, _ change: (String) -> String) {
        let changed = change(Self.string(remove(span.lowerBound, span.upperBound)[...]))
        insert(Array(changed.unicodeScalars))
    }

    // MARK: Places

    /// The start of the line that a place is on.
    func lineStart(_ place: Int) -> Int { (scalars[..<place].lastIndex(of: "\n") ?? -1) + 1 }
    var lineStart: Int { lineStart(cursor) }

    /// The end of the cursor's line, before its newline.
    var lineEnd: Int { scalars[cursor...].firstIndex(of: "\n") ?? scalars.endIndex }

    /// The cursor's place one line up, nil on the first line.
    var placeAbove: Int? {
        guard lineStart > 0 else { return nil }
        let end = lineStart - 1
        return min(lineStart(end) + cursor - lineStart, end)
    }

    /// The cursor's place one line down, nil on the last line.
    var placeBelow: Int? {
        guard lineEnd < scalars.endIndex else { return nil }
        var below = self
        below.cursor = lineEnd + 1
        return min(below.cursor + cursor - lineStart, below.lineEnd)
    }

    /// The start of the word before the cursor, by what a word is made of.
    func wordStart(_ isInWord: (Unicode.Scalar) -> Bool = Self.isInWord) -> Int {
        var place = cursor
        while place > 0, !isInWord(scalars[place - 1]) { place -= 1 }
        while place > 0, isInWord(scalars[place - 1]) { place -= 1 }
        return place
    }

    /// The end of the word after the cursor.
    var wordEnd: Int {
        var place = cursor
        while place < scalars.count, !Self.isInWord(scalars[place]) { place += 1 }
        while place < scalars.count, Self.isInWord(scalars[place]) { place += 1 }
        return place
    }

    /// What emacs' keys take for a part of a word: an option and its value are one.
    static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isAlphanumeric || "*?_-.[]~=".unicodeScalars.contains(scalar)
    }

    // MARK: Bytes

    /// How many scalars the bytes of UTF-8 up to that offset hold.
    func scalarOffset(ofByte offset: Int) -> Int {
        var bytes = 0
        for (index, scalar) in scalars.enumerated() {
            if bytes >= offset { return index }
            bytes += UTF8.width(scalar)
        }
        return scalars.count
    }

    /// The bytes of UTF-8 before the cursor.
    var cursorByte: Int {
        scalars[..<cursor].reduce(0) { $0 + UTF8.width($1) }
    }
}

extension Unicode.Scalar {
    var isAlphanumeric: Bool { properties.isAlphabetic || properties.numericType != nil }
}
