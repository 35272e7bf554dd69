/// Where a number lies with 95 % confidence.
package enum Interval: Hashable, Sendable {
    case between(Double, Double)
    /// A one-sided bound.
    case atLeast(Double)
    /// A one-sided bound.
    case atMost(Double)

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

extension Interval: CustomStringConvertible {
    /// With three decimals, as in reports: `[0.555, 0.670]`, `≥ 0.942`.
    package var description: String { text(decimals: 3) }

    func text(decimals: Int) -> String {
        switch self {
        case .between(let low, let high): "[\(low.fixed(decimals)), \(high.fixed(decimals))]"
        case .atLeast(let low): "≥ \(low.fixed(decimals))"
        case .atMost(let high): "≤ \(high.fixed(decimals))"
        }
    }
}
