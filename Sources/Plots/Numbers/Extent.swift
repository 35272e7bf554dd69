/// The least and the greatest of some numbers.
struct Extent: Hashable {
    var low: Double
    var high: Double

    /// The extent of the numbers, all finite; nil if there are none.
    init?(_ values: some Sequence<Double>) {
        var extent: Extent?
        for value in values {
            extent = Extent(low: min(extent?.low ?? value, value), high: max(extent?.high ?? value, value))
        }
        guard let extent else { return nil }
        self = extent
    }

    init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    var middle: Double { low / 2 + high / 2 }
    var length: Double { high - low }

    /// Whether rounding leaves no room for marks between the ends.
    var isPoint: Bool { length <= 1e-12 * max(low.magnitude, high.magnitude) }

    /// The extent itself, or for a point one around it: from 0 for a positive number, so that its size can be seen.
    var opened: Extent {
        guard isPoint else { return self }
        if middle == 0 { return Extent(low: 0, high: 1) }
        return middle > 0 ? Extent(low: 0, high: 2 * middle) : Extent(low: 2 * middle, high: 0)
    }

    /// Longer by a share of its length at each end.
    func padded(by share: Double) -> Extent {
        Extent(low: low - share * length, high: high + share * length)
    }
}

extension Double {
    /// Whether it can be shown on an axis: finite, and small enough that sums of a few stay finite.
    var isPlottable: Bool { isFinite && magnitude < 1e290 }

    /// The number, or 0 for one too near 0 for a step between marks.
    var settled: Double { magnitude < 1e-290 ? 0 : self }
}
