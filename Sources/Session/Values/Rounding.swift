import Glibc

/// Numbers made shorter, halves to the even neighbour as Python has it.
enum Rounding {
    static func round(_ values: [Value]) throws(SessionError) -> Value {
        guard values[0].isNumber, let number = values[0].number else {
            throw .wrongArgument("round", "a number", values[0].found)
        }
        guard values.count == 2 else { return try whole(values[0], "round", .toNearestOrEven) }
        guard case .integer(let digits) = values[1], (0...15).contains(digits) else {
            throw .wrongArgument("round", "from 0 to 15 digits", values[1].found)
        }
        guard case .real = values[0] else { return values[0] }
        return .real(rounded(number, digits))
    }

    static func whole(_ value: Value, _ name: String, _ rule: FloatingPointRoundingRule) throws(SessionError) -> Value {
        if case .integer = value { return value }
        guard let number = value.number else { throw .wrongArgument(name, "a number", value.found) }
        guard let whole = Int(exactly: number.rounded(rule)) else { throw .overflow(name) }
        return .integer(whole)
    }

    /// By way of decimal digits, which round the number that was written rather than its neighbour.
    private static func rounded(_ number: Double, _ digits: Int) -> Double {
        guard number.isFinite, number.magnitude < 1e15 else { return number }
        return withVaList([Int32(digits), number]) { arguments in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
                vsnprintf(buffer.baseAddress, buffer.count, "%.*f", arguments)
                let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
                return Double(String(decoding: text, as: UTF8.self)) ?? number
            }
        }
    }
}
