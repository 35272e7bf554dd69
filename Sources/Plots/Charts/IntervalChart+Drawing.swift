// MARK: - As marks
extension Page {
    mutating func draw(_ chart: IntervalChart) {
        legend([
            LegendEntry(sample: .symbol(.circle, .paleFill(0)), text: "\(chart.valuesName) (area: how many)"),
            LegendEntry(sample: .mean, text: chart.intervalName),
        ])
        switch chart.positions {
        case .numbers(let axis): columns(chart, axis)
        case .names: rows(chart)
        }
    }

    /// The groups side by side, at their numbers.
    private mutating func columns(_ chart: IntervalChart, _ axis: Axis) {
        let groups = chart.shownGroups.sorted { ($0.position ?? 0) < ($1.position ?? 0) }
        let x = Scale.at(groups.compactMap(\.position), axis.kind)
        let y = Scale.around(chart.shownValues, chart.y.kind, count: tickCountUp(6, height: 300)).padded(by: 0.035)
        let plane = plane(x: x, y: y, xTitle: axis.label, yTitle: chart.y.label, height: 300)
        let places = groups.map { plane.across($0.position ?? 0) }
        let largest = radius(room: zip(places, places.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }.min() ?? 60)
        for (group, place) in zip(groups, places) {
            bubbles(chart, group, largest) { Point(x: place, y: plane.up($0)) }
        }
        let means = zip(groups, places).compactMap { group, place in
            chart.shownMean(of: group).map { Point(x: place, y: plane.up($0)) }
        }
        if means.count > 1 { add(.line(means), .leader) }
        for (group, place) in zip(groups, places) {
            mean(chart, group) { Point(x: place, y: plane.up($0)) }
        }
    }

    /// The groups below one another, with their names at the left.
    private mutating func rows(_ chart: IntervalChart) {
        let groups = chart.shownGroups
        let scale = Scale.around(chart.shownValues, chart.y.kind, count: tickCountAcross(6)).padded(by: 0.025)
        leftTitle(chart.positionLabel)
        let names = rowNames(groups.map(\.name), share: 0.6)
        let plane = rowPlane(names: names, scale: scale)
        let largest = radius(room: rowHeight(of: groups.count))
        for (index, group) in groups.enumerated() {
            let y = rowMiddle(index, of: groups.count, plane)
            bubbles(chart, group, largest) { Point(x: plane.across($0), y: y) }
            mean(chart, group) { Point(x: plane.across($0), y: y) }
        }
        middleTitle(chart.y.label, below: plane.box)
    }

    /// The largest radius at which bubbles touch neither their neighbours nor the frame.
    private func radius(room: Double) -> Double {
        min(11, max(2, 0.46 * room))
    }

    private mutating func bubbles(
        _ chart: IntervalChart, _ group: IntervalChart.Group, _ largest: Double, at place: (Double) -> Point
    ) {
        let clusters = chart.clusters(of: group)
        let most = chart.shownGroups.flatMap { chart.clusters(of: $0) }.map(\.count).max() ?? 1
        for cluster in clusters {
            let radius = max(2, largest * (Double(cluster.count) / Double(max(most, 6))).squareRoot())
            add(.symbol(.circle, place(cluster.value), radius: radius), .paleFill(0))
        }
    }

    private mutating func mean(_ chart: IntervalChart, _ group: IntervalChart.Group, at place: (Double) -> Point) {
        if let interval = chart.shownInterval(of: group) {
            add(.line([place(interval.low), place(interval.high)]), .emphasis)
        }
        if let mean = chart.shownMean(of: group) { add(.symbol(.circle, place(mean), radius: 4), .emphasis) }
    }
}

// MARK: - In cells
extension Sheet {
    mutating func draw(_ chart: IntervalChart) {
        let amounts = glyphs.amounts.map(String.init).joined(separator: " ")
        let bracket = "\(glyphs.intervalStart)\(glyphs.horizontal)\(glyphs.mean)\(glyphs.horizontal)\(glyphs.intervalEnd)"
        legend([(amounts, .series(0), "\(chart.valuesName), few to many"), (bracket, .plain, chart.intervalName)])
        let groups = chart.ordered
        let means = groups.map { chart.shownMean(of: $0).map { NumberText.short($0) } ?? "" }
        let scale = Scale.around(chart.shownValues, chart.y.kind, count: columns / 12)
        let frame = rows(names: groups.map(\.name), title: chart.positionLabel, amounts: means)
        let most = max(1, groups.flatMap { chart.clusters(of: $0) }.map(\.count).max() ?? 1)
        for (index, group) in groups.enumerated() {
            let row = frame.row + index
            let bounds = chart.shownInterval(of: group).map { ends(of: $0, frame, scale) }
            if let bounds {
                put(String(repeating: glyphs.horizontal, count: bounds.to - bounds.from), row: row, column: bounds.from)
            }
            values(chart, group, row, frame, scale, most: most)
            if let bounds, bounds.from < bounds.to {
                set(glyphs.intervalStart, row: row, column: bounds.from)
                set(glyphs.intervalEnd, row: row, column: bounds.to)
            }
            if let mean = chart.shownMean(of: group) {
                set(glyphs.mean, row: row, column: frame.place(scale.fraction(of: mean)))
            }
        }
        bottom(scale, column: frame.column, columns: frame.columns, title: chart.y.label)
    }

    private func ends(of interval: Bounds, _ frame: RowFrame, _ scale: Scale) -> (from: Int, to: Int) {
        let places = [interval.low, interval.high].map { frame.place(scale.fraction(of: $0)) }
        return (min(places[0], places[1]), max(places[0], places[1]))
    }

    private mutating func values(
        _ chart: IntervalChart, _ group: IntervalChart.Group, _ row: Int, _ frame: RowFrame, _ scale: Scale, most: Int
    ) {
        for cluster in chart.clusters(of: group) {
            let size = min(2, 3 * (cluster.count - 1) / most)
            set(glyphs.amounts[size], row: row, column: frame.place(scale.fraction(of: cluster.value)), .series(0))
        }
    }
}

extension IntervalChart {
    /// The groups in the order of their numbers, or as they were given.
    var ordered: [Group] {
        if case .names = positions { return shownGroups }
        return shownGroups.sorted { ($0.position ?? 0) < ($1.position ?? 0) }
    }
}
