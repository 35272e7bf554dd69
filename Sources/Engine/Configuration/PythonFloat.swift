extension Double {
    /// The number as Python's `str` prints it: the shortest decimal that reads back as the same
    /// double, with an exponent below 1e-4 and from 1e16 on (`0.1`, `0.0`, `1e-05`, `1e+16`, `inf`).
    package var pythonDescription: String {
        if isNaN { return "nan" }
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        let (negative, digits, exponent) = shortestDecimal
        let sign = negative ? "-" : ""
        if exponent < -4 || exponent >= 16 {
            let mantissa = digits.count == 1 ? digits : "\(digits.first!).\(digits.dropFirst())"
            let magnitude = exponent.magnitude
            return "\(sign)\(mantissa)e\(exponent < 0 ? "-" : "+")\(magnitude < 10 ? "0" : "")\(magnitude)"
        }
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits
        }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return "\(sign)\(whole)\(zeros).\(fraction.isEmpty ? "0" : String(fraction))"
    }

    /// The shortest digits that read back as this finite number: d₁d₂… × 10^exponent, read as d₁.d₂….
    private var shortestDecimal: (negative: Bool, digits: String, exponent: Int) {
        // Swift prints the shortest digits too; only where the point and the exponent go differs.
        let negative = sign == .minus
        let parts = magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let fraction = mantissa.count > 1 ? mantissa[1] : ""
        let all = whole + fraction
        let leadingZeros = all.prefix(while: { $0 == "0" }).count
        if leadingZeros == all.count { return (negative, "0", 0) }
        var digits = all.dropFirst(leadingZeros)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let written = parts.count > 1 ? Int(parts[1])! : 0
        return (negative, String(digits), written + whole.count - 1 - leadingZeros)
    }
}
