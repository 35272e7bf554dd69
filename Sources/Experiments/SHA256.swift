import CSodium

package enum SHA256 {
    /// The digest of bytes, in hexadecimal.
    package static func hex(of bytes: [UInt8]) -> String { hex(of: bytes[...]) }

    package static func hex(of bytes: ArraySlice<UInt8>) -> String {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        bytes.withUnsafeBufferPointer { _ = crypto_hash_sha256(&digest, $0.baseAddress, UInt64($0.count)) }
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
