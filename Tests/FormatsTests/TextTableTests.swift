import Formats
import Testing

struct TextTableTests {
    @Test func `columns are as wide as their widest cells, and rows may be short`() {
        #expect(TextTable([["a", "long", "x"], ["bb", "c"]]).lines == ["a   long  x", "bb  c"])
        #expect(TextTable([["a", "1"], ["bb", "10"]], isRightAligned: true).lines == [" a   1", "bb  10"])
        #expect(TextTable([]).lines == [])
    }

    private let table = TextTable(columns: [
        TextTable.Column("n_layer", ["1", "2"], isSetting: true), TextTable.Column("source", ["a|b", "c"], isLeftAligned: true),
        TextTable.Column("share", ["0.5", "0.25"], droppedAs: 0),
    ])

    @Test func `a table that fits has its headings above`() {
        #expect(table.lines(width: 40) == ["n_layer  source  share", "      1  a|b       0.5", "      2  c        0.25"])
    }

    @Test func `a table that doesn't fit leaves columns out, and then folds`() {
        #expect(table.lines(width: 16) == [
            "n_layer  source", "      1  a|b", "      2  c", "(left out in 16", "columns: share)",
        ])
        #expect(table.lines(width: 10).prefix(2) == ["n_layer 1", "  source"])
    }

    @Test func `Markdown escapes bars`() {
        #expect(table.markdown[0...2] == ["| n_layer | source | share |", "| --: | :-- | --: |", #"| 1 | a\|b | 0.5 |"#])
    }

    @Test func `lines break at blanks`() {
        #expect("one two  three".wrapped(to: 7) == ["one two", "three"])
        #expect("unbreakable".wrapped(to: 3) == ["unbreakable"])
    }
}

struct CSVTests {
    @Test func `a cell is quoted where it must be`() {
        #expect(CSV.line(["a", "", "1.5"]) == "a,,1.5")
        #expect(CSV.line(["a,b", "say \"x\"", "two\nlines"]) == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"")
    }
}

struct Base64Tests {
    @Test(arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func `bytes and their text`(bytes: String, text: String) {
        #expect(Base64.encoded(Array(bytes.utf8)) == text)
        #expect(Base64.decoded(text.utf8) == Array(bytes.utf8))
    }

    @Test(arguments: ["Zg", "Zg=", "Z===", "Zm9*", "====Zm9v"])
    func `what is no base64 is nil`(text: String) {
        #expect(Base64.decoded(text.utf8) == nil)
    }
}
