/// Lines with a band around each: loss curves, their mean and spread over seeds.
package struct LineChart: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double
        package let band: Bounds?

        package init(x: Double, y: Double, band: Bounds? = nil) {
            self.x = x
            self.y = y
            self.band = band
        }
    }

    package struct Series: Hashable, Sendable {
        package let name: String
        package let points: [Point]

        package init(name: String, points: [Point]) {
            self.name = name
            self.points = points
        }
    }

    /// A height to compare the lines with, drawn across the chart as a dashed line.
    package struct Reference: Hashable, Sendable {
        package let name: String
        package let y: Double

        package init(name: String, y: Double) {
            self.name = name
            self.y = y
        }
    }

    package let x: Axis
    package let y: Axis
    package let series: [Series]
    package let references: [Reference]
    /// What the bands are, for the legend: `range over 50 seeds`.
    package let bandName: String?

    package init(x: Axis, y: Axis, series: [Series], references: [Reference] = [], bandName: String? = nil) {
        self.x = x
        self.y = y
        self.series = series
        self.references = references
        self.bandName = bandName
    }

    /// The parts of a series that can be drawn: a point that can't ends one.
    func stretches(of series: Series) -> [[Point]] {
        series.points.split { !isShown($0) }.map(Array.init)
    }

    /// The parts of a series with a band that can be drawn.
    func bands(of series: Series) -> [[Point]] {
        series.points.split { !isShown($0) || shownBand($0) == nil }.map(Array.init).filter { $0.count > 1 }
    }

    /// The references that can be drawn, the highest first.
    var shownReferences: [Reference] { references.filter { y.shows($0.y) }.sorted { $0.y > $1.y } }

    /// Both axes' numbers, with the bands' edges and the references.
    var shownValues: (x: [Double], y: [Double]) {
        let points = series.flatMap(\.points).filter(isShown)
        let edges = points.compactMap(shownBand).flatMap { [$0.low, $0.high] }
        return (points.map(\.x), points.map(\.y) + edges + shownReferences.map(\.y))
    }

    private func isShown(_ point: Point) -> Bool { x.shows(point.x) && y.shows(point.y) }

    private func shownBand(_ point: Point) -> Bounds? {
        point.band.flatMap { y.shows($0.low) && y.shows($0.high) ? $0 : nil }
    }
}

extension LineChart: Chart {
    var isEmpty: Bool { shownValues.x.isEmpty }

    var omittedCount: Int {
        series.flatMap(\.points).count { !isShown($0) || ($0.band != nil && shownBand($0) == nil) }
            + references.count - shownReferences.count
    }

    var summary: String {
        let shown = series.map { series in
            "\(series.name): \(stretches(of: series).joined().map(\.y).span)"
        } + shownReferences.map { "\($0.label) for comparison" }
        return "Line chart of \(y.label) over \(x.label), \(shownValues.x.span), \(series.count.counted("line")). "
            + shown.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        let hasBands = series.contains { $0.points.contains { $0.band != nil } }
        let head = ["series", x.label, y.label] + (hasBands ? ["low", "high"] : [])
        return [head] + series.flatMap { series in
            series.points.map { point in
                let edges = [point.band?.low, point.band?.high].map { $0.map(NumberText.exact) ?? "" }
                return [series.name, NumberText.exact(point.x), NumberText.exact(point.y)] + (hasBands ? edges : [])
            }
        } + references.map { [$0.name, "", NumberText.exact($0.y)] + (hasBands ? ["", ""] : []) }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ chart: LineChart) {
        let values = chart.shownValues
        var entries = chart.series.indices.map { LegendEntry(sample: .line($0), text: chart.series[$0].name) }
        if let band = chart.bandName { entries.append(LegendEntry(sample: chart.series.count > 1 ? .bands : .band(0), text: band)) }
        legend(entries)
        let x = Scale.around(values.x, chart.x.kind, count: tickCountAcross(8))
        let y = Scale.around(values.y, chart.y.kind, count: tickCountUp(6, height: 300))
        let plane = plane(x: x, y: y, xTitle: chart.x.label, yTitle: chart.y.label, height: 300)
        for (index, series) in chart.series.enumerated() { bands(chart.bands(of: series), index, plane) }
        references(chart.shownReferences, plane)
        for (index, series) in chart.series.enumerated() { lines(chart.stretches(of: series), index, plane) }
    }

    private mutating func bands(_ bands: [[LineChart.Point]], _ index: Int, _ plane: Plane) {
        for band in bands {
            let upper = band.map { plane.point($0.x, $0.band?.high ?? $0.y) }
            let lower = band.map { plane.point($0.x, $0.band?.low ?? $0.y) }
            add(.area(upper + lower.reversed()), .band(index))
        }
    }

    private mutating func lines(_ stretches: [[LineChart.Point]], _ index: Int, _ plane: Plane) {
        for stretch in stretches {
            let points = stretch.map { plane.point($0.x, $0.y) }
            if points.count == 1 { add(.symbol(.circle, points[0], radius: 3), .fill(index)) } else { add(.line(points), .line(index)) }
        }
    }
}

// MARK: - In cells
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
        for reference in chart.shownReferences { dash(reference, &canvas, area) }
        for (index, series) in chart.series.enumerated() {
            for stretch in chart.stretches(of: series) { trace(stretch, &canvas, area, index) }
        }
        canvas.draw(on: &self, row: area.row, column: area.column)
        names(of: chart.shownReferences, area)
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
