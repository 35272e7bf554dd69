/// The prompt and an edited text as they stand on a terminal, and what to send so that they stand there as they are now.
///
/// Of a text that takes more rows than the terminal has, the rows around the cursor are shown.
struct EditedDisplay {
    private(set) var size: (rows: Int, columns: Int)
    /// The rows on the terminal, from where the display begins.
    private var shown: [EditedRows.Row] = []
    private var place = EditedRows.Place()
    /// The first of the text's rows that is shown.
    private var firstRow = 0

    init(size: (rows: Int, columns: Int)) {
        self.size = size
    }

    /// Draws it where the cursor is: nothing of it stands on the terminal any more.
    mutating func forget(size: (rows: Int, columns: Int)) {
        self = EditedDisplay(size: size)
    }

    /// Changes what is shown to what is to be, and puts the cursor into its place.
    mutating func draw(_ rows: EditedRows) -> String {
        firstRow = min(max(firstRow, rows.cursor.row - size.rows + 1), rows.cursor.row, max(0, rows.count - size.rows))
        firstRow = max(0, firstRow)
        let new = rows.rows(firstRow..<min(rows.count, firstRow + size.rows))
        var output = ""
        var isOverwritten = false
        for index in new.indices { output += draw(new[index], at: index, isLast: index == new.count - 1, &isOverwritten) }
        if new.count < shown.count { output += move(to: .init(row: new.count, column: 0)) + "\u{1B}[J" }
        shown = new
        return output + move(to: .init(row: rows.cursor.row - firstRow, column: rows.cursor.column))
    }

    /// - Parameter isOverwritten: whether the row above has gone over its edge, to the first cell of this one.
    private mutating func draw(
        _ row: EditedRows.Row, at index: Int, isLast: Bool, _ isOverwritten: inout Bool
    ) -> String {
        let old = shown.indices.contains(index) ? shown[index] : nil
        guard old != row || isOverwritten else { return "" }
        let same = isOverwritten ? 0 : old.map { zip($0.cells, row.cells).prefix { $0 == $1 }.count } ?? 0
        let start = row.cells[..<same].reduce(0) { $0 + $1.width }
        var output = move(to: .init(row: index, column: start)) + row.cells[same...].map(\.text).joined()
        let width = row.width
        place.column = width
        isOverwritten = row.isContinued && !isLast && same < row.cells.count
        if isOverwritten {
            // Whether the cursor has gone to the next row yet is up to the terminal; behind a blank it has.
            output += " \r"
            place = .init(row: index + 1, column: 0)
        } else if width < size.columns, (old?.width ?? 0) > width {
            output += "\u{1B}[K"
        }
        return output
    }

    /// Rows further down may not be there yet: only a newline makes them.
    private mutating func move(to target: EditedRows.Place) -> String {
        var output = ""
        if target.row < place.row { output += "\u{1B}[\(place.row - target.row)A" }
        if target.row > place.row {
            output += String(repeating: "\n", count: target.row - place.row)
            place.column = 0
        }
        if target.column < place.column || place.column >= size.columns {
            output += "\r"
            place.column = 0
        }
        if target.column > place.column { output += "\u{1B}[\(target.column - place.column)C" }
        place = target
        return output
    }

    /// Moves the cursor to where the display begins, and clears the terminal from there on.
    ///
    /// - Parameter newSize: the terminal's size by now: rows that had wrapped have flowed anew.
    mutating func clear(_ newSize: (rows: Int, columns: Int)) -> String {
        let above = newSize.columns == size.columns ? place.row : flowedRowsAbove(newSize.columns)
        let up = min(above, newSize.rows - 1)
        forget(size: newSize)
        return "\r" + (up > 0 ? "\u{1B}[\(up)A" : "") + Self.clearingRow
    }

    /// Clears the terminal from the cursor's row on.
    ///
    /// The first column is cleared by a blank: tmux takes clearing the whole screen for a wish to keep it in
    /// its history, and would bring it back when the terminal grows.
    static let clearingRow = "\r \u{1B}[J\r"

    /// Rows above the cursor's once the terminal has that many columns.
    private func flowedRowsAbove(_ columns: Int) -> Int {
        var rows = 0, width = 0
        for (index, row) in shown.enumerated() {
            if index == place.row { return rows + (width + place.column) / columns }
            width += row.width
            guard !row.isContinued else { continue }
            rows += max(1, (width + columns - 1) / columns)
            width = 0
        }
        return rows
    }
}
