import CSodium

/// Signs messages with the key of the connection file: HMAC-SHA256 (RFC 2104) over the bytes of the frames.
package struct Signer: Sendable {
    private let start: crypto_auth_hmacsha256_state

    package init(key: [UInt8]) {
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        start = state
    }

    /// In lower-case hexadecimal digits.
    package func signature(of frames: some Sequence<[UInt8]>) -> [UInt8] {
        var state = start
        for frame in frames { crypto_auth_hmacsha256_update(&state, frame, UInt64(frame.count)) }
        var hash = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_final(&state, &hash)
        return Hexadecimal.digits(of: hash)
    }

    /// Takes as long for one wrong signature as for another.
    package func isSignature(_ signature: [UInt8], of frames: some Sequence<[UInt8]>) -> Bool {
        let expected = self.signature(of: frames)
        return signature.count == expected.count && sodium_memcmp(signature, expected, expected.count) == 0
    }
}

enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func digits(of bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// So many random digits, for names that no other has.
    static func random(_ count: Int) -> String {
        String(decoding: (0..<count).map { _ in digits[Int.random(in: 0..<16)] }, as: UTF8.self)
    }
}
