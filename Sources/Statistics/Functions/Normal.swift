/// The standard normal distribution, from additions, multiplications, divisions and square roots alone:
/// the same bits on every machine. Both functions are within 1e-14, relative, for x from -8 to 8; beyond, the distribution
/// is within x² · 3e-16.
package enum Normal {
    /// The two-sided 95 % point, Φ⁻¹(0.975).
    package static let point95 = 1.959963984540054

    /// φ(x)
    static func density(_ x: Double) -> Double {
        ElementaryFunctions.exp(-x * x / 2) * 0.3989422804014327
    }

    /// Φ(x)
    package static func cumulative(_ x: Double) -> Double {
        if x > 0 { return 1 - cumulative(-x) }
        return x < -2 ? lowerTail(x) : 0.5 + density(x) * oddSeries(x)
    }

    /// Φ⁻¹(p), for p above 0 and below 1; infinite at the ends.
    package static func quantile(_ p: Double) -> Double {
        if p > 0.5 { return -quantile(1 - p) }
        guard p >= .leastNormalMagnitude else { return -.infinity }
        // Abramowitz & Stegun 26.2.23, within 4.5e-4, then Halley's steps.
        let t = (-2 * ElementaryFunctions.log(p)).squareRoot()
        let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
        var x = numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
        for _ in 0..<3 {
            let step = (cumulative(x) - p) / density(x)
            x -= step / (1 + x * step / 2)
        }
        return x
    }

    /// x + x³/3 + x⁵/15 + …, of which Φ is ½ + φ times it (Marsaglia 2004).
    private static func oddSeries(_ x: Double) -> Double {
        var term = x, sum = x, odd = 1.0
        while sum + term != sum || odd < 3 {
            odd += 2
            term *= x * x / odd
            sum += term
            if odd > 200 { break }
        }
        return sum
    }

    /// Φ(x) far below 0 by its continued fraction (Abramowitz & Stegun 26.2.14).
    private static func lowerTail(_ x: Double) -> Double {
        var denominator = -x
        for k in stride(from: 120.0, through: 1, by: -1) { denominator = -x + k / denominator }
        return density(x) / denominator
    }
}
