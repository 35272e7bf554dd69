extension ElementaryFunctions {
    /// e to the power of a number from -700 to 709, within 2 ulp: a power of two times the exponential
    /// series of what is left, which is at most ½ log 2.
    package static func exp(_ x: Double) -> Double {
        let ln2High = 0x1.62e42fee00000p-1, ln2Low = 0x1.a39ef35793c76p-33
        let twos = (x / (ln2High + ln2Low)).rounded()
        let r = (x - twos * ln2High) - twos * ln2Low
        var sum = 1.0
        for k in stride(from: 15, through: 1, by: -1) { sum = 1 + r / Double(k) * sum }
        return Double(sign: .plus, exponent: Int(twos), significand: sum)
    }
}
