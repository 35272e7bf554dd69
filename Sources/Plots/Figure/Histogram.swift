/// How often values occur: the accuracies of seeds.
package struct Histogram: Hashable, Sendable {
    /// How many values lie from `low` to `high`, which are equal for a level: a value that occurs as it is.
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

    /// Bars over equal ranges between round numbers, each without its upper end but the last.
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

    /// What is written at a bar: `0.25`, or `0.1–0.2`.
    func label(of bin: Bin, dash: String = "–") -> String {
        let low = NumberText.short(bin.low)
        return bin.low == bin.high ? low : "\(low)\(dash)\(NumberText.short(bin.high))"
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
}
