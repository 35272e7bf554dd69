extension Page {
    mutating func draw(_ map: HeatMap) {
        let texts = map.rows.names.indices.map { row in
            map.columns.names.indices.map { map.shownValue(row: row, column: $0).map { NumberText.short($0, 3) } }
        }
        let barTitle = PlainText.truncated(map.value.label, to: 240) { TextSize.width($0) }
        let names = map.rows.names.map { name in PlainText.shortened(name, to: 220) { TextSize.width($0, TextSize.small) } }
        let room = names.map { TextSize.width($0, TextSize.small) }.max() ?? 0
        let grid = CellRoom(map, texts: texts, room: 0.94 * inner - room - 84)
        widen(to: 2 * Page.margin + room + 10 + grid.width * Double(map.columns.names.count) + 24 + max(72, TextSize.width(barTitle)))
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
        let height = 30.0
        /// Whether the columns' names read upwards.
        let isTurned: Bool

        init(_ map: HeatMap, texts: [[String?]], room: Double) {
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

    /// The colours from the lowest to the highest value, at the right of the cells.
    private mutating func colorBar(_ map: HeatMap, _ cells: Box, title: String) {
        let extent = Extent(map.shownValues) ?? Extent(low: 0, high: 1)
        let bar = Box(left: cells.right + 24, top: cells.top, right: cells.right + 38, bottom: max(cells.bottom, cells.top + 60))
        add(Label(title, at: Point(x: bar.left, y: cells.top - 8)), .faintText)
        let steps = 24
        // Each reaches to the bottom, so that no seams show between them.
        for step in (0..<steps).reversed() {
            let to = bar.bottom - bar.height * Double(step + 1) / Double(steps)
            let color = Palette.ramp((Double(step) + 0.5) / Double(steps))
            add(.box(Box(left: bar.left, top: to, right: bar.right, bottom: bar.bottom)), .cell(color))
        }
        add(Label(NumberText.short(extent.high, 3), at: Point(x: bar.right + 6, y: bar.top + 10), size: TextSize.small), .faintText)
        if !extent.isPoint {
            add(Label(NumberText.short(extent.low, 3), at: Point(x: bar.right + 6, y: bar.bottom - 1), size: TextSize.small), .faintText)
        }
    }
}

extension HeatMap {
    /// How far a value lies from the lowest, 0, to the highest, 1; in the middle where all are equal.
    func share(of value: Double, _ extent: Extent) -> Double {
        guard !extent.isPoint else { return 0.5 }
        let scale = Scale.between(extent, self.value.kind)
        return scale.fraction(of: value)
    }
}
