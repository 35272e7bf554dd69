/// A token for each byte, its value: V = 256, whatever the bytes are.
package struct ByteTokenizer: Tokenizer {
    package init() {}

    package var names: [String] { (0...UInt8.max).map(ByteSymbol.name) }
    package func encode(_ bytes: [UInt8]) -> [UInt16] { bytes.map(UInt16.init) }
    package func decode(_ tokens: some Sequence<UInt16>) -> [UInt8] { tokens.map { UInt8(truncatingIfNeeded: $0) } }
}

/// The printable characters that GPT-2 writes for bytes: `Ġ` for a blank, `Ċ` for a newline.
enum ByteSymbol {
    static func name(_ byte: UInt8) -> String { String(symbols[Int(byte)]) }

    /// The bytes that a name stands for; nil where a character of it stands for none.
    static func bytes(_ name: String) -> [UInt8]? {
        let bytes = name.unicodeScalars.compactMap { byteOfSymbol[$0] }
        return bytes.count == name.unicodeScalars.count && !bytes.isEmpty ? bytes : nil
    }

    private static let byteOfSymbol = Dictionary(uniqueKeysWithValues: zip(symbols, 0...UInt8.max))

    /// The bytes in the order of their characters: Hugging Face numbers them so.
    static let order: [UInt8] = (0...UInt8.max).sorted { symbols[Int($0)] < symbols[Int($1)] }

    /// Printable characters of Latin-1 stand for themselves, U+0100 and those after it for the others.
    private static let symbols: [Unicode.Scalar] = {
        let printable: [ClosedRange<UInt8>] = [33...126, 161...172, 174...255]
        var next = UInt8.min
        return (0...UInt8.max).map { byte in
            if printable.contains(where: { $0.contains(byte) }) { return Unicode.Scalar(byte) }
            defer { next += 1 }
            return Unicode.Scalar(0x100 + UInt16(next))!
        }
    }()
}
