/// Where the cursor stands on a terminal that shows a prompt and an edited text.
struct EditedDisplay {
    /// Rows on the screen above the cursor's that show the prompt or the text.
    let rowsAbove: Int
    /// The end of the text, seen from the cursor.
    let end: DisplayEnd

    init(prompt: String, line: EditedLine, rows: Int, columns: Int) {
        var layout = EditedTextLayout(columns: columns)
        layout.advance(over: prompt.unicodeScalars)
        layout.advance(over: line.scalars[..<line.cursor])
        let cursorRow = layout.row
        layout.advance(over: line.scalars[line.cursor...])
        let scrolledAway = max(0, layout.row - (rows - 1))
        rowsAbove = max(0, cursorRow - scrolledAway)
        end = DisplayEnd(rowsBelow: layout.row - cursorRow, column: layout.column)
    }

    /// Moves the cursor to where the prompt begins, and clears the terminal from there on.
    ///
    /// The first column is cleared by a blank: tmux takes clearing the whole screen for a wish to keep it in
    /// its history, and would bring it back when the terminal grows.
    var clearing: String {
        "\r" + (rowsAbove > 0 ? "\u{1B}[\(rowsAbove)A" : "") + Self.clearingRow
    }

    /// Clears the terminal from the cursor's row on.
    static let clearingRow = "\r \u{1B}[J\r"
}

/// The place after the last character of the text.
struct DisplayEnd: Equatable {
    /// From the cursor's row.
    let rowsBelow: Int
    /// From 0.
    let column: Int

    /// Moves the cursor there.
    var goingThere: String {
        "\r" + (rowsBelow > 0 ? "\u{1B}[\(rowsBelow)B" : "") + (column > 0 ? "\u{1B}[\(column)C" : "")
    }
}
