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
