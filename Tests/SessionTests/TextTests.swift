import Language
import Testing

/// Texts that are hard to read: each is either run or refused with its place.
struct TextTests {
    @Test func `a byte-order mark and CR LF are no part of it`() async throws {
        let source = SourceText(name: "t", bytes: [0xEF, 0xBB, 0xBF] + Array("print 1\r\nprint dorpout\r\n".utf8))
        #expect(try await Harness().run(source) == [
            "1", #"t:2:7: error: unknown name "dorpout""#, "  2 | print dorpout", #"    |       ^~~~~~~ did you mean "dropout"?"#,
        ])
    }

    @Test func `stray bytes and NUL are refused`() async throws {
        #expect(try await Harness().run(SourceText(name: "t", bytes: Array("print ".utf8) + [0xFF])).first
            == "t:1:7: error: byte 0xFF is not UTF-8 text")
        #expect(try await Harness().run(SourceText(name: "t", bytes: Array("print ".utf8) + [0])).first
            == "t:1:7: error: control character U+0000")
    }

    @Test func `10,000 brackets are nested too deeply`() async throws {
        let text = "print " + String(repeating: "(", count: 10_000)
        #expect(try await Harness().run(text).first?.hasSuffix("error: nested more than 50 levels deep") == true)
    }

    @Test func `a line of 10 MB runs`() async throws {
        let text = "print len(\"" + String(repeating: "a", count: 10_000_000) + "\")"
        #expect(try await Harness().run(text) == ["10000000"])
    }

    @Test func `a sum of 100,000 numbers runs`() async throws {
        #expect(try await Harness().run("print 0" + String(repeating: " + 1", count: 100_000)) == ["100000"])
    }
}
