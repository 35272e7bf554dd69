extension Page {
    mutating func draw(_ chart: ParallelCoordinates) {
        let lines = chart.shownLines
        legend([LegendEntry(sample: .outcomes, text: "from the lowest to the highest \(chart.axes.last?.label ?? "")")])
        let scales = chart.axes.indices.map { chart.scale(of: $0, lines) }
        let areaTop = top + titlesHeight(chart) + 8
        let box = Box(left: Page.margin + 44, top: areaTop, right: width - Page.margin - 60, bottom: areaTop + 320)
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
        for tick in scale.ticks {
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
        return Palette.outcomeStep((outcome - outcomes.low) / outcomes.length)
    }
}
