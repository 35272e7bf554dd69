internal import Glibc

/// Numbers as a figure shows them: always with a point, the same on every machine.
enum NumberText {
    /// A number with a fixed count of decimals: `0.50`. Never a negative zero.
    static func fixed(_ value: Double, _ decimals: Int) -> String {
        let text = formatted("%.*f", decimals, value)
        return text.contains { ("1"..."9").contains($0) } ? text : text.filter { $0 != "-" }
    }

    /// At most that many significant digits, no zeros at the end: `0.45`, `1200`, `1e-05`.
    static func short(_ value: Double, _ digits: Int = 4) -> String {
        formatted("%.*g", digits, value == 0 ? 0 : value)
    }

    /// The fewest digits that read back as the same number: for a figure's data.
    static func exact(_ value: Double) -> String {
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func formatted(_ format: String, _ precision: Int, _ value: Double) -> String {
        withVaList([Int32(clamping: precision), value]) { arguments in
            // The largest double has 309 digits before the point.
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
                let length = vsnprintf(buffer.baseAddress, buffer.count, format, arguments)
                return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
        }
    }
}
