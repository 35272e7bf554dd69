/// Points and weights that integrate polynomials up to a degree of 2 · count - 1 exactly.
struct GaussLegendre {
    let points: [Double]
    let weights: [Double]

    /// - Parameter halfWidth: the interval goes from minus this to this.
    init(halfWidth: Double, count: Int) {
        var points: [Double] = [], weights: [Double] = []
        for i in 0..<count {
            var x = ElementaryFunctions.cosineAndSine(.pi * (Double(i) + 0.75) / (Double(count) + 0.5)).cosine
            for _ in 0..<6 {
                let (value, slope) = Self.legendre(count, x)
                x -= value / slope
            }
            let slope = Self.legendre(count, x).slope
            points.append(halfWidth * x)
            weights.append(halfWidth * 2 / ((1 - x * x) * slope * slope))
        }
        self.points = points
        self.weights = weights
    }

    /// Legendre's polynomial of a degree and its derivative, by the recurrence.
    private static func legendre(_ degree: Int, _ x: Double) -> (value: Double, slope: Double) {
        var last = 1.0, value = x
        for k in stride(from: 2.0, through: Double(degree), by: 1) {
            (last, value) = (value, ((2 * k - 1) * x * value - (k - 1) * last) / k)
        }
        return (value, Double(degree) * (x * value - last) / (x * x - 1))
    }
}
