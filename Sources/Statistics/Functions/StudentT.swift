/// Student's t distribution with a whole number of degrees of freedom.
package enum StudentT {
    /// The t that |T| stays below with a probability; within 1e-12, relative, up to 1,000 degrees of freedom, and 1e-10
    /// beyond.
    ///
    /// - Parameters:
    ///   - probability: above 0 and below 1.
    ///   - degrees: at least 1.
    package static func twoSidedPoint(_ probability: Double, degrees: Int) -> Double {
        var low = 0.0, high = Double.pi / 2
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if isBelow(probability, angle: middle, degrees: degrees) { low = middle } else { high = middle }
        }
        let (cosine, sine) = ElementaryFunctions.cosineAndSine((low + high) / 2)
        return Double(degrees).squareRoot() * sine / cosine
    }

    private static func isBelow(_ probability: Double, angle: Double, degrees: Int) -> Bool {
        self.probability(angle: angle, degrees: degrees) < probability
    }

    /// P(|T| < √degrees · tan angle), a finite sum (Abramowitz & Stegun 26.7.3 and 26.7.4).
    private static func probability(angle: Double, degrees: Int) -> Double {
        let (cosine, sine) = ElementaryFunctions.cosineAndSine(angle)
        let isOdd = degrees % 2 == 1
        var term = isOdd ? cosine : 1, sum = degrees > 1 ? term : 0
        for k in stride(from: isOdd ? 2 : 1, to: degrees - 1, by: 2) {
            term *= cosine * cosine * Double(k) / Double(k + 1)
            if term == 0 { break }
            sum += term
        }
        return isOdd ? (angle + sine * sum) * 2 / .pi : sine * sum
    }
}
