/// Values over two hyper-parameters: a coloured cell for each pair.
package struct HeatMap: Hashable, Sendable {
    /// The names along one side.
    package struct Side: Hashable, Sendable {
        package let title: String
        package let names: [String]

        package init(title: String, names: [String]) {
            self.title = title
            self.names = names
        }
    }

    package let columns: Side
    package let rows: Side
    package let value: Axis
    /// Row by row; a pair that was not tried has none.
    package let values: [[Double?]]
    /// Whether the best value is the lowest, which then has the last colour.
    package let isLowerBetter: Bool

    package init(columns: Side, rows: Side, value: Axis, values: [[Double?]], isLowerBetter: Bool = false) {
        self.columns = columns
        self.rows = rows
        self.value = value
        self.values = values
        self.isLowerBetter = isLowerBetter
    }

    /// Losses that are close together differ in the fourth digit.
    func text(of value: Double) -> String { NumberText.short(value, isLowerBetter ? 4 : 3) }

    /// The values that the first and the last colour stand for.
    func ends(_ extent: Extent) -> (first: Double, last: Double) {
        isLowerBetter ? (extent.high, extent.low) : (extent.low, extent.high)
    }

    /// A pair's value, if there is one that can be drawn.
    func shownValue(row: Int, column: Int) -> Double? {
        guard values.indices.contains(row), values[row].indices.contains(column) else { return nil }
        return values[row][column].flatMap { value.shows($0) ? $0 : nil }
    }

    var shownValues: [Double] {
        rows.names.indices.flatMap { row in
            columns.names.indices.compactMap { shownValue(row: row, column: $0) }
        }
    }
}

extension HeatMap: Chart {
    var isEmpty: Bool { shownValues.isEmpty }

    var omittedCount: Int { values.joined().count { $0.map { !value.shows($0) } ?? false } }

    var summary: String {
        "Heat map of \(value.label) over \(rows.title) (\(rows.names.count.counted("row"))) and \(columns.title) "
            + "(\(columns.names.count.counted("column"))), values \(shownValues.span)."
    }

    var table: [[String]] {
        [["\(rows.title) \\ \(columns.title)"] + columns.names] + zip(rows.names, values).map { name, row in
            [name] + row.map { $0.map(NumberText.exact) ?? "" }
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ map: HeatMap) {
        let texts = map.rows.names.indices.map { row in
            map.columns.names.indices.map { map.shownValue(row: row, column: $0).map(map.text) }
        }
        let barTitle = PlainText.truncated(map.value.label, to: min(240, 0.36 * inner)) { TextSize.width($0) }
        let names = map.rows.names.map { name in PlainText.shortened(name, to: min(220, 0.4 * inner)) { TextSize.width($0, TextSize.small) } }
        let room = names.map { TextSize.width($0, TextSize.small) }.max() ?? 0
        let barRoom = 24 + max(72, TextSize.width(barTitle))
        let gridRoom = isSized ? inner - room - 10 - barRoom : 0.94 * inner - room - 84
        let grid = CellRoom(map, texts: texts, room: gridRoom, height: rowHeight(30, count: map.rows.names.count))
        widen(to: 2 * Page.margin + room + 10 + grid.width * Double(map.columns.names.count) + barRoom)
        leftTitle(map.rows.title, room: room + 10 + grid.width * Double(map.columns.names.count))
        let left = Page.margin + room + 10
        let box = Box(
            left: left, top: top, right: left + grid.width * Double(map.columns.names.count),
            bottom: top + grid.height * Double(map.rows.names.count))
        let values = Extent(map.shownValues)?.opened ?? Extent(low: 0, high: 1)
        cells(map, texts, grid, box, Extent(map.shownValues) ?? values)
        rowNames(names, grid, box)
        colorBar(map, box, title: barTitle)
        top = box.bottom + 8
        columnNames(map.columns.names, grid, box)
        middleTitle(map.columns.title, below: box)
    }

    /// The size of a cell.
    private struct CellRoom {
        let width: Double
        let height: Double
        /// Whether the columns' names read upwards.
        let isTurned: Bool

        init(_ map: HeatMap, texts: [[String?]], room: Double, height: Double) {
            self.height = height
            let count = Double(max(1, map.columns.names.count))
            let names = map.columns.names.map { TextSize.width($0, TextSize.small) }.max() ?? 0
            let values = texts.joined().compactMap { $0 }.map { TextSize.width($0, TextSize.small) }.max() ?? 0
            let share = min(90, room / count)
            isTurned = names + 10 > max(share, values + 10, 44)
            width = max(share, isTurned ? 22 : names + 10, count <= 30 ? values + 10 : 22)
        }
    }

    private mutating func cells(_ map: HeatMap, _ texts: [[String?]], _ grid: CellRoom, _ box: Box, _ extent: Extent) {
        for row in map.rows.names.indices {
            for column in map.columns.names.indices {
                let left = box.left + Double(column) * grid.width, top = box.top + Double(row) * grid.height
                let cell = Box(left: left + 0.5, top: top + 0.5, right: left + grid.width - 0.5, bottom: top + grid.height - 0.5)
                guard let value = map.shownValue(row: row, column: column), let text = texts[row][column] else {
                    add(.box(cell), .emptyCell)
                    continue
                }
                let color = Palette.ramp(map.share(of: value, extent))
                add(.box(cell), .cell(color))
                let place = Point(x: cell.center.x, y: cell.center.y + TextSize.drop(TextSize.small))
                let label = Label(text, at: place, anchor: .middle, size: TextSize.small)
                if label.width <= cell.width { add(label, .cellText(on: color)) }
            }
        }
    }

    private mutating func rowNames(_ names: [String], _ grid: CellRoom, _ box: Box) {
        for (row, name) in names.enumerated() {
            let y = box.top + (Double(row) + 0.5) * grid.height + TextSize.drop(TextSize.small)
            add(Label(name, at: Point(x: box.left - 8, y: y), anchor: .end, size: TextSize.small))
        }
    }

    private mutating func columnNames(_ names: [String], _ grid: CellRoom, _ box: Box) {
        let shown = names.map { name in PlainText.shortened(name, to: 160) { TextSize.width($0, TextSize.small) } }
        for (column, name) in shown.enumerated() {
            let x = box.left + (Double(column) + 0.5) * grid.width
            if grid.isTurned {
                let place = Point(x: x + TextSize.drop(TextSize.small), y: top)
                add(Label(name, at: place, anchor: .end, size: TextSize.small, isTurned: true))
            } else {
                add(Label(name, at: Point(x: x, y: top + 10), anchor: .middle, size: TextSize.small))
            }
        }
        let height = grid.isTurned ? shown.map { TextSize.width($0, TextSize.small) }.max() ?? 0 : 14
        top += height + 6
    }

    /// The colours from the first to the last, upwards, at the right of the cells.
    private mutating func colorBar(_ map: HeatMap, _ cells: Box, title: String) {
        let extent = Extent(map.shownValues) ?? Extent(low: 0, high: 1)
        let bar = Box(left: cells.right + 24, top: cells.top, right: cells.right + 38, bottom: max(cells.bottom, cells.top + 60))
        add(Label(title, at: Point(x: bar.left, y: cells.top - 8)), .faintText)
        let steps = 24
        // Each reaches down to the bottom, so that no seams show between them.
        for step in (0..<steps).reversed() {
            let to = bar.bottom - bar.height * Double(step + 1) / Double(steps)
            let color = Palette.ramp(extent.isPoint ? 0.5 : (Double(step) + 0.5) / Double(steps))
            add(.box(Box(left: bar.left, top: to, right: bar.right, bottom: bar.bottom)), .cell(color))
        }
        let ends = map.ends(extent)
        add(Label(map.text(of: ends.last), at: Point(x: bar.right + 6, y: bar.top + 10), size: TextSize.small), .faintText)
        if !extent.isPoint {
            add(Label(map.text(of: ends.first), at: Point(x: bar.right + 6, y: bar.bottom - 1), size: TextSize.small), .faintText)
        }
    }
}

extension HeatMap {
    /// How far a value lies from the worst, 0, to the best, 1; in the middle where all are equal.
    func share(of value: Double, _ extent: Extent) -> Double {
        guard !extent.isPoint else { return 0.5 }
        let scale = Scale.between(extent, self.value.kind)
        return isLowerBetter ? 1 - scale.fraction(of: value) : scale.fraction(of: value)
    }
}

// MARK: - In cells
extension Sheet {
    mutating func draw(_ map: HeatMap) {
        let extent = Extent(map.shownValues) ?? Extent(low: 0, high: 1)
        let names = map.rows.names.map { glyphs.shortened($0, to: columns / 3) }
        let margin = max(names.map(CellWidth.of).max() ?? 0, 1) + 1
        let heads = map.columns.names.map { glyphs.shortened($0, to: max(6, columns / 4)) }
        let values = map.shownValues.map { map.text(of: $0).count }.max() ?? 1
        let width = max(values + 4, (heads.map(CellWidth.of).max() ?? 0) + 2)
        let fitting = max(1, (columns - margin) / width)
        put(glyphs.truncated("\(map.rows.title) \\ \(map.columns.title)", to: columns), row: extend(by: 1), column: 0, .faint)
        for first in stride(from: 0, to: heads.count, by: fitting) {
            let shown = first..<min(first + fitting, heads.count)
            panel(map, names, heads, shown, margin: margin, width: width, extent)
        }
        let ends = map.ends(extent)
        if extent.isPoint { return paragraph("\(map.value.label): \(map.text(of: extent.low)) in every cell", .faint) }
        paragraph("\(String(glyphs.shades)) \(map.value.label) from \(map.text(of: ends.first)) to \(map.text(of: ends.last))", .faint)
    }

    /// Some of the columns, with their names above.
    private mutating func panel(
        _ map: HeatMap, _ names: [String], _ heads: [String], _ shown: Range<Int>, margin: Int, width: Int, _ extent: Extent
    ) {
        let top = extend(by: 1 + names.count)
        for column in shown {
            let end = margin + (column - shown.lowerBound + 1) * width
            put(heads[column], row: top, column: end - 1 - CellWidth.of(heads[column]))
            for row in names.indices {
                guard let value = map.shownValue(row: row, column: column) else { continue }
                let shade: Character? = extent.isPoint ? nil : glyphs.shades[Self.cell(map.share(of: value, extent), of: glyphs.shades.count)]
                cell(map.text(of: value), shade, share: map.share(of: value, extent), row: top + 1 + row, end: end, width)
            }
        }
        for (row, name) in names.enumerated() { put(name, row: top + 1 + row, column: 0) }
    }

    /// - Parameter shade: nil where all cells would have the same.
    private mutating func cell(_ text: String, _ shade: Character?, share: Double, row: Int, end: Int, _ width: Int) {
        let content = isColored ? text : shade.map { "\($0) \(text)" } ?? text
        let padded = String(repeating: " ", count: max(0, width - 1 - content.count)) + content + " "
        put(padded, row: row, column: end - width, isColored ? .on(Palette.ramp(share)) : .plain)
    }
}
