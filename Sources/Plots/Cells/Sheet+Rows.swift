// Figures whose groups are rows: names at the left, amounts to the right.
extension Sheet {
    /// Where rows are drawn, in cells.
    struct RowFrame {
        let row: Int
        let column: Int
        let columns: Int

        func place(_ share: Double) -> Int { column + Sheet.cell(share, of: columns) }
    }

    /// Writes the names and the amounts, and returns the area between them.
    mutating func rows(names: [String], title: String?, amounts: [String]) -> RowFrame {
        if let title { put(glyphs.truncated(title, to: columns), row: extend(by: 1), column: 0, .faint) }
        let shown = names.map { glyphs.shortened($0, to: columns * 9 / 20) }
        let room = shown.map(CellWidth.of).max() ?? 0, right = amounts.map(\.count).max() ?? 0
        let frame = RowFrame(row: extend(by: names.count), column: room + 2, columns: columns - room - right - 4)
        for (index, name) in shown.enumerated() {
            put(name, row: frame.row + index, column: room - CellWidth.of(name))
            set(glyphs.vertical, row: frame.row + index, column: room + 1, .faint)
            put(amounts[index], row: frame.row + index, column: columns - amounts[index].count)
        }
        return frame
    }

    /// Draws a bar between two shares of a row.
    mutating func drawBar(from: Double, to: Double, row: Int, _ frame: RowFrame) {
        let start = frame.place(min(from, to))
        let length = abs(to - from) * Double(frame.columns)
        put(String(glyphs.bar(length).prefix(frame.column + frame.columns - start)), row: row, column: start, .series(0))
    }
}
