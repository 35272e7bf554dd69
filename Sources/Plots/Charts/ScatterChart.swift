/// Labelled points in a plane, coloured by group and shaped by kind: the learned embedding of people.
package struct ScatterChart: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        package let x: Double
        package let y: Double
        package let label: String
        /// Index among ``ScatterChart/groups``.
        package let group: Int
        /// Index among ``ScatterChart/kinds``.
        package let kind: Int

        package init(x: Double, y: Double, label: String, group: Int = 0, kind: Int = 0) {
            self.x = x
            self.y = y
            self.label = label
            self.group = group
            self.kind = kind
        }
    }

    package let x: Axis
    package let y: Axis
    package let points: [Point]
    /// What the colours mean.
    package let groups: [String]
    /// What the shapes mean.
    package let kinds: [String]

    package init(x: Axis, y: Axis, points: [Point], groups: [String] = [], kinds: [String] = []) {
        self.x = x
        self.y = y
        self.points = points
        self.groups = groups
        self.kinds = kinds
    }

    /// Nobody listens to more.
    private static let mostInSummary = 100

    var shownPoints: [Point] { points.filter { $0.x.isPlottable && $0.y.isPlottable } }

    /// Both extents, in the same units an area of that shape shows without distortion.
    ///
    /// - Parameter ratio: the area's height, as a share of its width.
    func extents(ratio: Double) -> (x: Extent, y: Extent) {
        let points = shownPoints
        var x = (Extent(points.map { $0.x.settled }) ?? Extent(low: 0, high: 1))
        var y = (Extent(points.map { $0.y.settled }) ?? Extent(low: 0, high: 1))
        if x.isPoint && y.isPoint {
            let reach = max(x.middle.magnitude, y.middle.magnitude, 1) / 2
            x = Extent(low: x.middle - reach, high: x.middle + reach)
        }
        let width = 1.16 * max(x.length, y.length / ratio)
        x = Extent(low: x.middle - width / 2, high: x.middle + width / 2)
        y = Extent(low: y.middle - width * ratio / 2, high: y.middle + width * ratio / 2)
        return (x, y)
    }
}

extension ScatterChart: Chart {
    var isEmpty: Bool { shownPoints.isEmpty }

    var omittedCount: Int { points.count - shownPoints.count }

    var summary: String {
        let shown = shownPoints, named = shown.prefix(Self.mostInSummary)
        let places = named.map { "\($0.label) (\(NumberText.short($0.x, 3)), \(NumberText.short($0.y, 3)))" }
        return "Scatter chart of \(y.label) against \(x.label), \(shown.count.counted("point")). "
            + places.joined(separator: "; ") + (named.count < shown.count ? "; …" : ".")
    }

    var table: [[String]] {
        [["label", x.label, y.label, "group", "kind"]] + points.map { point in
            [
                point.label, NumberText.exact(point.x), NumberText.exact(point.y),
                groups.indices.contains(point.group) ? groups[point.group] : "",
                kinds.indices.contains(point.kind) ? kinds[point.kind] : "",
            ]
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    private static let pointRadius = 5.0

    mutating func draw(_ chart: ScatterChart) {
        legend(
            chart.groups.indices.map { LegendEntry(sample: .symbol(.circle, .fill($0)), text: chart.groups[$0]) }
                + chart.kinds.indices.map { LegendEntry(sample: .symbol(Symbol(kind: $0), .axis), text: chart.kinds[$0]) })
        let height = 420.0
        let extents = chart.extents(ratio: planeHeight(height) / (630 + width - Page.standardWidth))
        let plane = plane(
            x: .exactly(extents.x, count: tickCountAcross(7)), y: .exactly(extents.y, count: tickCountUp(5, height: height)), xTitle: chart.x.label,
            yTitle: chart.y.label, height: height)
        let points = chart.shownPoints
        let places = points.map { plane.point($0.x.settled, $0.y.settled) }
        let labels = LabelPlacement.place(points.map(\.label), beside: places, radius: Self.pointRadius, within: plane.box)
        for case let placed? in labels where placed.needsLeader {
            add(.line([places[placed.index], placed.leaderEnd]), .leader)
        }
        for (point, place) in zip(points, places) {
            add(.symbol(Symbol(kind: point.kind), place, radius: Self.pointRadius), .fill(point.group))
        }
        for case let placed? in labels { add(placed.label) }
        let missing = labels.count { $0 == nil }
        if missing > 0 { remarks(["\(missing.counted("label")) found no room."]) }
    }
}

// MARK: - In cells
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
