import Language
import Testing

@Suite struct SourceTextTests {
    /// A line, a column and the line's text for the place of `|`, which is taken out.
    private func place(_ marked: String) -> (SourcePosition, String) {
        let bytes = Array(marked.utf8)
        let offset = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
        let source = SourceText(name: "x", bytes: bytes.filter { $0 != UInt8(ascii: "|") })
        return (source.position(of: offset), source[source.line(at: offset)])
    }

    @Test(arguments: [
        ("|", 1, 1, ""),
        ("ab|c", 1, 3, "abc"),
        ("a\nb|c\nd", 2, 2, "bc"),
        ("a\r\nb|c\r\nd", 2, 2, "bc"),
        ("a\rb|c\rd", 2, 2, "bc"),
        ("ab|\ncd", 1, 3, "ab"),
        ("ab\n|", 2, 1, ""),
        ("ab\n|\ncd", 2, 1, ""),
        ("é漢|x", 1, 3, "é漢x"),
        ("e\u{301}👩‍👩‍👧🇩🇪👍🏽|x", 1, 5, "e\u{301}👩‍👩‍👧🇩🇪👍🏽x"),
        ("\t\t|x", 1, 3, "\t\tx"),
        ("\u{FEFF}a|b", 1, 2, "ab"),
        ("\u{FEFF}\na|b", 2, 2, "ab"),
    ])
    func positions(_ marked: String, _ line: Int, _ column: Int, _ text: String) {
        let (position, found) = place(marked)
        #expect(position == SourcePosition(line: line, column: column))
        #expect(found == text)
    }

    @Test func withinALineBreak() {
        let source = SourceText(name: "x", "ab\r\ncd")
        #expect(source.position(of: 3) == SourcePosition(line: 1, column: 3))
        #expect(source[source.line(at: 3)] == "ab")
    }

    @Test func outsideTheText() {
        let source = SourceText(name: "x", "\u{FEFF}ab")
        #expect(source.span == SourceSpan(start: 3, end: 5))
        #expect(source.position(of: -7) == SourcePosition(line: 1, column: 1))
        #expect(source.position(of: 99) == SourcePosition(line: 1, column: 3))
        #expect(source[SourceSpan(start: 0, end: 99)] == "ab")
    }

    @Test func bytesThatAreNoText() {
        let source = SourceText(name: "x", bytes: [0x61, 0xFF, 0x62])
        #expect(source.position(of: 2) == SourcePosition(line: 1, column: 3))
        #expect(source[source.span] == "a\u{FFFD}b")
    }
}
