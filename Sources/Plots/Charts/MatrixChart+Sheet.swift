// A matrix in cells.
extension Sheet {
    private static let gap = 2

    mutating func draw(_ chart: MatrixChart) {
        let grid = MatrixCells(chart, columns: columns, glyphs, isColored: isColored)
        put(glyphs.truncated("\(chart.rows.title) \\ \(chart.columns.title)", to: columns), row: extend(by: 1), column: 0, .faint)
        let room = columns - grid.margin
        let fitting = max(1, (room + Self.gap) / (grid.pitch + Self.gap))
        for panels in chart.panelRows(fitting: fitting) {
            for first in stride(from: 0, to: grid.heads.count, by: grid.columnsInPanel) {
                draw(panels, of: chart, first..<min(first + grid.columnsInPanel, grid.heads.count), grid)
            }
        }
        if isColored, !chart.extent.isPoint { ramp(of: chart) } else { paragraph("\(chart.value.label): \(shades(chart))", .faint) }
        if !chart.marked.isEmpty { paragraph("\(glyphs.mark) \(chart.markName)", .faint) }
    }

    /// The colours with the values that they stand for.
    private mutating func ramp(of chart: MatrixChart) {
        paragraph("\(chart.value.label):", .faint)
        legend(([0] + chart.levelBounds + [1]).map { share in
            ("  ", .on(Palette.ramp(share)), chart.text(of: chart.extent.low + share * chart.extent.length))
        })
    }

    /// `· below 0.01, ░ from 0.01, ▒ from 0.10, …`
    private func shades(_ chart: MatrixChart) -> String {
        let extent = chart.extent, levels = glyphs.levels
        guard !extent.isPoint else { return "\(chart.text(of: extent.low)) in every cell" }
        let bounds = chart.levelBounds.map { chart.text(of: extent.low + $0 * extent.length) }
        return (["\(levels[0]) below \(bounds[0])"] + zip(levels.dropFirst(), bounds).map { "\($0) from \($1)" }).joined(separator: ", ")
    }

    /// Some of the columns of panels that stand side by side.
    private mutating func draw(_ panels: [MatrixChart.Panel], of chart: MatrixChart, _ shown: Range<Int>, _ grid: MatrixCells) {
        if panels.contains(where: { !$0.title.isEmpty }) {
            let row = extend(by: 1)
            for (index, panel) in panels.enumerated() {
                put(glyphs.truncated(panel.title, to: grid.pitch), row: row, column: left(index, grid), .faint)
            }
        }
        let top = extend(by: grid.headHeight + chart.rows.names.count)
        for (row, name) in grid.names.enumerated() { put(name, row: top + grid.headHeight + row, column: 0) }
        for (index, panel) in panels.enumerated() {
            for column in shown {
                let place = left(index, grid) + (column - shown.lowerBound) * grid.width
                head(grid.heads[column], row: top, column: place, grid)
                for row in chart.rows.names.indices {
                    cell(chart, panel, row, column, grid, at: (top + grid.headHeight + row, place))
                }
            }
        }
    }

    private func left(_ panel: Int, _ grid: MatrixCells) -> Int { grid.margin + panel * (grid.pitch + Self.gap) }

    /// A column's name, upright above numbers, else downwards, a character a row.
    private mutating func head(_ name: String, row: Int, column: Int, _ grid: MatrixCells) {
        if grid.isSparse { return put(name, row: row, column: column) }
        guard grid.isTurned else { return put(name, row: row, column: column + max(0, grid.headWidth - CellWidth.of(name))) }
        for (index, character) in name.enumerated() {
            put(String(character), row: row + grid.headHeight - name.count + index, column: column)
        }
    }

    private mutating func cell(
        _ chart: MatrixChart, _ panel: MatrixChart.Panel, _ row: Int, _ column: Int, _ grid: MatrixCells, at place: (row: Int, column: Int)
    ) {
        let mark = chart.isMarked(row: row, column: column) ? String(glyphs.mark) : ""
        guard let value = chart.shownValue(panel, row: row, column: column) else {
            return put(mark.padded(before: grid.width), row: place.row, column: place.column)
        }
        let share = chart.share(of: value, chart.extent)
        let shade = isColored ? " " : glyphs.levels[chart.levelBounds.count { $0 <= share }]
        let ink = isColored ? Ink.on(Palette.ramp(share)) : .plain
        if grid.showsNumbers {
            let text = "\(isColored ? "" : "\(shade) ")\(chart.text(of: value))\(mark.isEmpty && grid.hasMarks ? " " : mark)"
            put(text.padded(before: grid.width - 1) + " ", row: place.row, column: place.column, ink)
        } else {
            let shades = String(repeating: shade, count: grid.width - mark.count)
            put(shades + mark, row: place.row, column: place.column, ink)
        }
    }
}

extension String {
    fileprivate func padded(before width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}

/// The sizes of a matrix's cells and names, in a terminal's cells.
private struct MatrixCells {
    let showsNumbers: Bool
    let hasMarks: Bool
    let names: [String]
    let heads: [String]
    /// Whether the columns' names read downwards.
    let isTurned: Bool
    /// Whether they start at their column and go on over others.
    let isSparse: Bool
    let headWidth: Int
    let headHeight: Int
    /// Left of the panels.
    let margin: Int
    /// Of a cell.
    let width: Int
    let columnsInPanel: Int
    /// Of one panel.
    let pitch: Int

    private static let longestHead = 12

    init(_ chart: MatrixChart, columns: Int, _ glyphs: Glyphs, isColored: Bool) {
        let count = max(1, chart.columns.names.count), hasMarks = !chart.marked.isEmpty
        let names = chart.rows.names.map { glyphs.shortened($0, to: columns / 3) }
        let heads = chart.columns.names.map { glyphs.shortened($0, to: Self.longestHead) }
        let widest = heads.map(CellWidth.of).max() ?? 0
        let margin = max(names.map(CellWidth.of).max() ?? 0, 1) + 1, room = columns - margin
        let digits = (chart.shownValues.map { chart.text(of: $0).count }.max() ?? 1) + (isColored ? 1 : 3) + (hasMarks ? 1 : 0)
        let numberWidth = max(digits + 1, widest + 2)
        showsNumbers = count * numberWidth <= room && count <= 8 && !chart.namesFewColumns
        let character = heads.joined().map(CellWidth.of).max() ?? 1
        let narrow = max(character, hasMarks ? 2 : 1)
        let doubled = chart.panelsInRow * (2 * count + 2) <= room + 2
        let width = showsNumbers ? numberWidth : doubled ? max(2, narrow) : narrow
        isSparse = chart.namesFewColumns
        isTurned = !showsNumbers && widest > width && !isSparse
        headWidth = showsNumbers ? width - 1 : width
        headHeight = isTurned ? heads.map(\.count).max() ?? 0 : 1
        let columnsInPanel = min(count, max(1, room / width))
        let titles = chart.panels.map { CellWidth.of(glyphs.clean($0.title)) }.max() ?? 0
        pitch = min(room, max(columnsInPanel * width, titles))
        (self.hasMarks, self.names, self.heads, self.margin, self.width) = (hasMarks, names, heads, margin, width)
        self.columnsInPanel = columnsInPanel
    }
}
