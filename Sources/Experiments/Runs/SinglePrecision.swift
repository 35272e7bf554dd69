/// Numbers as records hold many of them: IEEE 754 single precision, the least significant byte first.
enum SinglePrecision {
    static func bytes(of numbers: some Sequence<Float>) -> [UInt8] {
        numbers.flatMap { number in
            let bits = number.bitPattern
            return [
                UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8), UInt8(truncatingIfNeeded: bits >> 16),
                UInt8(truncatingIfNeeded: bits >> 24),
            ]
        }
    }

    /// Nil when the bytes are no whole numbers of four, or a number is not finite.
    static func numbers(in bytes: [UInt8]) -> [Float]? {
        guard let numbers = anyNumbers(in: bytes), numbers.allSatisfy(\.isFinite) else { return nil }
        return numbers
    }

    /// Nil when the bytes are no whole numbers of four.
    static func anyNumbers(in bytes: [UInt8]) -> [Float]? {
        guard bytes.count % 4 == 0 else { return nil }
        return stride(from: 0, to: bytes.count, by: 4).map { start in
            let low = UInt32(bytes[start]) | UInt32(bytes[start + 1]) << 8
            return Float(bitPattern: low | UInt32(bytes[start + 2]) << 16 | UInt32(bytes[start + 3]) << 24)
        }
    }
}
