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

    @Test func `Markdown in a cell is text`() {
        let cell = TextTable.Column("a*", [#"<b> `x` \ 1 < 2"#], isLeftAligned: true)
        #expect(TextTable(columns: [cell]).markdown == [#"| a\* |"#, "| :-- |", #"| \<b> \`x\` \\ 1 < 2 |"#])
    }

    @Test func `LaTeX is a tabular without packages`() {
        #expect(table.latex == [
            #"\begin{tabular}{rlr}"#, #"\hline"#, #"n\_layer & source & share \\"#, #"\hline"#, #"1 & a$|$b & 0.5 \\"#, #"2 & c & 0.25 \\"#, #"\hline"#,
            #"\end{tabular}"#,
        ])
        #expect(TextTable([["a", "1"]]).latex == [#"\begin{tabular}{lr}"#, #"\hline"#, #"a & 1 \\"#, #"\hline"#, #"\end{tabular}"#])
        let gapped = TextTable([["1"], ["2"]], headings: ["a"]).with(gap: (1, "… 5 more"))
        #expect(gapped.latex[5] == #"\multicolumn{1}{l}{\ldots{} 5 more} \\"#)
    }

    @Test(arguments: [
        (##"a_b & 5 % of #1 {x} $y$ \z ~^"##, ##"a\_b \& 5 \% of \#1 \{x\} \$y\$ \textbackslash{}z \textasciitilde{}\textasciicircum{}"##),
        ("[-0.5, 2]", "{[}$-$0.5, 2]"), ("*", "{*}"), ("-1e-05", "$-$1e-05"), ("1-2", "1-2"), ("--to", "-{}-to"), (" - ", "-"),
        ("a < b | c > d", "a $<$ b $|$ c $>$ d"), ("Δ ≤ 0.1 – 2 × 3 …", #"$\Delta$ $\leq$ 0.1 -- 2 $\times$ 3 \ldots{}"#), ("é 家", "é 家"),
    ])
    func `a cell of LaTeX is text`(text: String, expected: String) {
        #expect(TextTable([[text]], headings: ["h"]).latex[4] == expected + #" \\"#)
    }

    @Test func `sentences of a page are comments of LaTeX, and tables stand below one another`() {
        let one = TextTable([["1"]])
        let page = TextPage([.paragraph("100 %\nof two"), .table(one), .table(one), .paragraph("end")])
        #expect(page.latex == ["% 100 %", "% of two"] + one.latex + [""] + one.latex + ["% end"])
    }

    @Test func `HTML has headings, numbers at the right, and no text that is markup`() {
        #expect(table.html == """
            <table>
            <thead>
            <tr><th style="text-align:right">n_layer</th><th style="text-align:left">source</th><th style="text-align:right">share</th></tr>
            </thead>
            <tbody>
            <tr><td style="text-align:right;white-space:nowrap">1</td><td style="text-align:left">a|b</td><td style="text-align:right;white-space:nowrap">0.5</td></tr>
            <tr><td style="text-align:right;white-space:nowrap">2</td><td style="text-align:left">c</td><td style="text-align:right;white-space:nowrap">0.25</td></tr>
            </tbody>
            </table>
            """)
        let hostile = TextTable([["<script>", "\"&\u{1B}[31m"]]).html
        #expect(hostile.contains("<tr><th style=\"text-align:left\">&lt;script&gt;</th><td style=\"text-align:left\">&quot;&amp;\\e[31m</td></tr>"))
    }

    @Test func `a table of rows has headings if it is given some, and its numbers at the right of HTML only`() {
        let table = TextTable([["out", "3/4", "-"], ["b", "12/50", "0.5"]], headings: ["folder", "runs", "best"])
        #expect(table.lines == ["folder  runs   best", "out     3/4    -", "b       12/50  0.5"])
        #expect(table.markdown[1] == "| :-- | --: | --: |")
        #expect(table.html.contains("<td style=\"text-align:left\">out</td><td style=\"text-align:right;white-space:nowrap\">3/4</td>"))
    }

    @Test func `a gap is a line between rows`() {
        let table = TextTable([["1", "2"], ["3", "4"]], headings: ["a", "b"], isRightAligned: true, gap: (1, "… 5 more"))
        #expect(table.lines == ["a  b", "1  2", "… 5 more", "3  4"])
        #expect(table.markdown[3] == "| … 5 more |  |")
        #expect(table.html.split(separator: "\n")[6] == "<tr><td colspan=\"2\" style=\"text-align:left\">… 5 more</td></tr>")
    }

    @Test func `a page is paragraphs and tables`() {
        let page = TextPage([.paragraph("a < b"), .table(TextTable([["x", "1"]])), .paragraph("one\n  two")])
        #expect(page.lines == ["a < b", "", "x  1", "", "one", "  two"])
        #expect(page.markdown == ["a < b", "", "|  |  |", "| :-- | --: |", "| x | 1 |", "", "one  \n  two"])
        let html = page.html.split(separator: "\n").map(String.init)
        #expect(html.first == "<p>a &lt; b</p>")
        #expect(html.suffix(2) == ["<p>one<br>", "  two</p>"])
    }

    @Test func `lines break at blanks`() {
        #expect("one two  three".wrapped(to: 7) == ["one two", "three"])
        #expect("unbreakable".wrapped(to: 3) == ["unbreakable"])
    }
}
