// Figures whose groups are rows: names at the left, amounts to the right.
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

    mutating func draw(_ chart: BarChart) {
        let bars = chart.shownBars
        let frame = rows(names: bars.map(\.name), title: nil, amounts: bars.map { NumberText.short($0.amount, 3) })
        let scale = Scale.around(bars.map { $0.amount.settled }, .linear, count: columns / 12, includingZero: true)
        for (index, bar) in bars.enumerated() {
            draw(from: scale.fraction(of: 0), to: scale.fraction(of: bar.amount.settled), row: frame.row + index, frame)
        }
        bottom(scale, column: frame.column, columns: frame.columns, title: chart.amount.label)
    }

    mutating func draw(_ chart: Histogram) {
        let names = chart.bins.map { chart.label(of: $0, dash: glyphs.dash) }
        let frame = rows(names: names, title: chart.value.label, amounts: chart.bins.map { String($0.count) })
        let most = max(1, chart.bins.map(\.count).max() ?? 1)
        for (index, bin) in chart.bins.enumerated() {
            draw(from: 0, to: Double(bin.count) / Double(most), row: frame.row + index, frame)
        }
        center(chart.countName, from: frame.column, columns: frame.columns)
    }

    /// Where rows are drawn, in cells.
    private struct RowFrame {
        let row: Int
        let column: Int
        let columns: Int

        func place(_ share: Double) -> Int { column + Sheet.cell(share, of: columns) }
    }

    /// Writes the names and the amounts, and gives what is between.
    private mutating func rows(names: [String], title: String?, amounts: [String]) -> RowFrame {
        if let title { put(glyphs.truncated(title, to: columns), row: extend(by: 1), column: 0, .faint) }
        let shown = names.map { glyphs.shortened($0, to: columns * 9 / 20) }
        let room = shown.map(CellWidth.of).max() ?? 0, right = amounts.map(\.count).max() ?? 0
        let frame = RowFrame(row: extend(by: names.count), column: room + 2, columns: columns - room - right - 4)
        for (index, name) in shown.enumerated() {
            put(name, row: frame.row + index, column: room - CellWidth.of(name))
            set(glyphs.vertical, row: frame.row + index, column: room + 1, .faint)
            put(amounts[index], row: frame.row + index, column: columns - amounts[index].count)
        }
        return frame
    }

    private mutating func draw(from: Double, to: Double, row: Int, _ frame: RowFrame) {
        let start = frame.place(min(from, to))
        let length = abs(to - from) * Double(frame.columns)
        put(String(glyphs.bar(length).prefix(frame.column + frame.columns - start)), row: row, column: start, .series(0))
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
