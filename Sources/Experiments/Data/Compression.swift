import CZlib

/// What zlib makes of a text: what a program that knows no language reaches.
package enum Compression {
    /// Bits that zlib, at its best, needs for bytes that come after others it has seen.
    package static func bits(of bytes: ArraySlice<UInt8>, after seen: ArraySlice<UInt8>) -> Int {
        var stream = z_stream()
        guard deflateInit_(&stream, Z_BEST_COMPRESSION, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return 0 }
        defer { deflateEnd(&stream) }
        Array(seen.suffix(window)).withUnsafeBufferPointer { seen in
            _ = deflateSetDictionary(&stream, seen.baseAddress, UInt32(seen.count))
        }
        var rest = Array(bytes)
        return 8 * rest.withUnsafeMutableBufferPointer { count(&stream, $0) }
    }

    /// The most that zlib looks back.
    private static let window = 1 << 15

    private static func count(_ stream: inout z_stream, _ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        stream.next_in = bytes.baseAddress
        stream.avail_in = UInt32(bytes.count)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { output in
            var result = Z_OK
            while result == Z_OK {
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                result = deflate(&stream, Z_FINISH)
            }
            return Int(stream.total_out)
        }
    }
}
