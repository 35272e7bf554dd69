import Terminal
import Testing

@Suite("KeyDecoder")
struct KeyDecoderTests {
    /// All keys in the bytes, fed in pieces of that size.
    private func keys(_ bytes: [UInt8], piece: Int = 1_000, encoding: TextEncoding = .utf8) -> [KeyDecoder.Key] {
        var decoder = KeyDecoder(encoding: encoding)
        var keys: [KeyDecoder.Key] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            decoder.feed(rest.prefix(piece))
            rest = rest.dropFirst(piece)
            while let key = decoder.next() { keys.append(key) }
        }
        return keys
    }

    private func keys(_ text: String, piece: Int = 1_000, encoding: TextEncoding = .utf8) -> [KeyDecoder.Key] {
        keys(Array(text.utf8), piece: piece, encoding: encoding)
    }

    @Test("characters, keys and pastes, whole and byte by byte", arguments: [1, 2, 3, 1_000])
    func kinds(piece: Int) {
        let text = "aé漢🙂\u{1B}[A\u{1B}OB\u{1B}[1;5C\u{1B}[3~\u{1B}[200~x\ty\u{1B}[201~b\u{1B}\r"
        #expect(keys(text, piece: piece) == [
            .character("a"), .character("é"), .character("漢"), .character("🙂"), .key(.up), .key(.down),
            .key(.wordRight), .key(.delete), .paste("x\ty"), .character("b"), .key(.newline),
        ])
    }

    @Test("sequences nobody knows leave nothing behind", arguments: [1, 1_000])
    func unknownSequences(piece: Int) {
        let text = "a\u{1B}[15;2~\u{1B}[[A\u{1B}OP\u{1B}[?1;2c\u{1B}[201~\u{1B}[" + String(repeating: "1;", count: 50) + "~b"
        let characters = keys(text, piece: piece)
        #expect(characters.first == .character("a"))
        #expect(characters.last == .character("b"))
        #expect(characters.filter { $0 == .character("\u{1B}") }.isEmpty)
    }

    @Test("Escape alone is Escape once nothing more comes, and before any other key")
    func escape() {
        var decoder = KeyDecoder(encoding: .utf8)
        decoder.feed([0x1B])
        #expect(decoder.next() == nil)
        #expect(decoder.partialSequence == 1)
        #expect(decoder.next(isComplete: true) == .character("\u{1B}"))
        #expect(decoder.partialSequence == 0)
        #expect(keys("\u{1B}f") == [.character("\u{1B}"), .character("f")])
        #expect(keys("\u{1B}\u{1B}[A") == [.character("\u{1B}"), .key(.up)])
    }

    @Test("in vi's keys Escape before Enter is a key of its own")
    func escapeEnter() {
        var decoder = KeyDecoder(encoding: .utf8)
        decoder.style.joinsEscapeAndEnter = false
        decoder.feed(Array("\u{1B}\n".utf8))
        #expect(decoder.next() == .character("\u{1B}"))
        #expect(decoder.next() == .character("\n"))
    }

    @Test("sequences the user bound go through as they are")
    func bound() {
        var decoder = KeyDecoder(encoding: .utf8)
        decoder.style.bound = ["[A"]
        decoder.feed(Array("\u{1B}[A\u{1B}[B".utf8))
        #expect([decoder.next(), decoder.next()] == [.sequence("[A"), .key(.down)])
    }

    @Test("of a paste beyond the limit nothing is kept, and the next key is read", arguments: [1 << 16, 4 << 20])
    func overlongPaste(piece: Int) {
        let paste = [UInt8](repeating: UInt8(ascii: "x"), count: KeyDecoder.pasteLimit + 1)
        #expect(keys(Array("\u{1B}[200~".utf8) + paste + Array("\u{1B}[201~y".utf8), piece: piece) == [.overlongPaste, .character("y")])
    }

    @Test("bytes that are no UTF-8, and private characters, are dropped")
    func invalid() {
        #expect(keys([0xFF, 0x61, 0xC3, 0x62, 0xE6, 0xBC, 0x63, 0xC2, 0x80, 0xF5, 0x64, 0x80, 0xED, 0xA0, 0x80, 0x65])
            == "abcde".unicodeScalars.map { .character($0) })
        #expect(keys("aéb", encoding: .ascii) == [.character("a"), .character("b")])
    }

    @Test(
        "pasted text keeps tabs and lines, and nothing else that could act",
        arguments: [
            ("a\rb\nc", "a\nb\nc"), ("a\r\nb\n\rc", "a\nb\n\nc"), ("\r\r\n\n", "\n\n\n"), ("\r\n\r\n", "\n\n"),
            ("\t\u{1}\u{7F}x\u{9B}\0", "\tx"), ("\u{1B}[A", "[A"), ("", ""),
        ])
    func pastes(sent: String, text: String) {
        #expect(keys("\u{1B}[200~\(sent)\u{1B}[201~") == [.paste(text)])
        #expect(keys("\u{1B}[200~\(sent)\u{1B}[201~", piece: 1) == [.paste(text)])
    }

    @Test("a paste in a terminal without UTF-8 has question marks")
    func asciiPaste() {
        #expect(keys("\u{1B}[200~é\u{1B}[201~", encoding: .ascii) == [.paste("?")])
    }

    @Test("a hundred thousand random bytes are decoded, whatever they are, and the next key still is")
    func random() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("\u{1B}\u{1B}[O0;2~A\r\n".utf8) + [0xC3, 0xA9, 0xF0, 0xFF, 0x80]
        for _ in 0..<1_000 {
            var decoder = KeyDecoder(encoding: .utf8)
            for _ in 0..<100 {
                decoder.feed([alphabet.randomElement(using: &random) ?? 0])
                while decoder.next() != nil {}
            }
            // Whatever has begun is ended: a sequence by its final byte, a paste by its mark.
            decoder.feed(Array("~\u{1B}[201~~~~~z".utf8))
            var last: KeyDecoder.Key?
            while let key = decoder.next(isComplete: true) { last = key }
            #expect(last == .character("z"))
        }
    }
}
