// A matrix as marks.
extension Page {
    private static let gap = 18.0

    mutating func draw(_ chart: MatrixChart) {
        let grid = MatrixGrid(chart, on: self)
        let fitting = max(1, Int((limit - 2 * Page.margin - grid.room + Self.gap) / (grid.pitch + Self.gap)))
        let panelRows = chart.panelRows(fitting: fitting)
        let across = Double(panelRows.map(\.count).max() ?? 1)
        widen(to: 2 * Page.margin + grid.room + across * (grid.pitch + Self.gap) - Self.gap)
        shades(chart)
        leftTitle("Rows: \(chart.rows.title). Columns: \(chart.columns.title).")
        for (number, panels) in panelRows.enumerated() {
            if number > 0 { top += 8 }
            draw(panels, of: chart, grid)
        }
    }

    /// Panels side by side, names of rows at the left, names of columns below each.
    private mutating func draw(_ panels: [MatrixChart.Panel], of chart: MatrixChart, _ grid: MatrixGrid) {
        if panels.contains(where: { !$0.title.isEmpty }) {
            for (index, panel) in panels.enumerated() {
                add(Label(panel.title, at: Point(x: left(index, grid), y: top + 10), size: TextSize.small), .faintText)
            }
            top += 18
        }
        for (row, name) in grid.rowNames.enumerated() where !name.isEmpty {
            let y = top + (Double(row) + 0.5) * grid.height + TextSize.drop(grid.nameSize)
            add(Label(name, at: Point(x: Page.margin + grid.room - 8, y: y), anchor: .end, size: grid.nameSize))
        }
        for (index, panel) in panels.enumerated() {
            cells(panel, of: chart, grid, left: left(index, grid))
            columnNames(grid, left: left(index, grid))
        }
        top += grid.height * Double(chart.rows.names.count) + grid.namesHeight + 8
    }

    private func left(_ panel: Int, _ grid: MatrixGrid) -> Double {
        Page.margin + grid.room + Double(panel) * (grid.pitch + Self.gap)
    }

    private mutating func cells(_ panel: MatrixChart.Panel, of chart: MatrixChart, _ grid: MatrixGrid, left: Double) {
        let extent = chart.extent
        let ground = Box(
            left: left, top: top, right: left + grid.width * Double(chart.columns.names.count),
            bottom: top + grid.height * Double(chart.rows.names.count))
        add(.box(ground), .emptyCell)
        var outlines: [Box] = []
        for row in chart.rows.names.indices {
            for column in chart.columns.names.indices {
                let x = left + Double(column) * grid.width, y = top + Double(row) * grid.height
                let cell = Box(left: x + 0.5, top: y + 0.5, right: x + grid.width - 0.5, bottom: y + grid.height - 0.5)
                if chart.isMarked(row: row, column: column) { outlines.append(cell.grown(by: -1)) }
                guard let value = chart.shownValue(panel, row: row, column: column) else { continue }
                let color = Palette.ramp(chart.share(of: value, extent))
                add(.box(cell), .cell(color))
                guard grid.showsNumbers else { continue }
                let place = Point(x: cell.center.x, y: cell.center.y + TextSize.drop(TextSize.small))
                add(Label(chart.text(of: value), at: place, anchor: .middle, size: TextSize.small), .cellText(on: color))
            }
        }
        for outline in outlines { add(.box(outline), .outline) }
    }

    private mutating func columnNames(_ grid: MatrixGrid, left: Double) {
        let y = top + grid.height * Double(grid.rowNames.count) + 6
        for (column, name) in grid.columnNames.enumerated() where !name.isEmpty {
            let x = left + (Double(column) + 0.5) * grid.width
            if grid.isTurned {
                add(Label(name, at: Point(x: x + TextSize.drop(grid.nameSize), y: y), anchor: .end, size: grid.nameSize, isTurned: true))
            } else {
                add(Label(name, at: Point(x: x, y: y + 10), anchor: .middle, size: grid.nameSize))
            }
        }
    }

    /// The shades from the first to the last, and what a mark means.
    private mutating func shades(_ chart: MatrixChart) {
        let extent = chart.extent, steps = 24, step = 5.0, y = top + 8
        let baseline = y + TextSize.drop(TextSize.small)
        func width(_ text: String) -> Double { TextSize.width(text, TextSize.small) }
        let title = PlainText.truncated(chart.value.label, to: inner / 2, measure: width)
        var x = Page.margin
        add(Label(title, at: Point(x: x, y: baseline), size: TextSize.small), .faintText)
        x += width(title) + 12
        add(Label(chart.text(of: extent.low), at: Point(x: x, y: baseline), size: TextSize.small), .faintText)
        x += width(chart.text(of: extent.low)) + 6
        let end = x + step * Double(steps)
        for index in 0..<steps {
            let box = Box(left: x + step * Double(index), top: y - 6, right: end, bottom: y + 6)
            add(.box(box), .cell(Palette.ramp((Double(index) + 0.5) / Double(steps))))
        }
        add(Label(chart.text(of: extent.high), at: Point(x: end + 6, y: baseline), size: TextSize.small), .faintText)
        x = end + 6 + width(chart.text(of: extent.high)) + 24
        widen(to: x - 24 + Page.margin)
        top += 26
        guard !chart.marked.isEmpty else { return }
        let name = PlainText.truncated(chart.markName, to: max(40, self.width - Page.margin - x - 24), measure: width)
        widen(to: x + 24 + width(name) + Page.margin)
        add(.box(Box(left: x, top: y - 6, right: x + 18, bottom: y + 6)), .outline)
        add(Label(name, at: Point(x: x + 24, y: baseline), size: TextSize.small))
    }
}

/// The sizes of a matrix's cells and names.
private struct MatrixGrid {
    let showsNumbers: Bool
    let width: Double
    let height: Double
    let nameSize: Double
    let rowNames: [String]
    let columnNames: [String]
    /// Whether the columns' names read upwards.
    let isTurned: Bool
    /// Left of the panels.
    let room: Double
    /// Of one panel.
    let pitch: Double

    init(_ chart: MatrixChart, on page: Page) {
        let count = Double(max(1, chart.columns.names.count)), isSquare = chart.rows.names == chart.columns.names
        let longest = min(220, 0.4 * page.inner), numbers = Self.widest(chart.shownValues.map(chart.text), TextSize.small) + 8
        let across = page.isSized ? page.inner - min(longest, Self.widest(chart.rows.names, TextSize.small)) - 8 : 600
        let areFew = chart.columns.names.count * chart.panelsInRow <= 30 && chart.rows.names.count <= 40
        showsNumbers = areFew && (!page.isSized || numbers * count <= across)
        let share = across / (count * Double(chart.panelsInRow))
        width = showsNumbers ? max(numbers, min(share, 64)) : min(max(share, chart.namesFewColumns ? 6 : 13), 24)
        let usual = showsNumbers ? 26 : isSquare ? width : 17.0
        height = isSquare ? usual : page.rowHeight(usual, count: chart.rows.names.count)
        let size = min(TextSize.small, 0.95 * min(height, chart.namesFewColumns ? height : width))
        nameSize = size
        rowNames = chart.rows.names.map { name in PlainText.shortened(name, to: longest) { TextSize.width($0, size) } }
        columnNames = chart.columns.names.map { name in PlainText.shortened(name, to: min(150, longest)) { TextSize.width($0, size) } }
        isTurned = Self.widest(columnNames, size) + 1 > width && !chart.namesFewColumns
        room = Self.widest(rowNames, size) + 8
        pitch = max(width * count, Self.widest(chart.panels.map(\.title), TextSize.small))
    }

    private static func widest(_ texts: [String], _ size: Double) -> Double { texts.map { TextSize.width($0, size) }.max() ?? 0 }

    /// Below a panel.
    var namesHeight: Double {
        isTurned ? Self.widest(columnNames, nameSize) + 8 : 20
    }
}

extension MatrixChart {
    /// How far a value lies from what the first shade stands for, 0, to the last, 1.
    func share(of value: Double, _ extent: Extent) -> Double {
        extent.isPoint ? 0.5 : min(max(Scale.between(extent, self.value.kind).fraction(of: value), 0), 1)
    }
}
