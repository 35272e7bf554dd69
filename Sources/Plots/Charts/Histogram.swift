/// Frequencies of values: the accuracies of seeds.
package struct Histogram: Hashable, Sendable {
    /// How many values lie from `low` to `high`, which are equal for a level, a single value.
    package struct Bin: Hashable, Sendable {
        package let low: Double
        package let high: Double
        package let count: Int

        package init(low: Double, high: Double, count: Int) {
            self.low = low
            self.high = high
            self.count = count
        }
    }

    package let value: Axis
    /// What is counted, in the plural: `seeds`.
    package let countName: String
    package let bins: [Bin]
    let omittedCount: Int

    /// A bar for each level, in the order given, and none for other values: these are left out.
    package init(_ values: [Double], levels: [Double], value: Axis, countName: String) {
        self.value = value
        self.countName = countName
        bins = levels.map { level in Bin(low: level, high: level, count: values.count { $0 == level }) }
        omittedCount = values.count { !levels.contains($0) }
    }

    /// Bars over equal ranges between round numbers; each excludes its upper end, except the last.
    ///
    /// - Parameter count: about how many.
    package init(_ values: [Double], count: Int, value: Axis, countName: String) {
        self.value = value
        self.countName = countName
        let shown = values.filter(\.isPlottable).map(\.settled)
        omittedCount = values.count - shown.count
        guard let extent = Extent(shown) else {
            bins = []
            return
        }
        guard !extent.isPoint else {
            bins = [Bin(low: extent.low, high: extent.high, count: shown.count)]
            return
        }
        bins = Self.bins(of: shown, edges: Steps(over: extent, count: min(max(count, 1), 100)).around(extent))
    }

    private static func bins(of values: [Double], edges: [Double]) -> [Bin] {
        var counts = [Int](repeating: 0, count: max(1, edges.count - 1))
        for value in values {
            let upper = edges.firstIndex { $0 > value } ?? edges.count
            counts[min(max(upper - 1, 0), counts.count - 1)] += 1
        }
        return zip(zip(edges, edges.dropFirst()), counts).map { Bin(low: $0.0, high: $0.1, count: $1) }
    }

    /// Whether the bars stand for levels, not ranges.
    var hasLevels: Bool { bins.allSatisfy { $0.low == $0.high } }

    /// The label of a bar: `0.25`, or `0.1–0.2`.
    func label(of bin: Bin, dash: String = "–") -> String {
        let low = NumberText.short(bin.low, digits)
        return bin.low == bin.high ? low : "\(low)\(dash)\(NumberText.short(bin.high, digits))"
    }

    /// As many as tell the ends of every range apart, four or more.
    private var digits: Int {
        (4...15).first { digits in
            bins.allSatisfy { $0.low == $0.high || NumberText.short($0.low, digits) != NumberText.short($0.high, digits) }
        } ?? 17
    }
}

extension Histogram: Chart {
    var isEmpty: Bool { bins.allSatisfy { $0.count == 0 } }

    var summary: String {
        let counts = bins.map { "\(label(of: $0)): \($0.count)" }
        return "Histogram of \(countName) by \(value.label). " + counts.joined(separator: "; ") + "."
    }

    var table: [[String]] {
        [["\(value.label) from", "to", countName]] + bins.map { bin in
            [NumberText.exact(bin.low), NumberText.exact(bin.high), String(bin.count)]
        }
    }

    func draw(on page: inout Page) { page.draw(self) }
    func draw(on sheet: inout Sheet) { sheet.draw(self) }
}

// MARK: - As marks
extension Page {
    mutating func draw(_ chart: Histogram) {
        let counts = chart.bins.map { Double($0.count) }
        let y = Scale.around(counts, .linear, count: tickCountUp(5, height: 260), includingZero: true)
        let x: Scale = chart.hasLevels ? .exactly(chart.reach, at: chart.bins.map(\.low)) : .exactly(chart.reach, count: tickCountAcross(7))
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

// MARK: - In cells
extension Sheet {
    mutating func draw(_ chart: Histogram) {
        let names = chart.bins.map { chart.label(of: $0, dash: glyphs.dash) }
        let frame = rows(names: names, title: chart.value.label, amounts: chart.bins.map { String($0.count) })
        let most = max(1, chart.bins.map(\.count).max() ?? 1)
        for (index, bin) in chart.bins.enumerated() {
            drawBar(from: 0, to: Double(bin.count) / Double(most), row: frame.row + index, frame)
        }
        center(chart.countName, from: frame.column, columns: frame.columns)
    }
}
