extension RandomNumberGenerator {
    /// Bytes with a few changes: bits flipped, bytes replaced, taken out, put in or copied from elsewhere, an end cut off.
    package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) where !bytes.isEmpty {
            // Headers are where files are believed: half of the changes go there.
            let place = chance(2) ? below(bytes.count) : below(min(bytes.count, 512))
            switch below(6) {
            case 0: bytes[place] ^= 1 << UInt8(below(8))
            case 1: bytes[place] = UInt8(below(256))
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(pick(Array(#""[]{}:,0189-.eE\ "#.utf8)), at: place)
            case 4: bytes.replaceSubrange(place..<min(place + 8, bytes.count), with: bytes[below(bytes.count)...].prefix(below(16)))
            default: bytes.removeLast(chance(8) ? bytes.count - place : min(bytes.count, below(8)))
            }
        }
        return bytes
    }
}
