/// Named amounts side by side: the importance of hyper-parameters.
package struct BarChart: Hashable, Sendable {
    package struct Bar: Hashable, Sendable {
        package let name: String
        package let amount: Double

        package init(name: String, amount: Double) {
            self.name = name
            self.amount = amount
        }
    }

    package let amount: Axis
    package let bars: [Bar]

    package init(amount: Axis, bars: [Bar]) {
        self.amount = amount
        self.bars = bars
    }

    var shownBars: [Bar] { bars.filter { $0.amount.isPlottable } }
}

extension BarChart: Chart {
    var isEmpty: Bool { shownBars.isEmpty }

    var omittedCount: Int { bars.count - shownBars.count }

    var summary: String {
        let amounts = shownBars.map { "\($0.name): \(NumberText.short($0.amount))" }
        return "Bar chart of \(amount.label), \(shownBars.count.counted("bar")). " + amounts.joined(separator: "; ") + "."
    }

    var table: [[String]] { [["name", amount.label]] + bars.map { [$0.name, NumberText.exact($0.amount)] } }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ chart: BarChart) {
        let bars = chart.shownBars
        let amounts = bars.map { NumberText.short($0.amount, 3) }
        let names = bars.map { bar in PlainText.shortened(bar.name, to: 0.55 * inner) { TextSize.width($0, TextSize.small) } }
        let scale = Scale.around(bars.map { $0.amount.settled }, .linear, count: 5, includingZero: true)
        let room = 8 + (amounts.map { TextSize.width($0, TextSize.small) }.max() ?? 0)
        let plane = rowPlane(names: names, scale: scale, height: rowHeight * Double(bars.count) + 8, beyond: room)
        for (index, bar) in bars.enumerated() {
            draw(bar.amount.settled, text: amounts[index], middle: rowMiddle(index, plane), plane)
        }
        middleTitle(chart.amount.label, below: plane.box)
    }

    /// A bar between 0 and its amount, which is written at its right end.
    private mutating func draw(_ amount: Double, text: String, middle: Double, _ plane: Plane) {
        let zero = plane.across(0), end = plane.across(amount)
        let box = Box(left: min(zero, end), top: middle - 7, right: max(zero, end), bottom: middle + 7)
        add(.box(box), .fill(0))
        let place = Point(x: box.right + 6, y: middle + TextSize.drop(TextSize.small))
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
        let scale = Scale.around(bars.map { $0.amount.settled }, .linear, count: columns / 12, includingZero: true)
        for (index, bar) in bars.enumerated() {
            drawBar(from: scale.fraction(of: 0), to: scale.fraction(of: bar.amount.settled), row: frame.row + index, frame)
        }
        bottom(scale, column: frame.column, columns: frame.columns, title: chart.amount.label)
    }
}
