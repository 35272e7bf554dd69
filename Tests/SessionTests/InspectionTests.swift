import Language
import Notebook
import Session
import Testing

struct InspectionTests {
    private let harness = Harness()

    /// The page at `|`, which is taken out.
    private func page(_ marked: String) async -> MIMEBundle? {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let source = SourceText(name: "t", parts.joined())
        return await harness.interpreter.inspection(of: source, at: parts[0].utf8.count)
    }

    private func text(_ marked: String) async -> String? { await page(marked)?.text(MIMEBundle.plain) }

    /// The first line of the page, or nothing.
    private func title(_ marked: String) async -> String {
        await text(marked).map { String($0.prefix { $0 != "\n" }.prefix { $0 != " " }) } ?? ""
    }

    @Test(arguments: [
        ("|train", "train"), ("tr|ain", "train"), ("train|", "train"), ("train |", "train"), ("train n_head=4 |", "train"),
        ("train n_head=4, |", "train"), ("train(|", "train"), ("train(n_head=4, |", "train"), ("train n_he|ad=4", "n_head"),
        ("train n_head=|", "n_head"), ("train n_head=4|", "n_head"), ("train jo|bs=2", "jobs=COUNT"), ("train jobs=|2", "jobs=COUNT"),
        ("sweep n_layer=[1, |2]", "n_layer"), ("sweep n_layer=[1, 2]|", "sweep"), ("sweep learning_rate=logspace(1e-3, |1e-1, 5)", "logspace(from,"),
        ("sweep learning_rate=logspace(1e-3, 1e-1, 5)|", "sweep"), ("sweep learning_rate=log|space(1e-3, 1e-1, 5)", "logspace(from,"),
        ("sweep learning_rate=logspace(max(1, 2), |", "logspace(from,"), ("sweep n_layer=1..3 wh|ere n_embd < 9", "sweep"),
        ("sweep n_layer=1..3 where n_em|bd < 9", "n_embd"), ("sweep n_layer=1..3 where |", "sweep"), ("sweep zip(|", "sweep"),
        ("sweep zip(n_head=[1], n_la|yer=[2])", "n_layer"), ("print le|n(x)", "len(values)"), ("print len(|", "len(values)"),
        ("print len([1, |", "len(values)"), ("for| x in 1..3 { }", "for"), ("for x i|n 1..3 { }", "VALUE"), ("if |x", ""),
        ("x = 16..64 b|y 16", "16..64"), ("n_head = |", "n_head"), ("n_head = 4|", "n_head"), ("let y = tr|ain", "train"), ("seeds|", "seeds"),
        ("plot lo|ss", "loss"), ("plot |", "plot"), ("plot loss o|ut=\"a\"", "out=FILE"), ("help dropo|ut", "dropout"), ("?swe|ep", "sweep"),
        ("sweep|?", "sweep"), ("compare by n_h|ead", "n_head"), ("compare imp|ortance=true", "importance=true"),
        ("open results/ab|c", "open"), ("load results/ab|c", "load"), ("sample m te|mperature=0", "temperature=NUMBER"), ("train precision=bf|16", "precision"), ("print 1\ntr|ain\nprint 2", "train"), ("# tr|ain", ""), ("#: tr|ain", ""),
        ("print 1 # tr|ain", ""), ("print \"tr|ain\"", ""), ("open \"tr|", ""), ("open 'a' |", "open"), ("print \"a\"|", "print"), ("|", ""), ("  |  ", ""),
        ("unknown|", ""), ("let new|", ""), ("let x = |", ""), ("train n_head=4; |", ""), ("é|", ""), ("foo bar swe|ep", "sweep"), ("12|", ""),
    ])
    func `the page is of the word, or of what is called`(_ marked: String, _ expected: String) async {
        #expect(await title(marked) == expected)
    }

    @Test func `a hyper-parameter comes with its value`() async throws {
        #expect(await text("dropout|") == """
            dropout

              probability that dropout zeroes a value.
              a number of at least 0 and below 1; it is 0.2, the default; for text 0.0.
            """)
        _ = try await harness.run("dropout = 0.3; seeds = 7")
        #expect(await text("dropout|")?.hasSuffix("it is 0.3, the default is 0.2; for text\n  0.0.") == true)
        #expect(await text("seeds|")?.hasSuffix("it is 7, the default is 50.") == true)
    }

    @Test func `a variable comes with its kind, value and fields`() async throws {
        _ = ScriptCase.folder
        _ = try await harness.run("let widths = [16, 32]\nlet s = sweep n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1")
        #expect(await text("wid|ths") == "widths\n\n  a list: [16, 32]")
        #expect(await text("print widths[|0]") == "print [VALUE …]" + (await text("print |")?.dropFirst(15) ?? ""))
        let sweep = try #require(await text("s|"))
        #expect(sweep.hasPrefix("s\n\n  the result of a sweep: 1 combination, the best n_layer=1,"))
        #expect(sweep.contains("\nFields\n  .best "))
        #expect(await text("compare s|") == sweep)
        #expect(await text("s.|") == sweep)
        #expect(await text("s.be|st")?.hasPrefix("s.best\n\n  the combination with the best mean test accuracy.\n  It is n_layer=1,") == true)
        #expect(await text("plot loss s.best|")?.hasPrefix("s.best\n") == true)
        #expect(await text("print s.best.drop|out") == "s.best.dropout\n\n  probability that dropout zeroes a value.\n  It is 0.2.")
        #expect(await text("print s.nothing|") == sweep)
    }

    @Test func `a page is text and harmless HTML`() async throws {
        _ = try await harness.run("let x = \"<script>\\u{1b}[31m & more\"")
        let page = try #require(await page("x|"))
        #expect(page.types == ["text/html", "text/plain"])
        #expect(page.text(MIMEBundle.html) == "<p><code>x</code></p>\n<p>a string: &quot;&lt;script&gt;\\u{1b}[31m &amp; more&quot;</p>")
        let sweep = try #require(await self.page("sweep|")?.text(MIMEBundle.html))
        #expect(sweep.hasPrefix("<p><code>sweep [NAME=[VALUE, …] …]"))
        #expect(sweep.contains("<h4>Options</h4>\n<table><tbody>\n<tr><td style=\"text-align: left\"><code>"))
        #expect(sweep.contains("<h4>Examples</h4>\n<pre><code>sweep "))
    }

    /// Whatever a text is, every place in it has an answer.
    @Test func `every place of every script case has an answer`() async {
        let vocabulary = await harness.interpreter.vocabulary
        for script in ScriptCase.all {
            let source = SourceText(name: "t", String(script.script.prefix(60)))
            for offset in -1...source.bytes.count + 1 { _ = vocabulary.inspection(of: source, at: offset) }
        }
    }
}
