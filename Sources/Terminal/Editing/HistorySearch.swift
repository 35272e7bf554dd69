internal import Glibc

/// A search through the history that goes on while its pattern is typed.
struct HistorySearch {
    enum Direction {
        case backward, forward
    }

    /// Scalars of the longest pattern.
    private static let longestPattern = 1_000

    private let entries: [String]
    private(set) var pattern: String.UnicodeScalarView = "".unicodeScalars
    private(set) var direction: Direction
    /// The entry found, or where the search began.
    private var index: Int
    private(set) var hasFailed = false

    init(in entries: [String], _ direction: Direction, from index: Int?) {
        self.entries = entries
        self.direction = direction
        self.index = index ?? entries.endIndex
    }

    /// What is shown below the text.
    var footer: String { (direction == .backward ? "bck" : "fwd") + (hasFailed ? "?" : ":") + String(pattern) }

    /// The entry found, and the place in it; nil while none is.
    var found: (index: Int, entry: EditedText)? {
        guard !pattern.isEmpty, entries.indices.contains(index),
            let byte = Self.place(of: pattern, in: entries[index])
        else { return nil }
        var text = EditedText(entries[index])
        text.cursor = text.scalarOffset(ofByte: byte)
        return (index, text)
    }

    mutating func append(_ scalars: some Sequence<Unicode.Scalar>) {
        pattern.append(contentsOf: scalars.prefix(max(0, Self.longestPattern - pattern.count)))
        find(from: index)
    }

    mutating func removeLast() {
        guard !pattern.isEmpty else { return }
        pattern.removeLast()
        hasFailed = false
    }

    /// The next match that way, of the pattern of the last search where none is typed yet.
    mutating func advance(_ direction: Direction, last: String.UnicodeScalarView) {
        let isSame = direction == self.direction
        self.direction = direction
        if pattern.isEmpty { return append(last) }
        find(from: isSame || !hasFailed ? index + (direction == .backward ? -1 : 1) : index)
    }

    private mutating func find(from start: Int) {
        guard !pattern.isEmpty else { return }
        let pattern = pattern
        let isMatch = { (entry: String) in Self.place(of: pattern, in: entry) != nil }
        let place = switch direction {
        case .backward: entries[..<min(max(0, start + 1), entries.endIndex)].lastIndex(where: isMatch)
        case .forward: entries[min(max(0, start), entries.endIndex)...].firstIndex(where: isMatch)
        }
        hasFailed = place == nil
        if let place { index = place }
    }

    /// The first byte of a pattern in an entry, found in time proportional to both.
    static func place(of pattern: String.UnicodeScalarView, in entry: String) -> Int? {
        entry.withCString { text in
            String(pattern).withCString { wanted in strstr(text, wanted).map { UnsafePointer($0) - text } }
        }
    }
}
