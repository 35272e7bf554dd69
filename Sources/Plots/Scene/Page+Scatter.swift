extension Page {
    private static let pointRadius = 5.0

    mutating func draw(_ chart: ScatterChart) {
        legend(
            chart.groups.indices.map { LegendEntry(sample: .symbol(.circle, .fill($0)), text: chart.groups[$0]) }
                + chart.kinds.indices.map { LegendEntry(sample: .symbol(Symbol(kind: $0), .axis), text: chart.kinds[$0]) })
        let height = 420.0
        let extents = chart.extents(ratio: height / 630)
        let plane = plane(
            x: .exactly(extents.x, count: 7), y: .exactly(extents.y, count: 5), xTitle: chart.x.label,
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
