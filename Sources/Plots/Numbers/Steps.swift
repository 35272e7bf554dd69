internal import Glibc

/// Round numbers at equal distances: steps of 1, 2 or 5 times a power of ten.
struct Steps {
    let size: Double
    /// The decimals that tell neighbours apart; nil where powers of ten do it better.
    private let decimals: Int?
    private let digits: Int

    /// Steps of which about `count` fit into the extent, which is not a point.
    init(over extent: Extent, count: Int) {
        let rough = extent.length / Double(max(count, 1))
        let power = log10(rough).rounded(.down)
        let factor = rough / pow(10, power)
        size = (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10) * pow(10, power)
        let places = Int(log10(size * 1.000001).rounded(.down))
        let largest = max(extent.low.magnitude, extent.high.magnitude)
        decimals = places >= -5 && largest < 1e6 ? max(0, -places) : nil
        digits = min(15, max(1, Int(log10(largest).rounded(.down)) - places + 1))
    }

    /// From the last step at or before the extent to the first at or after it.
    func around(_ extent: Extent) -> [Double] {
        multiples((extent.low / size + 1e-9).rounded(.down), (extent.high / size - 1e-9).rounded(.up))
    }

    /// The steps within the extent.
    func within(_ extent: Extent) -> [Double] {
        multiples((extent.low / size - 1e-9).rounded(.up), (extent.high / size + 1e-9).rounded(.down))
    }

    func tick(_ value: Double) -> Scale.Tick {
        Scale.Tick(value: value, text: decimals.map { NumberText.fixed(value, $0) } ?? NumberText.short(value, digits))
    }

    private func multiples(_ first: Double, _ last: Double) -> [Double] {
        guard first <= last, last - first < 1000 else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * size }
    }
}
