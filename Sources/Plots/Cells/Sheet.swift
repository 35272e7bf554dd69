/// Rows of cells, filled from the top down.
struct Sheet {
    struct Cell: Hashable {
        /// Nil for the right half of a wide character.
        var character: Character?
        var ink: Ink
    }

    let columns: Int
    let glyphs: Glyphs
    let isColored: Bool
    private var rows: [[Cell]] = []

    init(columns: Int, glyphs: Glyphs, isColored: Bool) {
        self.columns = columns
        self.glyphs = glyphs
        self.isColored = isColored
    }

    /// How many rows there are.
    var height: Int { rows.count }

    /// Adds empty rows and returns the index of the first.
    @discardableResult
    mutating func extend(by count: Int) -> Int {
        let blank = [Cell](repeating: Cell(character: " ", ink: .plain), count: columns)
        rows += [[Cell]](repeating: blank, count: max(0, count))
        return rows.count - max(0, count)
    }

    /// Writes a text, clipped to the sheet.
    mutating func put(_ text: String, row: Int, column: Int, _ ink: Ink = .plain) {
        var column = column
        for character in glyphs.clean(text) {
            let width = CellWidth.of(character)
            set(character, row: row, column: column, ink)
            if width == 2 { continueWide(row: row, column: column + 1, ink) }
            column += width
        }
    }

    /// Draws one character, if it is within the sheet.
    mutating func set(_ character: Character, row: Int, column: Int, _ ink: Ink = .plain) {
        guard rows.indices.contains(row), (0..<columns).contains(column) else { return }
        rows[row][column] = Cell(character: character, ink: ink)
    }

    private mutating func continueWide(row: Int, column: Int, _ ink: Ink) {
        guard rows.indices.contains(row), (0..<columns).contains(column) else { return }
        rows[row][column] = Cell(character: nil, ink: ink)
    }

    /// A text in rows of its own.
    mutating func paragraph(_ text: String, _ ink: Ink = .plain) {
        let lines = PlainText.wrapped(glyphs.clean(text), to: Double(columns)) { Double(CellWidth.of($0)) }
        for line in lines { put(line, row: extend(by: 1), column: 0, ink) }
    }

    /// Texts side by side, in as many rows as they take, each with marks before it.
    mutating func legend(_ entries: [(mark: String, ink: Ink, text: String)]) {
        guard !entries.isEmpty else { return }
        var row = extend(by: 1), column = 0
        for entry in entries {
            let text = glyphs.truncated(entry.text, to: columns - entry.mark.count - 1)
            let width = entry.mark.count + 1 + CellWidth.of(text)
            if column > 0, column + width > columns { (row, column) = (extend(by: 1), 0) }
            put(entry.mark, row: row, column: column, entry.ink)
            put(text, row: row, column: column + entry.mark.count + 1)
            column += width + 3
        }
    }

    /// The rows as text: no blanks at their ends, colours only where enabled.
    var lines: [String] { rows.map(text) }

    private func text(of row: [Cell]) -> String {
        let end = row.lastIndex { $0.character != " " || $0.ink.fills }.map { $0 + 1 } ?? 0
        var text = "", current: String?
        for cell in row[..<end] {
            let codes = isColored ? cell.ink.codes : nil
            if codes != current {
                text += (current == nil ? "" : "\u{1B}[0m") + (codes.map { "\u{1B}[\($0)m" } ?? "")
                current = codes
            }
            if let character = cell.character { text.append(character) }
        }
        return text + (current == nil ? "" : "\u{1B}[0m")
    }
}

extension Ink {
    /// Whether it shows where there is no character.
    fileprivate var fills: Bool {
        if case .on = self { true } else { false }
    }
}
