/// Rows of cells as lines, each column as wide as its widest cell.
struct TextTable {
    let lines: [String]

    /// - Parameter isRightAligned: for numbers; else every column starts at its left.
    init(_ rows: [[String]], isRightAligned: Bool = false) {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        lines = rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                let blanks = String(repeating: " ", count: width - cell.count)
                return isRightAligned ? blanks + cell : cell + blanks
            }
            return Self.trimmed(cells.joined(separator: "  "))
        }
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
