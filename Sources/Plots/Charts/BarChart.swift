/// Named amounts side by side, with intervals if there are any: the importance of hyper-parameters, a mean of each combination.
package struct BarChart: Hashable, Sendable {
    package struct Bar: Hashable, Sendable {
        package let name: String
        package let amount: Double
        /// Around the amount; nil for none.
        package let interval: Bounds?

        package init(name: String, amount: Double, interval: Bounds? = nil) {
            self.name = name
            self.amount = amount
            self.interval = interval
        }

        /// The interval, if a picture can show it.
        var shownInterval: Bounds? {
            interval.flatMap { $0.low.isPlottable && $0.high.isPlottable ? Bounds(low: $0.low.settled, high: $0.high.settled) : nil }
        }
    }

    package let amount: Axis
    package let bars: [Bar]

    package init(amount: Axis, bars: [Bar]) {
        self.amount = amount
        self.bars = bars
    }

    var shownBars: [Bar] { bars.filter { $0.amount.isPlottable } }

    var hasIntervals: Bool { shownBars.contains { $0.shownInterval != nil } }

    /// All that the scale has to reach.
    var shownValues: [Double] { shownBars.flatMap { [$0.amount.settled] + ($0.shownInterval.map { [$0.low, $0.high] } ?? []) } }
}

extension BarChart: Chart {
    var isEmpty: Bool { shownBars.isEmpty }

    var omittedCount: Int { bars.count - shownBars.count }

    var summary: String {
        let amounts = shownBars.map { bar in
            let interval = bar.shownInterval.map { " (\(NumberText.short($0.low)) to \(NumberText.short($0.high)))" } ?? ""
            return "\(bar.name): \(NumberText.short(bar.amount))\(interval)"
        }
        return "Bar chart of \(amount.label), \(shownBars.count.counted("bar")). " + amounts.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        guard hasIntervals else { return [["name", amount.label]] + bars.map { [$0.name, NumberText.exact($0.amount)] } }
        return [["name", amount.label, "low", "high"]] + bars.map { bar in
            let ends = bar.interval.map { [NumberText.exact($0.low), NumberText.exact($0.high)] } ?? ["", ""]
            return [bar.name, NumberText.exact(bar.amount)] + ends
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ chart: BarChart) {
        let bars = chart.shownBars
        let amounts = bars.map { NumberText.short($0.amount, 3) }
        let names = rowNames(bars.map(\.name), share: 0.55)
        let scale = Scale.around(chart.shownValues, .linear, count: tickCountAcross(5), includingZero: true)
        let room = 8 + (amounts.map { TextSize.width($0, TextSize.small) }.max() ?? 0)
        let plane = rowPlane(names: names, scale: scale, beyond: room)
        for (index, bar) in bars.enumerated() {
            draw(bar, text: amounts[index], rowMiddle(index, of: bars.count, plane), height: 14 * rowHeight(of: bars.count) / usualRowHeight, plane)
        }
        middleTitle(chart.amount.label, below: plane.box)
    }

    /// A bar between 0 and its amount, which is written at its right end, behind the interval.
    private mutating func draw(_ bar: BarChart.Bar, text: String, _ middle: Double, height: Double, _ plane: Plane) {
        let zero = plane.across(0), end = plane.across(bar.amount.settled)
        let box = Box(left: min(zero, end), top: middle - height / 2, right: max(zero, end), bottom: middle + height / 2)
        add(.box(box), .fill(0))
        let interval = bar.shownInterval.map { [plane.across($0.low), plane.across($0.high)] } ?? []
        if let low = interval.first, let high = interval.last { add(.line([Point(x: low, y: middle), Point(x: high, y: middle)]), .emphasis) }
        let place = Point(x: max(box.right, interval.max() ?? box.right) + 6, y: middle + TextSize.drop(TextSize.small))
        let label = Label(text, at: place, size: TextSize.small)
        add(.box(label.box.grown(by: 1.5)), .backing)
        add(label)
    }
}

// MARK: - In cells
extension Sheet {
    mutating func draw(_ chart: BarChart) {
        let bars = chart.shownBars
        let frame = rows(names: bars.map(\.name), title: nil, amounts: bars.map { NumberText.short($0.amount, 3) })
        let scale = Scale.around(chart.shownValues, .linear, count: columns / 12, includingZero: true)
        for (index, bar) in bars.enumerated() {
            drawBar(from: scale.fraction(of: 0), to: scale.fraction(of: bar.amount.settled), row: frame.row + index, frame)
            if let interval = bar.shownInterval { draw(interval, row: frame.row + index, frame, scale) }
        }
        bottom(scale, column: frame.column, columns: frame.columns, title: chart.amount.label)
    }

    /// `├──┤` over a bar's end.
    private mutating func draw(_ interval: Bounds, row: Int, _ frame: RowFrame, _ scale: Scale) {
        let places = [interval.low, interval.high].map { frame.place(scale.fraction(of: $0)) }
        guard places[0] < places[1] else { return }
        put(String(repeating: glyphs.horizontal, count: places[1] - places[0]), row: row, column: places[0])
        set(glyphs.intervalStart, row: row, column: places[0])
        set(glyphs.intervalEnd, row: row, column: places[1])
    }
}
