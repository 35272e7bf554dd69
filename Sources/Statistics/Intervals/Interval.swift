/// Where a number lies with 95 % confidence.
package enum Interval: Hashable, Sendable {
    case between(Double, Double)
    /// A one-sided bound.
    case atLeast(Double)
    /// A one-sided bound.
    case atMost(Double)

    package func shifted(by distance: Double) -> Interval {
        switch self {
        case .between(let low, let high): .between(low + distance, high + distance)
        case .atLeast(let low): .atLeast(low + distance)
        case .atMost(let high): .atMost(high + distance)
        }
    }

    package func clamped(to range: ClosedRange<Double>) -> Interval {
        func clamp(_ bound: Double) -> Double { min(max(bound, range.lowerBound), range.upperBound) }
        return switch self {
        case .between(let low, let high): .between(clamp(low), clamp(high))
        case .atLeast(let low): .atLeast(clamp(low))
        case .atMost(let high): .atMost(clamp(high))
        }
    }

    /// Of the number in another unit; a negative one turns it round.
    package func divided(by unit: Double) -> Interval {
        switch self {
        case .between(let low, let high): .between(min(low / unit, high / unit), max(low / unit, high / unit))
        case .atLeast(let low): unit < 0 ? .atMost(low / unit) : .atLeast(low / unit)
        case .atMost(let high): unit < 0 ? .atLeast(high / unit) : .atMost(high / unit)
        }
    }

    /// Nil where nothing bounds it.
    package var low: Double? {
        switch self {
        case .between(let low, _), .atLeast(let low): low
        case .atMost: nil
        }
    }

    /// Nil where nothing bounds it.
    package var high: Double? {
        switch self {
        case .between(_, let high), .atMost(let high): high
        case .atLeast: nil
        }
    }
}
