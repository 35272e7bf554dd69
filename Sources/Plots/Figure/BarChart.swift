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
}
