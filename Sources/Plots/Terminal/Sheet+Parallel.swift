extension Sheet {
    mutating func draw(_ chart: ParallelCoordinates) {
        let lines = chart.shownLines
        let scales = chart.axes.indices.map { chart.scale(of: $0, lines) }
        let places = axisPlaces(chart, scales)
        titles(chart, places)
        let rows = min(max(columns / 5, 12), 24)
        let top = extend(by: rows)
        var canvas = DotCanvas(columns: columns, rows: rows, isASCII: glyphs.isASCII)
        let outcomes = Extent(lines.compactMap(\.last)) ?? Extent(low: 0, high: 1)
        for line in lines { trace(line, &canvas, places, scales, step: chart.step(of: line, outcomes)) }
        canvas.draw(on: &self, row: top, column: 0)
        for (place, scale) in zip(places, scales) { axis(scale, column: place, top, rows) }
        paragraph("whole lines: the highest \(chart.axes.last?.label ?? ""); dotted: the others", .faint)
    }

    /// The axes' columns: the first at the left edge, the last where its numbers still fit.
    private func axisPlaces(_ chart: ParallelCoordinates, _ scales: [Scale]) -> [Int] {
        let right = columns - 2 - (scales.last?.ticks.map(\.text.count).max() ?? 0)
        guard chart.axes.count > 1 else { return [right / 2] }
        return chart.axes.indices.map { right * $0 / (chart.axes.count - 1) }
    }

    /// The axes' titles, in as many rows as keep them apart.
    private mutating func titles(_ chart: ParallelCoordinates, _ places: [Int]) {
        var ends: [Int] = []
        let top = height
        for (axis, place) in zip(chart.axes, places) {
            let text = glyphs.truncated(axis.label, to: columns / 2)
            let length = CellWidth.of(text)
            let start = min(max(0, place - length / 2), columns - length)
            let row = ends.firstIndex { $0 + 2 <= start } ?? ends.count
            if row == ends.count {
                ends.append(0)
                extend(by: 1)
            }
            put(text, row: top + row, column: start, .faint)
            ends[row] = start + length
        }
    }

    private func trace(_ line: [Double], _ canvas: inout DotCanvas, _ places: [Int], _ scales: [Scale], step: Int) {
        let dots = zip(line, zip(places, scales)).map { value, axis in
            let dot = canvas.dot(across: 0, up: axis.1.fraction(of: value))
            return (x: axis.0 * canvas.width / canvas.columns, y: dot.y)
        }
        let isBest = step == Palette.outcomeSteps.count - 1
        for (start, end) in zip(dots, dots.dropFirst()) {
            canvas.line(from: start, to: end, .outcome(step), mark: isBest ? "*" : ".", every: isBest ? 1 : 3)
        }
        if dots.count == 1 { canvas.set(dots[0], .outcome(step), mark: "*") }
    }

    private mutating func axis(_ scale: Scale, column: Int, _ top: Int, _ rows: Int) {
        for row in 0..<rows { set(glyphs.vertical, row: top + row, column: column, .faint) }
        for tick in scale.ticks {
            let row = top + Self.cell(1 - scale.fraction(of: tick.value), of: rows)
            set(glyphs.intervalStart, row: row, column: column, .faint)
            put(tick.text, row: row, column: column + 1)
        }
    }
}
