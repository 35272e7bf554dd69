extension Sheet {
    mutating func draw(_ chart: LineChart) {
        legend(entries(chart))
        let values = chart.shownValues
        let rows = min(max(columns / 5, 12), 24)
        let area = area(
            x: .around(values.x, chart.x.kind, count: columns / 12), y: .around(values.y, chart.y.kind, count: rows / 3),
            xTitle: chart.x.label, yTitle: chart.y.label, rows: rows)
        var canvas = DotCanvas(columns: area.columns, rows: rows, isASCII: glyphs.isASCII)
        for (index, series) in chart.series.enumerated() {
            for band in chart.bands(of: series) { fill(band, &canvas, area, .series(index)) }
        }
        for (index, series) in chart.series.enumerated() {
            for stretch in chart.stretches(of: series) { trace(stretch, &canvas, area, index) }
        }
        canvas.draw(on: &self, row: area.row, column: area.column)
        if chart.series.count > 1, !glyphs.isASCII { letters(chart, area) }
    }

    private func entries(_ chart: LineChart) -> [(mark: String, ink: Ink, text: String)] {
        var entries = chart.series.enumerated().map { index, series in
            let mark = chart.series.count > 1 || glyphs.isASCII ? String(glyphs.letter(index)) : "⠒⠒"
            return (mark: mark, ink: Ink.series(index), text: series.name)
        }
        if let band = chart.bandName { entries.append((mark: glyphs.band, ink: .faint, text: band)) }
        return entries
    }

    private func dot(_ x: Double, _ y: Double, _ canvas: DotCanvas, _ area: Area) -> (x: Int, y: Int) {
        canvas.dot(across: area.x.fraction(of: x), up: area.y.fraction(of: y))
    }

    private func trace(_ stretch: [LineChart.Point], _ canvas: inout DotCanvas, _ area: Area, _ index: Int) {
        let dots = stretch.map { dot($0.x, $0.y, canvas, area) }
        if dots.count == 1 { canvas.set(dots[0], .series(index), mark: glyphs.letter(index)) }
        for (start, end) in zip(dots, dots.dropFirst()) {
            canvas.line(from: start, to: end, .series(index), mark: glyphs.letter(index))
        }
    }

    /// Some of the dots between a band's edges: every fourth one, in slanted rows.
    private func fill(_ band: [LineChart.Point], _ canvas: inout DotCanvas, _ area: Area, _ ink: Ink) {
        for point in band {
            guard let edges = point.band else { continue }
            let high = dot(point.x, edges.high, canvas, area), low = dot(point.x, edges.low, canvas, area)
            guard high.y <= low.y else { continue }
            for y in high.y...low.y where glyphs.isASCII || (high.x + 2 * y) % 4 == 0 {
                canvas.set((high.x, y), ink, mark: ".")
            }
        }
    }

    /// Letters along the lines: three for each, those of different lines at different places.
    private mutating func letters(_ chart: LineChart, _ area: Area) {
        let count = 3 * chart.series.count
        for (index, series) in chart.series.enumerated() {
            let shown = chart.stretches(of: series).flatMap { $0 }
            for part in 0..<3 where !shown.isEmpty {
                let point = shown[min(shown.count - 1, shown.count * (part * chart.series.count + index + 1) / (count + 1))]
                let row = Self.cell(1 - area.y.fraction(of: point.y), of: area.rows)
                let column = Self.cell(area.x.fraction(of: point.x), of: area.columns)
                set(glyphs.letter(index), row: area.row + row, column: area.column + column, .series(index))
            }
        }
    }
}
