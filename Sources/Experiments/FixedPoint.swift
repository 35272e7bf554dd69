import Glibc
package import Statistics

extension Double {
    /// The number with a fixed count of decimals, rounded exactly, as C and Python print it: `0.1667`.
    package func fixed(_ decimals: Int) -> String {
        formatted("%.*f", decimals)
    }

    /// The nearest number of so many significant decimal digits, at least 1.
    func rounded(toSignificant digits: Int) -> Double {
        Double(formatted("%.*e", digits - 1)) ?? self
    }

    private func formatted(_ form: String, _ precision: Int) -> String {
        withVaList([Int32(clamping: precision), self]) { arguments in
            // The largest double has 309 digits before the point.
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
                let length = vsnprintf(buffer.baseAddress, buffer.count, form, arguments)
                return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
        }
    }
}

extension Int {
    /// The number with zeros or blanks before it, up to a width.
    package func padded(to width: Int, with filler: Character) -> String {
        let digits = String(self)
        return String(repeating: filler, count: Swift.max(0, width - digits.count)) + digits
    }
}

extension Int {
    /// As people read it: `1,234,567`.
    package var grouped: String {
        let digits = Array(String(self))
        return digits.enumerated().map { index, digit in
            index > 0 && digits[index - 1].isNumber && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }.joined()
    }
}

extension Interval {
    /// `[0.555, 0.670]`, `≥ 0.942`
    package func text(decimals: Int = 3) -> String {
        switch self {
        case .between(let low, let high): "[\(low.fixed(decimals)), \(high.fixed(decimals))]"
        case .atLeast(let low): "≥ \(low.fixed(decimals))"
        case .atMost(let high): "≤ \(high.fixed(decimals))"
        }
    }
}
