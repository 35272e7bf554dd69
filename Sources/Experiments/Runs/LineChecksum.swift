import CZlib

/// The checksum at the end of a record's line, which tells of every bit that has changed since.
///
///     {"dropout":0.2,…,"wte_sum":37.67279052734375,"crc32":"1f3c9a7b"}
///
/// It is the CRC-32 of the line as it would be without it, in eight hexadecimal digits; in Python
/// `zlib.crc32(line[:-20] + b"}")`. Lines of sweepbook 0.1.0 have none.
enum LineChecksum: Equatable {
    case none, right, wrong

    private static let opening = Array(#","crc32":""#.utf8)
    private static let closing = Array(#""}"#.utf8)
    private static let digitCount = 8
    private static let size = opening.count + digitCount + closing.count

    /// Whether a line that is given without its newline is what it was.
    init(in line: Range<Int>, of bytes: [UInt8]) {
        let start = line.upperBound - Self.size
        guard start > line.lowerBound, bytes[start...].starts(with: Self.opening),
            bytes[..<line.upperBound].suffix(Self.closing.count) == Self.closing[...]
        else {
            self = .none
            return
        }
        let digits = bytes[(start + Self.opening.count)...].prefix(Self.digitCount)
        self = digits.elementsEqual(Self.digits(of: bytes[line.lowerBound..<start])) ? .right : .wrong
    }

    /// An object's line with its checksum as the last field.
    static func sealed(_ line: [UInt8]) -> [UInt8] {
        var sealed = line
        sealed.removeLast()
        let digits = digits(of: sealed[...])
        sealed += opening
        sealed += digits
        return sealed + closing
    }

    /// The checksum of an object that lacks its last brace.
    private static func digits(of fields: ArraySlice<UInt8>) -> [UInt8] {
        let sum = fields.withUnsafeBufferPointer { crc32(0, $0.baseAddress, uInt($0.count)) }
        let digits = String(crc32(sum, Array("}".utf8), 1), radix: 16)
        return Array((String(repeating: "0", count: digitCount - digits.count) + digits).utf8)
    }
}
