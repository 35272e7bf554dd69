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
