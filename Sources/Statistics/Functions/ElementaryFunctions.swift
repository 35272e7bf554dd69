/// The functions that draw normal numbers, in double, from additions, multiplications and divisions
/// alone: the same bits on every machine. The logarithm is within 2 ulp, cosine and sine within 2 ulp of
/// one, so a value rounded to float32 is the correctly rounded one but for about one in 10⁸.
package enum ElementaryFunctions {
    /// The natural logarithm of a positive normal number.
    package static func log(_ x: Double) -> Double {
        // x = 2^e m with m in [√½, √2); log m = 2 atanh(s), s = (m - 1) / (m + 1), by its series.
        var exponent = Double(x.exponent)
        var m = x.significand
        if m > 2.0.squareRoot() {
            m /= 2
            exponent += 1
        }
        let s = (m - 1) / (m + 1)
        let square = s * s
        var sum = 0.0
        for k in stride(from: 23, through: 3, by: -2) { sum = (sum + 1 / Double(k)) * square }
        let ln2High = 0x1.62e42fee00000p-1, ln2Low = 0x1.a39ef35793c76p-33
        return exponent * ln2High + (2 * s + (2 * s * sum + exponent * ln2Low))
    }

    /// e to the power of a number up to 709, within 2 ulp from -700 on, 0 below -745: a power of two times the
    /// exponential series of what is left, which is at most ½ log 2.
    package static func exp(_ x: Double) -> Double {
        guard x > -745 else { return 0 }
        let ln2High = 0x1.62e42fee00000p-1, ln2Low = 0x1.a39ef35793c76p-33
        let twos = (x / (ln2High + ln2Low)).rounded()
        let r = (x - twos * ln2High) - twos * ln2Low
        var sum = 1.0
        for k in stride(from: 15, through: 1, by: -1) { sum = 1 + r / Double(k) * sum }
        return Double(sign: .plus, exponent: Int(twos), significand: sum)
    }

    /// The cosine and the sine of an angle in [0, 2π].
    package static func cosineAndSine(_ angle: Double) -> (cosine: Double, sine: Double) {
        let quarterHigh = 0x1.921fb54400000p+0, quarterLow = 0x1.0b4611a626331p-34
        let quarters = (angle / (quarterHigh + quarterLow)).rounded()
        let r = (angle - quarters * quarterHigh) - quarters * quarterLow
        let square = r * r
        // Taylor's series, nested: r is at most π/4.
        var cosine = 1.0, sine = 1.0
        for k in stride(from: 18, through: 2, by: -2) {
            cosine = 1 - square / Double(k * (k - 1)) * cosine
            sine = 1 - square / Double(k * (k + 1)) * sine
        }
        sine *= r
        switch Int(quarters) % 4 {
        case 0: return (cosine, sine)
        case 1: return (-sine, cosine)
        case 2: return (-cosine, -sine)
        default: return (sine, -cosine)
        }
    }
}
