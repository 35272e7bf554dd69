import Engine
import Testing

struct TokenizerTests {
    private func corpus(
        _ text: String, _ tokenizer: TokenizerKind = .char, size: Int = 300, split: Double = 0.9
    ) throws -> Corpus {
        try Corpus(text: Array(text.utf8), TextEncoding(tokenizer: tokenizer, vocabularySize: size, split: split))
    }

    private func message(_ bytes: [UInt8], _ tokenizer: TokenizerKind = .char) -> String {
        do {
            _ = try Corpus(text: bytes, TextEncoding(tokenizer: tokenizer, vocabularySize: 300, split: 0.5))
            return "no error"
        } catch {
            return (error.place.map { "\($0.line):\($0.column): " } ?? "") + "\(error)"
        }
    }

    @Test func `characters are Unicode scalars, sorted by value`() throws {
        let corpus = try corpus("ba\u{301}é\u{FEFF}b😀", split: 0.5)
        #expect(corpus.vocabulary == ["a", "b", "é", "\u{301}", "\u{FEFF}", "😀"])
        #expect(corpus.tokens == [1, 0, 3, 2, 4, 1, 5])
        #expect(corpus.trainingCount == 3)
        #expect(corpus.validationBytes == 2 + 3 + 1 + 4)
    }

    @Test func `lines end in a newline, as Python reads them`() throws {
        #expect(try corpus("a\r\nb\rc\n\r").tokens == corpus("a\nb\nc\n\n").tokens)
        #expect(try corpus("a\r\nb", .byte).tokens == [97, 13, 10, 98])
    }

    @Test func `the training part is truncated as Python's int(n * 0.9)`() throws {
        for count in [2, 9, 10, 11, 19, 99, 101] {
            let corpus = try corpus(String(repeating: "ab", count: count))
            #expect(corpus.trainingCount == Int(Double(2 * count) * 0.9))
        }
        let shakespeare = try Corpus(text: Reference.shakespeareBytes(), TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.9))
        #expect(shakespeare.vocabulary.count == 65)
        #expect(shakespeare.trainingCount == 1_003_854)
        #expect(shakespeare.tokens.count - shakespeare.trainingCount == 111_540)
        #expect(shakespeare.validationBytes == 111_540)
    }

    @Test func `bytes are their own numbers, whatever they are`() throws {
        let bytes: [UInt8] = [0, 255, 10, 13, 0xC3]
        let corpus = try Corpus(text: bytes, TextEncoding(tokenizer: .byte, vocabularySize: 0, split: 0.5))
        #expect(corpus.tokens == [0, 255, 10, 13, 0xC3])
        #expect(corpus.vocabulary.count == 256)
        #expect(corpus.vocabulary[32] == "Ġ" && corpus.vocabulary[65] == "A" && corpus.vocabulary[10] == "Ċ")
        #expect((corpus.trainingCount, corpus.validationBytes) == (2, 3))
    }

    @Test func `bytes that are no text are a sentence with the place`() {
        #expect(message([]) == "it is empty")
        #expect(message([], .byte) == "it is empty")
        #expect(message([97, 10, 97, 0xC3, 0xA9, 0xFF, 98])
            == "2:3: byte 6 is 0xFF, which is not UTF-8; save it as UTF-8, or use tokenizer=byte")
        #expect(message([97, 13, 10, 0xE2, 0x82], .bpe)
            == "2:1: byte 4 is 0xE2, which is not UTF-8; save it as UTF-8, or use tokenizer=byte")
        #expect(message([0xFF, 0xFE, 97, 0])
            == "1:1: byte 1 is 0xFF, which is not UTF-8; this looks like UTF-16, save it as UTF-8")
        #expect(message([97, 0, 98, 0]) == "1:2: byte 2 is NUL, which no text has; tokenizer=byte reads any bytes")
        #expect(message([97, 0, 98, 0], .byte) == "no error")
    }

    @Test func `a vocabulary of one, and one too large, are a sentence`() throws {
        #expect(message(Array("aaaa".utf8)) == #"every character is "a": there is nothing to learn"#)
        #expect(message(Array("\n\n".utf8)) == #"every character is "\n": there is nothing to learn"#)
        let scalars = (UInt32(0x20)..<0x11000).compactMap(Unicode.Scalar.init)
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        #expect(message(Array(String(text).utf8))
            == "it has \(scalars.count) distinct characters, more than 65536; use tokenizer=byte or tokenizer=bpe")
        let largest = String(String.UnicodeScalarView(scalars.prefix(1 << 16)))
        #expect(try corpus(largest).tokens.last == .max)
    }

    @Test func `a part shorter than block_size and one more is a sentence`() throws {
        let corpus = try corpus(String(repeating: "ab", count: 50))
        try corpus.check(blockSize: 9)
        #expect { try corpus.check(blockSize: 10) } throws: { error in
            "\(error)" == "its validation part has 10 tokens, too few for block_size 10, which takes at least 11"
        }
        #expect { try corpus.check(blockSize: 90) } throws: { error in
            "\(error)" == "its training part has 90 tokens, too few for block_size 90, which takes at least 91"
        }
    }

    /// Any bytes are tokens or a `DataError`, and tokens give back the text.
    @Test func `whatever the bytes, decoding what was encoded gives the text`() throws {
        var numbers = Numbers(seed: 14)
        for _ in 0..<400 {
            let bytes = Self.someBytes(&numbers)
            #expect(ByteTokenizer().decode(ByteTokenizer().encode(bytes)) == bytes)
            guard let text = try? PlainText(bytes) else { continue }
            let pairs = BytePairTokenizer(trainedOn: text, size: 256 + numbers.next(below: 60))
            #expect(try pairs.decode(pairs.encode(bytes)) == text.bytes)
            guard let characters = try? CharacterTokenizer(of: text) else { continue }
            #expect(try characters.decode(characters.encode(bytes)) == text.bytes)
        }
    }

    /// Text of few or of many characters, now and then with a byte that is none.
    private static func someBytes(_ numbers: inout Numbers) -> [UInt8] {
        let pools = ["ab", " a\r\n", "'s 'll", "0é中😀\u{301} "].map { Array($0.unicodeScalars) }
        let pool = pools[numbers.next(below: pools.count)]
        var text = ""
        for _ in 0...numbers.next(below: 80) {
            let anyScalar = Unicode.Scalar(UInt32(numbers.next(below: 0x3000)))
            text.unicodeScalars.append(numbers.next(below: 20) == 0 ? anyScalar ?? "x" : pool[numbers.next(below: pool.count)])
        }
        var bytes = Array(text.utf8)
        if numbers.next(below: 4) == 0 { bytes[numbers.next(below: bytes.count)] = UInt8(numbers.next(below: 256)) }
        return bytes
    }

    @Test func `a character that the training text lacks is a sentence`() throws {
        let tokenizer = try CharacterTokenizer(of: PlainText(Array("ab\n".utf8)))
        #expect { try tokenizer.encode(Array("a\nbc".utf8)) } throws: { error in
            "\(error)" == #"the text that was trained on has no "c""# && (error as? DataError)?.place?.line == 2
        }
    }
}
