internal import Glibc

/// Where a number stands along an axis, and which numbers are written beside it.
struct Scale {
    struct Tick: Hashable {
        let value: Double
        let text: String

        var isPowerOfTen: Bool { abs(log10(value) - log10(value).rounded()) < 1e-9 }
    }

    let kind: Axis.Kind
    /// The ends; of a logarithmic axis their logarithms.
    let extent: Extent
    let ticks: [Tick]

    private init(kind: Axis.Kind, extent: Extent, ticks: [Tick]) {
        self.kind = kind
        self.extent = extent
        self.ticks = ticks
    }

    /// How far along the axis the number is, from 0 to 1 for those within.
    func fraction(of value: Double) -> Double {
        (Self.place(value, kind) - extent.low) / extent.length
    }

    /// An axis around numbers that ``Axis/shows(_:)`` all accept, which ends at round numbers.
    ///
    /// - Parameters:
    ///   - values: at least one.
    ///   - count: about how many numbers to write.
    static func around(_ values: [Double], _ kind: Axis.Kind, count: Int, includingZero: Bool = false) -> Scale {
        var extent = Extent(values) ?? Extent(low: 0, high: 1)
        if case .names = kind { return at(values, kind) }
        if kind == .logarithmic { return logarithmic(extent, count: count) }
        if includingZero { extent = Extent(low: min(0, extent.low), high: max(0, extent.high)) }
        return linear(extent.opened, count: count)
    }

    /// The same, longer by a share of its length at each end.
    func padded(by share: Double) -> Scale {
        Scale(kind: kind, extent: extent.padded(by: share), ticks: ticks)
    }

    /// A linear axis from end to end of the extent exactly, with some numbers written.
    static func exactly(_ extent: Extent, at values: [Double]) -> Scale {
        Scale(kind: .linear, extent: extent, ticks: values.map { Tick(value: $0, text: NumberText.short($0)) })
    }

    /// An axis from end to end of the extent exactly, with round numbers where they fall.
    static func exactly(_ extent: Extent, count: Int) -> Scale {
        let steps = Steps(over: extent, count: count)
        return Scale(kind: .linear, extent: extent, ticks: steps.within(extent).map(steps.tick))
    }

    /// From the least to the greatest of some numbers that differ, without tick labels.
    static func between(_ extent: Extent, _ kind: Axis.Kind) -> Scale {
        Scale(kind: kind, extent: Extent(low: place(extent.low, kind), high: place(extent.high, kind)), ticks: [])
    }

    /// An axis with some numbers written, or their names, that stand apart from both ends: those that were tried.
    static func at(_ values: [Double], _ kind: Axis.Kind) -> Scale {
        let places = Set(values).sorted()
        let extent = Extent(places.map { place($0, kind) }) ?? Extent(low: 0, high: 1)
        let opened = extent.isPoint ? Extent(low: extent.middle - 1, high: extent.middle + 1) : extent.padded(by: 0.06)
        return Scale(
            kind: kind, extent: opened,
            ticks: places.map { Tick(value: $0, text: kind.name(of: $0) ?? NumberText.short($0, 6)) })
    }

    private static func place(_ value: Double, _ kind: Axis.Kind) -> Double {
        kind == .logarithmic ? log10(value) : value
    }

    private static func linear(_ extent: Extent, count: Int) -> Scale {
        let steps = Steps(over: extent, count: count)
        let ticks = steps.around(extent).map(steps.tick)
        let ends = Extent(ticks.map(\.value)) ?? extent
        return Scale(kind: .linear, extent: ends, ticks: ticks)
    }

    /// Whole powers of ten, or where there are few of them 1, 2 and 5 times these.
    private static func logarithmic(_ values: Extent, count: Int) -> Scale {
        let first = Int(log10(values.low).rounded(.down)), last = Int(log10(values.high).rounded(.up))
        let marks = last - first > 4 ? powers(first, last, count: count) : fine(values, first, last)
        let extent = Extent(low: log10(marks.first ?? 1), high: log10(marks.last ?? 10))
        return Scale(kind: .logarithmic, extent: extent, ticks: marks.map { Tick(value: $0, text: NumberText.short($0)) })
    }

    private static func powers(_ first: Int, _ last: Int, count: Int) -> [Double] {
        let step = max(1, (last - first + count - 1) / count)
        return stride(from: first, to: last + step, by: step).map { pow(10, Double($0)) }
    }

    /// From the last mark at or below the values to the first at or above them.
    private static func fine(_ values: Extent, _ first: Int, _ last: Int) -> [Double] {
        var marks: [Double] = []
        for power in first - 1...last + 1 {
            let unit: Double = pow(10, Double(power))
            marks += [unit, 2 * unit, 5 * unit]
        }
        let from = marks.lastIndex { $0 <= values.low * (1 + 1e-9) } ?? 0
        let to = marks.firstIndex { $0 >= values.high * (1 - 1e-9) } ?? marks.count - 1
        return Array(marks[from...max(to, min(from + 1, marks.count - 1))])
    }
}
