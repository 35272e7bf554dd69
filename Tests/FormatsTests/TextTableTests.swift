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
