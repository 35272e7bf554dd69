import Engine
import Statistics

extension Distribution {
    /// The digits that a drawn number has at most, so that a run can be repeated by hand.
    private static let digits = 4

    /// A value between the ends; nil when rounding led out of them, and another is to be drawn.
    ///
    /// With u from [0, 1) it is low + u (high - low), or low^(1-u) high^u. A whole number is drawn as such where
    /// all are as likely, and otherwise rounded from between low - ½ and high + ½, so that the ends are as likely
    /// as their neighbours.
    func draw(with stream: inout DrawStream) -> Hyperparameter.Value? {
        switch (shape, low, high) {
        case (.uniform, .integer(let low), .integer(let high)):
            let distance = stream.whole(below: UInt64(bitPattern: Int64(high &- low)) + 1)
            return .integer(low + Int(distance))
        case (.loguniform, .integer(let low), .integer(let high)):
            let drawn = Self.power(from: Double(low) - 0.5, to: Double(high) + 0.5, stream.unit())
            return Int(exactly: drawn.rounded()).flatMap { (low...high).contains($0) ? .integer($0) : nil }
        default:
            guard let low = low.number, let high = high.number else { return nil }
            let u = stream.unit()
            let drawn = shape == .uniform ? low + u * (high - low) : Self.power(from: low, to: high, u)
            let short = drawn.rounded(toSignificant: Self.digits)
            return low <= short && short <= high ? .real(short) : nil
        }
    }

    private static func power(from low: Double, to high: Double, _ u: Double) -> Double {
        let (start, end) = (ElementaryFunctions.log(low), ElementaryFunctions.log(high))
        return ElementaryFunctions.exp(start + u * (end - start))
    }
}
