import CZlib

/// Zlib's, which a page of PDF and a PNG both use.
enum Compression {
    /// The bytes in zlib's format, as small as it makes them.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
            // With room for `compressBound` it can't fail.
            let result = compress2(buffer.baseAddress, &count, bytes, uLong(bytes.count), Z_BEST_COMPRESSION)
            precondition(result == Z_OK, "zlib has no memory")
            initialized = Int(count)
        }
    }

    static func checksum(_ bytes: [UInt8]) -> Int { Int(crc32(0, bytes, uInt(bytes.count))) }
}
