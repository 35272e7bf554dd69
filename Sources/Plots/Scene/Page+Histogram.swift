extension Page {
    mutating func draw(_ chart: Histogram) {
        let counts = chart.bins.map { Double($0.count) }
        let y = Scale.around(counts, .linear, count: 5, includingZero: true)
        let x: Scale = chart.hasLevels ? .exactly(chart.reach, at: chart.bins.map(\.low)) : .exactly(chart.reach, count: 7)
        let plane = plane(x: x, y: y.whole, xTitle: chart.value.label, yTitle: chart.countName, height: 260)
        let gap = chart.hasLevels ? 0 : 1.0
        for bin in chart.bins where bin.count > 0 {
            let half = chart.hasLevels ? chart.levelWidth / 2 : 0
            let left = plane.across(bin.low - half) + gap, right = plane.across(bin.high + half) - gap
            let box = Box(left: min(left, right - 0.5), top: plane.up(Double(bin.count)), right: right, bottom: plane.box.bottom)
            add(.box(box), .fill(0))
            count(bin.count, above: box)
        }
    }

    /// The number on a bar's top, where the bar is wide enough for it.
    private mutating func count(_ count: Int, above box: Box) {
        let label = Label(String(count), at: Point(x: box.center.x, y: box.top - 5), anchor: .middle, size: TextSize.small)
        if label.width <= box.width + 4 { add(label) }
    }
}

extension Histogram {
    /// A level's bar takes so much of the axis.
    var levelWidth: Double {
        let levels = bins.map(\.low).sorted()
        let distances = zip(levels, levels.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
        return 0.7 * (distances.min() ?? max(1, (levels.first ?? 1).magnitude))
    }

    /// From end to end of the bars, with some room around levels.
    var reach: Extent {
        let extent = Extent(bins.flatMap { [$0.low, $0.high] }) ?? Extent(low: 0, high: 1)
        if hasLevels { return Extent(low: extent.low - levelWidth, high: extent.high + levelWidth) }
        return extent.padded(by: 0.02)
    }
}

extension Scale {
    /// The scale of a count: only whole numbers are written, and there is room for one above the highest bar.
    var whole: Scale {
        Scale.exactly(Extent(low: 0, high: max(1, extent.high) * 1.08), count: max(1, min(5, Int(min(extent.high, 5)))))
    }
}
