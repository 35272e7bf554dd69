extension Page {
    mutating func draw(_ chart: LineChart) {
        let values = chart.shownValues
        var entries = chart.series.indices.map { LegendEntry(sample: .line($0), text: chart.series[$0].name) }
        if let band = chart.bandName { entries.append(LegendEntry(sample: chart.series.count > 1 ? .bands : .band(0), text: band)) }
        legend(entries)
        let x = Scale.around(values.x, chart.x.kind, count: 8)
        let y = Scale.around(values.y, chart.y.kind, count: 6)
        let plane = plane(x: x, y: y, xTitle: chart.x.label, yTitle: chart.y.label, height: 300)
        for (index, series) in chart.series.enumerated() { bands(chart.bands(of: series), index, plane) }
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
