extension Sheet {
    mutating func draw(_ chart: ScatterChart) {
        legend(entries(chart))
        let rows = min(max(columns * 3 / 10, 12), 36)
        let extents = chart.extents(ratio: 2 * Double(rows) / Double(columns - 8))
        let area = area(
            x: .exactly(extents.x, count: columns / 12), y: .exactly(extents.y, count: rows / 4), xTitle: chart.x.label,
            yTitle: chart.y.label, rows: rows)
        let points = chart.shownPoints
        let places = CellPlacement.apart(points.map { point in
            CellPlacement.Place(
                row: Self.cell(1 - area.y.fraction(of: point.y.settled), of: rows),
                column: Self.cell(area.x.fraction(of: point.x.settled), of: area.columns))
        }, rows: rows, columns: area.columns)
        for (point, place) in zip(points, places) {
            let mark = glyphs.point(kind: point.kind, group: point.group)
            set(mark, row: area.row + place.row, column: area.column + place.column, .series(point.group))
        }
        let labels = points.map { glyphs.truncated($0.label, to: 20) }
        let starts = CellPlacement.place(labels, beside: places, rows: rows, columns: area.columns)
        for (index, start) in starts.enumerated() {
            guard let start else { continue }
            put(labels[index], row: area.row + start.row, column: area.column + start.column, .series(points[index].group))
        }
        let missing = starts.count { $0 == nil }
        if missing > 0 { paragraph("\(missing.counted("label")) found no room.", .faint) }
    }

    /// A mark for each pair of group and kind that there is.
    private func entries(_ chart: ScatterChart) -> [(mark: String, ink: Ink, text: String)] {
        let kinds = chart.kinds.isEmpty ? [""] : chart.kinds
        return chart.groups.enumerated().flatMap { group, groupName in
            kinds.enumerated().map { kind, kindName in
                let text = kindName.isEmpty ? groupName : "\(groupName), \(kindName)"
                return (String(glyphs.point(kind: kind, group: group)), Ink.series(group), text)
            }
        }
    }
}
