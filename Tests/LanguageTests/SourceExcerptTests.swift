import Characters
import Language
import Testing

@Suite struct SourceExcerptTests {
    private func excerpt(_ text: String, _ range: Range<Int>, width: Int = 100) -> SourceExcerpt {
        let span = SourceSpan(start: range.lowerBound, end: range.upperBound)
        return SourceExcerpt(of: span, in: SourceText(name: "my.sweep", text), width: width)
    }

    @Test func theWholeForm() {
        let text = "\n\nsweep dorpout=[0.1, 0.2]"
        let expected = """
            my.sweep:3:7: error: unknown hyper-parameter "dorpout"
              3 | sweep dorpout=[0.1, 0.2]
                |       ^~~~~~~ did you mean "dropout"?
            """
        let rendered = excerpt(text, 8..<15)
            .rendered("error", "unknown hyper-parameter \"dorpout\"", note: "did you mean \"dropout\"?")
        #expect(rendered == expected)
    }

    @Test func theMarginGrowsWithTheLineNumber() {
        let text = String(repeating: "\n", count: 99) + "x"
        let rendered = excerpt(text, 99..<100).rendered("note", "here")
        #expect(rendered == "my.sweep:100:1: note: here\n  100 | x\n      | ^")
    }

    @Test(arguments: [
        ("a = é$", 6..<7, "a = é$", "     ^"),
        ("漢字 $", 7..<8, "漢字 $", "     ^"),
        ("漢字", 0..<6, "漢字", "^~~~"),
        ("👍🏽🇩🇪$", 16..<17, "👍🏽🇩🇪$", "    ^"),
        ("e\u{301}$", 3..<4, "e\u{301}$", " ^"),
        ("a\tb$", 3..<4, "a   b$", "     ^"),
        ("abcd\t$", 5..<6, "abcd    $", "        ^"),
        ("ab", 2..<2, "ab", "  ^"),
        ("", 0..<0, "", "^"),
        ("a\u{1B}[31m\u{0}\u{7F}\u{85}$", 10..<11, "a␛[31m␀␡\u{FFFD}$", "         ^"),
        ("a\u{202E}$", 4..<5, "a\u{FFFD}$", "  ^"),
        ("ab\ncd", 1..<5, "ab", " ^"),
        ("ab\r\ncd", 0..<5, "ab", "^~"),
    ])
    func marks(_ text: String, _ range: Range<Int>, _ line: String, _ marks: String) {
        let excerpt = excerpt(text, range)
        #expect(excerpt.text == line)
        #expect(excerpt.marks == marks)
    }

    @Test func aLongLineIsCutAroundThePlace() {
        let text = String(repeating: "a", count: 5_000) + "$$" + String(repeating: "b", count: 5_000)
        let excerpt = excerpt(text, 5_000..<5_002, width: 20)
        #expect(excerpt.position == SourcePosition(line: 1, column: 5_001))
        #expect(excerpt.text == "…aaaaaaaaaa$$bbbbbbb…")
        #expect(excerpt.marks == "           ^~")
    }

    @Test func aLongLineIsCutOnlyWhereItIsLong() {
        let text = "$" + String(repeating: "漢", count: 100)
        let excerpt = excerpt(text, 0..<1, width: 20)
        #expect(excerpt.text == "$漢漢漢漢漢漢漢漢漢…")
        #expect(excerpt.marks == "^")
    }

    @Test func aLongSpanIsUnderlinedAsFarAsItIsShown() {
        let excerpt = excerpt("x " + String(repeating: "9", count: 1_000), 2..<1_002, width: 20)
        #expect(excerpt.text == "x 999999999999999999…")
        #expect(excerpt.marks == "  ^~~~~~~~~~~~~~~~~~~")
    }

    @Test(arguments: [("a", 1), ("é", 1), ("漢", 2), ("ｆ", 2), ("👩‍👩‍👧", 2), ("☺", 1), ("☺\u{FE0F}", 2), ("\u{200B}", 0), ("한", 2)])
    func widths(_ character: Character, _ width: Int) {
        #expect(character.displayWidth == width)
    }
}
