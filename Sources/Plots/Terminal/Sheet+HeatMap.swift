extension Sheet {
    mutating func draw(_ map: HeatMap) {
        let extent = Extent(map.shownValues) ?? Extent(low: 0, high: 1)
        let names = map.rows.names.map { glyphs.shortened($0, to: columns / 3) }
        let margin = max(names.map(CellWidth.of).max() ?? 0, 1) + 1
        let heads = map.columns.names.map { glyphs.shortened($0, to: max(6, columns / 4)) }
        let values = map.shownValues.map { NumberText.short($0, 3).count }.max() ?? 1
        let width = max(values + 4, (heads.map(CellWidth.of).max() ?? 0) + 2)
        let fitting = max(1, (columns - margin) / width)
        put(glyphs.truncated("\(map.rows.title) \\ \(map.columns.title)", to: columns), row: extend(by: 1), column: 0, .faint)
        for first in stride(from: 0, to: heads.count, by: fitting) {
            let shown = first..<min(first + fitting, heads.count)
            panel(map, names, heads, shown, margin: margin, width: width, extent)
        }
        let low = NumberText.short(extent.low, 3), high = NumberText.short(extent.high, 3)
        paragraph("\(String(glyphs.shades)) \(map.value.label) from \(low) to \(high)", .faint)
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
                cell(NumberText.short(value, 3), share: map.share(of: value, extent), row: top + 1 + row, end: end, width)
            }
        }
        for (row, name) in names.enumerated() { put(name, row: top + 1 + row, column: 0) }
    }

    private mutating func cell(_ text: String, share: Double, row: Int, end: Int, _ width: Int) {
        let shade = glyphs.shades[Self.cell(share, of: glyphs.shades.count)]
        let content = isColored ? text : "\(shade) \(text)"
        let padded = String(repeating: " ", count: max(0, width - 1 - content.count)) + content + " "
        put(padded, row: row, column: end - width, isColored ? .on(Palette.ramp(share)) : .plain)
    }
}
