/// Parallel coordinates: an axis for each hyper-parameter and the outcome, a line for each combination.
package struct ParallelCoordinates: Hashable, Sendable {
    /// The axes from left to right; the last is the outcome, which colours the lines.
    package let axes: [Axis]
    /// A number for each axis.
    package let lines: [[Double]]
    /// Whether the best outcome is the lowest.
    package let isLowerBetter: Bool

    package init(axes: [Axis], lines: [[Double]], isLowerBetter: Bool = false) {
        self.axes = axes
        self.lines = lines
        self.isLowerBetter = isLowerBetter
    }

    /// The lines that can be drawn, the worst outcome first, so that the best lie on top.
    var shownLines: [[Double]] {
        lines.filter(isShown).sorted { merit(of: $0) < merit(of: $1) }
    }

    /// The outcome so that more is better.
    private func merit(of line: [Double]) -> Double { (line.last ?? 0) * (isLowerBetter ? -1 : 1) }

    var worstName: String { "the \(isLowerBetter ? "highest" : "lowest")" }
    /// `the highest test accuracy`
    var bestName: String { "the \(isLowerBetter ? "lowest" : "highest") \(axes.last?.label ?? "")" }

    private func isShown(_ line: [Double]) -> Bool {
        !axes.isEmpty && line.count == axes.count && zip(axes, line).allSatisfy { $0.shows($1) }
    }
}

extension ParallelCoordinates: Chart {
    var isEmpty: Bool { shownLines.isEmpty }

    var omittedCount: Int { lines.count { !isShown($0) } }

    var summary: String {
        "Parallel coordinates of \(axes.map(\.label).joined(separator: ", ")): \(shownLines.count.counted("line")); "
            + "\(axes.last?.label ?? "") \(shownLines.compactMap(\.last).span)."
    }

    var table: [[String]] {
        [axes.map(\.label)] + lines.map { line in
            line.indices.map { index in
                let name = axes.indices.contains(index) ? axes[index].kind.name(of: line[index]) : nil
                return name ?? NumberText.exact(line[index])
            }
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ chart: ParallelCoordinates) {
        let lines = chart.shownLines
        legend([LegendEntry(sample: .outcomes, text: "from \(chart.worstName) to \(chart.bestName)")])
        let scales = chart.axes.indices.map { chart.scale(of: $0, lines) }
        let lack = lack(of: axisPlaces(chart), scales)
        if isSized, lack > 0 { widen(to: width + lack) }
        let areaTop = top + titlesHeight(chart) + 8
        let box = Box(left: Page.margin + 44, top: areaTop, right: width - Page.margin - 60, bottom: areaTop + planeHeight(320))
        let places = axisPlaces(chart)
        let outcomes = Extent(lines.compactMap(\.last)) ?? Extent(low: 0, high: 1)
        for line in lines {
            let points = zip(line, zip(places, scales)).map { value, place in
                Point(x: place.0, y: box.bottom - place.1.fraction(of: value) * box.height)
            }
            let step = chart.step(of: line, outcomes)
            if points.count > 1 {
                add(.line(points), .outcome(step))
            } else {
                add(.symbol(.circle, points[0], radius: 3), .outcomeFill(step))
            }
        }
        titles(chart, places)
        for (place, scale) in zip(places, scales) { axis(scale, at: place, box) }
        top = box.bottom + 14
    }

    private mutating func axis(_ scale: Scale, at x: Double, _ box: Box) {
        add(.line([Point(x: x, y: box.top), Point(x: x, y: box.bottom)]), .axis)
        for tick in apart(scale, along: box.height) {
            let y = box.bottom - scale.fraction(of: tick.value) * box.height
            let label = Label(tick.text, at: Point(x: x + 6, y: y + TextSize.drop(TextSize.small)), size: TextSize.small)
            add(.line([Point(x: x - 3, y: y), Point(x: x + 3, y: y)]), .axis)
            add(.box(label.box.grown(by: 1)), .backing)
            add(label)
        }
    }

    /// The axes' titles in as many lines as keep them apart.
    private func titleLabels(_ chart: ParallelCoordinates, _ places: [Double]) -> [Label] {
        var labels: [Label] = []
        for (axis, x) in zip(chart.axes, places) {
            let text = PlainText.truncated(axis.label, to: 0.4 * inner) { TextSize.width($0, TextSize.small) }
            let half = TextSize.width(text, TextSize.small) / 2
            let center = min(max(x, Page.margin + half), width - Page.margin - half)
            var label = Label(text, at: Point(x: center, y: 0), anchor: .middle, size: TextSize.small)
            while labels.contains(where: { $0.box.grown(by: 3).overlaps(label.box.grown(by: 3)) }) {
                label = Label(text, at: Point(x: center, y: label.place.y + 20), anchor: .middle, size: TextSize.small)
            }
            labels.append(label)
        }
        return labels
    }

    /// Where the axes stand, with room for titles at the left and numbers at the right.
    private func axisPlaces(_ chart: ParallelCoordinates) -> [Double] {
        let left = Page.margin + 44, right = width - Page.margin - 60
        guard chart.axes.count > 1 else { return [(left + right) / 2] }
        return chart.axes.indices.map { left + (right - left) * Double($0) / Double(chart.axes.count - 1) }
    }

    /// How much wider the picture must be for the axes' numbers not to reach the next axis.
    private func lack(of places: [Double], _ scales: [Scale]) -> Double {
        let widest = scales.dropLast().flatMap(\.ticks).map { TextSize.width($0.text, TextSize.small) }.max() ?? 0
        let distance = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? .infinity
        return max(0, (widest + 14 - distance) * Double(places.count - 1))
    }

    /// The axis' numbers: of a picture of some size those that stand apart.
    private func apart(_ scale: Scale, along length: Double) -> [Scale.Tick] {
        isSized ? Self.apart(scale, along: length) : scale.ticks
    }

    private func titlesHeight(_ chart: ParallelCoordinates) -> Double {
        20 + (titleLabels(chart, axisPlaces(chart)).map(\.place.y).max() ?? 0)
    }

    private mutating func titles(_ chart: ParallelCoordinates, _ places: [Double]) {
        for label in titleLabels(chart, places) {
            let place = Point(x: label.place.x, y: top + 12 + label.place.y)
            add(Label(label.text, at: place, anchor: .middle, size: TextSize.small), .faintText)
        }
    }
}

extension ParallelCoordinates {
    /// An axis' scale: at the values tried where these are few, else at round numbers.
    func scale(of index: Int, _ lines: [[Double]]) -> Scale {
        let values = lines.map { $0[index] }
        if Set(values).count <= 8, index < axes.count - 1 { return .at(values, axes[index].kind) }
        return .around(values, axes[index].kind, count: 5)
    }

    /// The step of a line's colour.
    func step(of line: [Double], _ outcomes: Extent) -> Int {
        guard !outcomes.isPoint, let outcome = line.last else { return Palette.outcomeSteps.count - 1 }
        let share = (outcome - outcomes.low) / outcomes.length
        return Palette.outcomeStep(isLowerBetter ? 1 - share : share)
    }
}

// MARK: - In cells
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
        paragraph("whole lines: \(chart.bestName); dotted: the others", .faint)
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
