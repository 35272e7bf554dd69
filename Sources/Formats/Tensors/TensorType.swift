/// What the elements of a stored tensor are, by the names of safetensors.
package enum TensorType: String, CaseIterable, Sendable {
    case f64 = "F64", f32 = "F32", f16 = "F16", bf16 = "BF16"
    case i64 = "I64", i32 = "I32", i16 = "I16", i8 = "I8"
    case u64 = "U64", u32 = "U32", u16 = "U16", u8 = "U8", bool = "BOOL"

    /// Bytes of an element.
    var size: Int {
        switch self {
        case .f64, .i64, .u64: 8
        case .f32, .i32, .u32: 4
        case .f16, .bf16, .i16, .u16: 2
        case .i8, .u8, .bool: 1
        }
    }

    /// Those that are read as numbers of single precision.
    static let floats: [TensorType] = [.f64, .f32, .f16, .bf16]
}

extension TensorType {
    /// The elements that little-endian bytes stand for, of F64 the nearest of single precision; nil where they are no floats.
    func floats(from bytes: UnsafeRawBufferPointer) -> [Float]? {
        switch self {
        case .f64: Self.map(bytes) { Float(Double(bitPattern: $0)) }
        case .f32: Self.map(bytes) { Float(bitPattern: $0) }
        case .f16: Self.map(bytes) { Self.float(half: $0) }
        case .bf16: Self.map(bytes) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) }
        case .i64, .i32, .i16, .i8, .u64, .u32, .u16, .u8, .bool: nil
        }
    }

    private static func map<Bits: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: UnsafeRawBufferPointer, _ float: (Bits) -> Float
    ) -> [Float] {
        let stride = MemoryLayout<Bits>.stride
        return (0..<bytes.count / stride).map { index in
            float(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * stride, as: Bits.self)))
        }
    }

    /// The number of half precision, which single precision holds exactly.
    private static func float(half bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16, exponent = UInt32(bits >> 10 & 31), fraction = UInt32(bits & 1023)
        switch exponent {
        case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
        case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
