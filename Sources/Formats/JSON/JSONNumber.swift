/// A JSON number, kept as its text: integers with all their digits, other numbers in the shortest form that reads back as the
/// same double, as Python writes them. Also `NaN`, `Infinity` and `-Infinity`, which Python's `json` accepts.
package struct JSONNumber: Hashable, Sendable {
    package let text: String

    package init(_ number: some BinaryInteger) {
        text = String(number)
    }

    package init(_ number: Double) {
        text = Self.text(of: number)
    }

    /// A finite number in the fewest characters: `1` where Python writes `1.0`.
    package init(brief number: Double) {
        let text = number.description
        self.text = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// A number as JSON may write it. Without a point or an exponent it is a whole one, and kept as it stands.
    init(wholeText: String) {
        text = wholeText == "-0" ? "0" : wholeText
    }

    /// The number as an integer, if it is written as one and fits.
    package var integer: Int? { Int(text) }

    package var real: Double {
        switch text {
        case "NaN": .nan
        case "Infinity": .infinity
        case "-Infinity": -.infinity
        default: Double(text) ?? .nan
        }
    }
}

extension JSONNumber {
    /// As Python's `repr` writes a float, and its JSON what isn't finite.
    private static func text(of number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        let sign = number.sign == .minus ? "-" : ""
        let (digits, exponent) = shortestDecimal(number.magnitude)
        if exponent < -4 || exponent >= 16 { return sign + scientific(digits, exponent) }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return "\(sign)\(whole)\(zeros).\(fraction.isEmpty ? "0" : String(fraction))"
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let mantissa = digits.prefix(1) + (digits.count > 1 ? "." : "") + digits.dropFirst()
        let magnitude = exponent.magnitude
        return "\(mantissa)e\(exponent < 0 ? "-" : "+")\(magnitude < 10 ? "0" : "")\(magnitude)"
    }

    /// The shortest digits that read back as this number: d₁d₂… × 10^exponent, read as d₁.d₂….
    private static func shortestDecimal(_ magnitude: Double) -> (digits: String, exponent: Int) {
        // Swift prints the shortest digits too; only where the point and the exponent go differs.
        let parts = magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = mantissa.joined()
        let leadingZeros = all.prefix { $0 == "0" }.count
        if leadingZeros == all.count { return ("0", 0) }
        var digits = all.dropFirst(leadingZeros)
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        return (String(digits), written + mantissa[0].count - 1 - leadingZeros)
    }
}
