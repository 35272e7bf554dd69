import Characters

/// Cells in columns, each column as wide as its widest cell, with headings or without.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        let heading: String
        let isLeftAligned: Bool
        /// Whether it stands at the right where markup has columns.
        fileprivate(set) var isOfNumbers: Bool
        /// The column goes when there is no room, the one with the lowest number first; nil: it stays.
        let droppedAs: Int?
        /// Whether it tells which row this is, and may move to a line of its own above the others.
        let isSetting: Bool
        let cells: [String]
        /// Briefer texts that tell the rows apart as well, and may be cut, for where there is no room; nil: the cells stay.
        let briefCells: [String]?

        package init(
            _ heading: String, _ cells: [String], isLeftAligned: Bool = false, droppedAs: Int? = nil,
            isSetting: Bool = false, brief: [String]? = nil
        ) {
            briefCells = brief
            self.heading = heading
            self.cells = cells.map(ForeignText.line)
            self.isLeftAligned = isLeftAligned
            isOfNumbers = !isLeftAligned
            self.droppedAs = droppedAs
            self.isSetting = isSetting
        }
    }

    /// A line in the place of rows that are left out, and the number of rows above it.
    package typealias Gap = (rows: Int, line: String)

    /// All with the same number of cells.
    let columns: [Column]
    let gap: Gap?

    package init(columns: [Column], gap: Gap? = nil) {
        self.columns = columns
        self.gap = gap
    }

    package func with(gap: Gap) -> TextTable { TextTable(columns: columns, gap: gap) }

    /// - Parameters:
    ///   - headings: none for a table without a row of headings.
    ///   - isRightAligned: for numbers; else every column starts at its left.
    package init(_ rows: [[String]], headings: [String] = [], isRightAligned: Bool = false, gap: Gap? = nil) {
        let count = ([headings] + rows).map(\.count).max() ?? 0
        columns = (0..<count).map { column in
            let cells = rows.map { column < $0.count ? $0[column] : "" }
            var made = Column(column < headings.count ? headings[column] : "", cells, isLeftAligned: !isRightAligned)
            if made.holdsNumbers { made.isOfNumbers = true }
            return made
        }
        self.gap = gap
    }

    package var rowCount: Int { columns.first?.cells.count ?? 0 }
    var hasHeadings: Bool { columns.contains { !$0.heading.isEmpty } }
}

extension TextTable {
    /// All of it, however wide.
    package var lines: [String] {
        rows(hasHeadings ? [columns.map(\.heading)] : [])
    }

    /// Lines of at most `width` columns of a terminal where that is possible: texts get brief and long headings break at
    /// `_`, then columns go, then texts are cut short, at last each row's settings stand on lines above what else has stayed.
    package func lines(width: Int) -> [String] {
        if let lines = fitted(headings: hasHeadings ? columns.map { [$0.heading] } : columns.map { _ in [] }, width) { return lines }
        var table = TextTable(columns: columns.map { $0.brief(width: width) }, gap: gap)
        while true {
            if let lines = table.fitted(headings: table.columns.map(\.brokenHeading), width) {
                return lines + table.leftOut(of: self, width)
            }
            guard let next = table.columns.compactMap(\.droppedAs).min() else { break }
            table = TextTable(columns: table.columns.filter { $0.droppedAs != next }, gap: gap)
        }
        if let narrow = table.narrowed(to: width), let lines = narrow.fitted(headings: narrow.columns.map(\.brokenHeading), width) {
            return lines + table.leftOut(of: self, width)
        }
        return table.foldedLines(width) + table.leftOut(of: self, width)
    }

    /// The table with its texts cut so that all columns fit; nil where that would leave too little of them.
    private func narrowed(to width: Int) -> TextTable? {
        let widths = widths(columns.map(\.brokenHeading).stacked)
        let texts = columns.indices.filter { columns[$0].briefCells != nil }
        guard !texts.isEmpty else { return nil }
        let others = columns.indices.filter { !texts.contains($0) }.reduce(0) { $0 + widths[$1] }
        let room = (width - others - 2 * (columns.count - 1)) / texts.count
        var narrow = columns
        for index in texts {
            guard let column = columns[index].cut(to: room) else { return nil }
            narrow[index] = column
        }
        return TextTable(columns: narrow, gap: gap)
    }

    /// All columns side by side; nil when they are wider than `width`.
    private func fitted(headings: [[String]], _ width: Int) -> [String]? {
        let top = headings.stacked
        guard widths(top).reduce(0, +) + 2 * (columns.count - 1) <= width else { return nil }
        return rows(top)
    }

    /// How wide each column is, headings included.
    private func widths(_ headings: [[String]]) -> [Int] {
        columns.indices.map { column in
            (columns[column].cells + headings.map { $0[column] }).map(\.displayWidth).max() ?? 0
        }
    }

    /// Rows of headings, then all others, two blanks between columns; the line of a gap in its place.
    private func rows(_ headings: [[String]]) -> [String] {
        let widths = widths(headings)
        let rows = headings + (0..<rowCount).map { row in columns.map { $0.cells[row] } }
        var lines = rows.map { row in
            columns.indices.map { column in
                let blanks = String(repeating: " ", count: widths[column] - row[column].displayWidth)
                return columns[column].isLeftAligned ? row[column] + blanks : blanks + row[column]
            }.joined(separator: "  ").withoutTrailingBlanks
        }
        if let gap { lines.insert(gap.line, at: headings.count + gap.rows) }
        return lines
    }

    private func leftOut(of whole: TextTable, _ width: Int) -> [String] {
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

extension [[String]] {
    /// Headings of several lines as rows of a table; one of fewer lines stands at the bottom.
    fileprivate var stacked: [[String]] {
        let height = map(\.count).max() ?? 0
        return (0..<height).map { line in
            map { heading in
                let index = line - (height - heading.count)
                return index >= 0 ? heading[index] : ""
            }
        }
    }
}

extension TextTable.Column {
    /// Whether every cell is a number, `3/4`, or `-` for none.
    fileprivate var holdsNumbers: Bool {
        cells.contains { $0.contains(where: \.isNumber) }
            && cells.allSatisfy { $0.allSatisfy { $0.isNumber || "+-.,/%".contains($0) } }
    }

    /// The heading in lines no wider than the cells, or than eight columns, where it can break: at a blank, before
    /// `_` and before `–`.
    fileprivate var brokenHeading: [String] {
        let room = max(8, cells.map(\.displayWidth).max() ?? 0)
        if heading.displayWidth <= room { return [heading] }
        var lines: [String] = []
        for part in heading.headingParts {
            if let last = lines.last, last.displayWidth + part.displayWidth <= room {
                lines[lines.count - 1] = last + part
            } else {
                lines.append(part.hasPrefix(" ") ? String(part.dropFirst()) : part)
            }
        }
        return lines
    }

    /// The column with its brief texts, a long one of at most a third of the table's width.
    fileprivate func brief(width: Int) -> TextTable.Column {
        guard let briefCells else { return self }
        let brief = with(briefCells)
        return brief.cut(to: max(width / 3, 24)) ?? brief
    }

    /// The column with texts of at most so many columns that still tell the rows apart; nil where there is no room for them.
    fileprivate func cut(to room: Int) -> TextTable.Column? {
        guard room >= min(6, cells.map(\.displayWidth).max() ?? 0) else { return nil }
        return DistinctTexts(cells).cut(to: room).map(with)
    }

    private func with(_ cells: [String]) -> TextTable.Column {
        TextTable.Column(
            heading, cells, isLeftAligned: isLeftAligned, droppedAs: droppedAs, isSetting: isSetting, brief: cells)
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

    /// Lines of at most `width` columns, broken at blanks.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        for word in split(separator: " ") {
            if let last = lines.last, last.displayWidth + 1 + String(word).displayWidth <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
