/// Cells with headings, before it is known how wide they may be.
struct ReportTable {
    struct Column {
        let heading: String
        let isLeftAligned: Bool
        /// The column goes when there is no room, the one with the lowest number first; nil: it stays.
        let droppedAs: Int?
        /// Whether it tells which row this is, and may move to a line of its own above the others.
        let isSetting: Bool
        let cells: [String]

        init(
            _ heading: String, _ cells: [String], isLeftAligned: Bool = false, droppedAs: Int? = nil,
            isSetting: Bool = false
        ) {
            self.heading = heading
            self.cells = cells
            self.isLeftAligned = isLeftAligned
            self.droppedAs = droppedAs
            self.isSetting = isSetting
        }
    }

    /// All with the same number of cells.
    let columns: [Column]

    private var rowCount: Int { columns.first?.cells.count ?? 0 }
}

extension ReportTable {
    /// Lines of at most `width` characters where that is possible: long headings break at `_`, then columns go,
    /// then each row's settings stand on lines above what else has stayed.
    func lines(width: Int) -> [String] {
        if let lines = fitted(headings: columns.map { [$0.heading] }, width) { return lines }
        var table = self
        while true {
            if let lines = table.fitted(headings: table.columns.map(\.brokenHeading), width) {
                return lines + table.leftOut(of: self, width)
            }
            guard let next = table.columns.compactMap(\.droppedAs).min() else { break }
            table = ReportTable(columns: table.columns.filter { $0.droppedAs != next })
        }
        return table.foldedLines(width) + table.leftOut(of: self, width)
    }

    /// The table in Markdown.
    var markdown: [String] {
        let rule = columns.map { $0.isLeftAligned ? ":--" : "--:" }
        let rows = [columns.map(\.heading), rule] + (0..<rowCount).map { row in columns.map { $0.cells[row] } }
        return rows.map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |" }
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// All columns side by side; nil when they are wider than `width`.
    private func fitted(headings: [[String]], _ width: Int) -> [String]? {
        let widths = zip(columns, headings).map { column, heading in
            (column.cells + heading).map(\.count).max() ?? 0
        }
        guard widths.reduce(0, +) + 2 * (columns.count - 1) <= width else { return nil }
        let height = headings.map(\.count).max() ?? 0
        // A heading of fewer lines stands at the bottom.
        let top = (0..<height).map { line in
            headings.map { heading in
                let index = line - (height - heading.count)
                return index >= 0 ? heading[index] : ""
            }
        }
        let rows = top + (0..<rowCount).map { row in columns.map { $0.cells[row] } }
        return rows.map { row in
            zip(zip(row, widths), columns).map { cell, column in
                let blanks = String(repeating: " ", count: cell.1 - cell.0.count)
                return column.isLeftAligned ? cell.0 + blanks : blanks + cell.0
            }.joined(separator: "  ").withoutTrailingBlanks
        }
    }

    private func leftOut(of whole: ReportTable, _ width: Int) -> [String] {
        let shown = Set(columns.map(\.heading))
        let names = whole.columns.map(\.heading).filter { !shown.contains($0) }
        if names.isEmpty { return [] }
        return ["(left out in \(width) columns: \(names.joined(separator: ", ")))"].flatMap { $0.wrapped(to: width) }
    }

    /// Each row as its settings, `n_layer 1, dropout 0.1`, and below them what else there is.
    private func foldedLines(_ width: Int) -> [String] {
        let settings = columns.filter(\.isSetting), others = columns.filter { !$0.isSetting }
        return (0..<rowCount).flatMap { row in
            let name = settings.map { "\($0.heading) \($0.cells[row])" }.joined(separator: ", ")
            let rest = others.map { "\($0.heading) \($0.cells[row])" }.joined(separator: ", ")
            return name.wrapped(to: width) + rest.wrapped(to: max(1, width - 2)).map { "  " + $0 }
        }
    }
}

extension ReportTable.Column {
    /// The heading in lines no wider than the cells, or than eight characters, where it can break: at a blank, before
    /// `_` and before `–`.
    fileprivate var brokenHeading: [String] {
        let room = max(8, cells.map(\.count).max() ?? 0)
        if heading.count <= room { return [heading] }
        var lines: [String] = []
        for part in heading.headingParts {
            if let last = lines.last, last.count + part.count <= room {
                lines[lines.count - 1] = last + part
            } else {
                lines.append(part.hasPrefix(" ") ? String(part.dropFirst()) : part)
            }
        }
        return lines
    }
}

extension String {
    /// The pieces of a heading: `n_embd_factor` is `n`, `_embd` and `_factor`.
    fileprivate var headingParts: [String] {
        var parts: [String] = [""]
        for character in self {
            if "_ –".contains(character) { parts.append("") }
            parts[parts.count - 1].append(character)
        }
        return parts
    }

    fileprivate var withoutTrailingBlanks: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    /// Lines of at most `width` characters, broken at blanks.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
