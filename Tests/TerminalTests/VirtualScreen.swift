/// A terminal's screen, as far as a line editor uses one: printing with automatic margins, the control
/// sequences of xterm's description, and lines that flow anew when the width changes.
struct VirtualScreen {
    private struct Row {
        var cells: [Character]
        /// Whether the text goes on in the next row.
        var isWrapped = false
    }

    private(set) var columns: Int
    private(set) var height: Int
    private var rows: [Row]
    private(set) var row = 0
    private(set) var column = 0
    /// The cursor stands behind the last column: the next character goes to the next row.
    private var isPastEdge = false
    private var inserts = false
    private(set) var isPasteBracketed = false
    private var pending: [UInt8] = []
    /// Sequences that are not understood here.
    private(set) var unknown: [String] = []

    init(rows height: Int, columns: Int) {
        self.height = height
        self.columns = columns
        rows = Array(repeating: Row(cells: Self.blank(columns)), count: height)
    }

    private static func blank(_ columns: Int) -> [Character] { Array(repeating: " ", count: columns) }

    /// The rows without trailing blanks, up to the last that shows something or holds the cursor.
    var lines: [String] {
        let texts = rows.map { row -> String in
            let end = row.cells.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
            return String(row.cells[..<end].filter { $0 != "\0" })
        }
        let last = max(row, texts.lastIndex { !$0.isEmpty } ?? 0)
        return Array(texts[...last])
    }

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending.append(contentsOf: bytes)
        var position = 0
        while position < pending.count {
            guard let length = step(at: position) else { break }
            position += length
        }
        pending.removeFirst(position)
    }

    /// Does what begins at a byte; its length, or nil when its end is missing.
    private mutating func step(at position: Int) -> Int? {
        let byte = pending[position]
        if byte == 0x1B { return sequence(at: position) }
        let length = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        guard position + length <= pending.count else { return nil }
        print(Character(String(decoding: pending[position..<(position + length)], as: UTF8.self)))
        return length
    }

    private mutating func sequence(at position: Int) -> Int? {
        guard position + 2 < pending.count else { return nil }
        guard pending[position + 1] == UInt8(ascii: "[") else {
            unknown.append("ESC " + String(UnicodeScalar(pending[position + 1])))
            return 2
        }
        guard let end = pending[(position + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
        let parameters = String(decoding: pending[(position + 2)..<end], as: UTF8.self)
        control(pending[end], parameters, Int(parameters) ?? 1)
        return end - position + 1
    }

    private mutating func control(_ final: UInt8, _ parameters: String, _ count: Int) {
        isPastEdge = isPastEdge && final == UInt8(ascii: "m")
        switch (UnicodeScalar(final), parameters) {
        case ("A", _): row = max(0, row - count)
        case ("B", _): row = min(height - 1, row + count)
        case ("C", _): column = min(columns - 1, column + count)
        case ("D", _): column = max(0, column - count)
        case ("G", _): column = min(columns - 1, max(0, count - 1))
        case ("H", ""): (row, column) = (0, 0)
        case ("J", ""):
            clearRow(from: column)
            for below in (row + 1)..<max(row + 1, height) { rows[below] = Row(cells: Self.blank(columns)) }
        case ("J", "2"): rows = Array(repeating: Row(cells: Self.blank(columns)), count: height)
        case ("K", ""): clearRow(from: column)
        case ("P", _): delete(count)
        case ("@", _): for _ in 0..<count { makeRoom() }
        case ("h", "4"): inserts = true
        case ("l", "4"): inserts = false
        case ("h", "?2004"): isPasteBracketed = true
        case ("l", "?2004"): isPasteBracketed = false
        case ("m", _): break
        default: unknown.append(parameters + String(UnicodeScalar(final)))
        }
    }

    private mutating func clearRow(from column: Int) {
        for place in column..<columns { rows[row].cells[place] = " " }
        rows[row].isWrapped = false
    }

    private mutating func delete(_ count: Int) {
        let count = min(count, columns - column)
        rows[row].cells.removeSubrange(column..<(column + count))
        rows[row].cells += Self.blank(count)
    }

    private mutating func makeRoom() {
        rows[row].cells.insert(" ", at: column)
        rows[row].cells.removeLast()
    }

    private mutating func print(_ character: Character) {
        switch character {
        case "\r\n", "\n": newline()
        case "\r": column = 0
        case "\u{8}": column = max(0, column - 1)
        case "\t": column = min(columns - 1, (column / 8 + 1) * 8)
        case "\u{7}": break
        default:
            show(character)
            return
        }
        isPastEdge = false
    }

    private mutating func newline() {
        if row < height - 1 {
            row += 1
        } else {
            rows.removeFirst()
            rows.append(Row(cells: Self.blank(columns)))
        }
    }

    private mutating func show(_ character: Character) {
        let width = character.unicodeScalars.contains { (0x1100...0xFFEF).contains($0.value) && $0.value >= 0x2E80 } ? 2 : 1
        if isPastEdge || column + width > columns {
            rows[row].isWrapped = true
            newline()
            column = 0
            isPastEdge = false
        }
        if inserts { for _ in 0..<width { makeRoom() } }
        rows[row].cells[column] = character
        if width == 2 { rows[row].cells[column + 1] = "\0" }
        column += width
        if column == columns {
            column -= 1
            isPastEdge = true
        }
    }

    /// Gives the screen another size; text that had wrapped flows anew.
    mutating func resize(rows newHeight: Int, columns newColumns: Int) {
        var flowed: [Row] = []
        var cursor = (row: 0, column: 0)
        var logical: [Character] = []
        var cursorOffset: Int?
        for (index, old) in rows.enumerated() {
            if index == row { cursorOffset = logical.count + column }
            logical += old.cells
            if old.isWrapped, index < rows.count - 1 { continue }
            let end = max(logical.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0, cursorOffset ?? 0)
            if let offset = cursorOffset { cursor = (flowed.count + offset / newColumns, offset % newColumns) }
            var rest = logical[..<end]
            repeat {
                let part = Array(rest.prefix(newColumns))
                rest = rest.dropFirst(newColumns)
                flowed.append(Row(cells: part + Self.blank(newColumns - part.count), isWrapped: !rest.isEmpty))
            } while !rest.isEmpty
            (logical, cursorOffset) = ([], nil)
        }
        while flowed.count <= cursor.row { flowed.append(Row(cells: Self.blank(newColumns))) }
        while flowed.count > newHeight, flowed.count - 1 > cursor.row, flowed.last?.cells.allSatisfy({ $0 == " " }) == true {
            flowed.removeLast()
        }
        let scrolled = max(0, flowed.count - newHeight)
        rows = Array(flowed.dropFirst(scrolled))
        while rows.count < newHeight { rows.append(Row(cells: Self.blank(newColumns))) }
        (row, column) = (max(0, cursor.row - scrolled), cursor.column)
        (height, columns, isPastEdge) = (newHeight, newColumns, false)
    }
}
