import Formats
import Notebook
import Testing

struct ExportTests {
    private static let picture: MIMEBundle = MIMEBundle(
        plain: "loss 0.1", [MIMEBundle.svg: "<svg><title>Loss &amp; accuracy</title></svg>"])

    private static func study() -> NotebookDocument {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "# A <study>\n\n| a | b |\n| - | -: |\n| 1 | ~~2~~ |")
        let outputs: [Output] = [
            .stdout("1/2\r2/2\n\u{1B}[31mred\u{1B}[0m & <b>\n"), .display(picture),
            .display(MIMEBundle(plain: "table", [MIMEBundle.markdown: "**m**"])),
            Output(.stream(name: "stderr", text: "careful\n")),
        ]
        notebook.append(.code(outputs: outputs, executionCount: 3), "print \"```\"")
        notebook.append(
            .code(outputs: [.error(name: "SyntaxError", value: "expected", traceback: [])], executionCount: nil), "x")
        notebook.append(.raw, "raw")
        return notebook
    }

    @Test func `as Markdown`() {
        #expect(Self.study().exported(as: .markdown, name: "study") == """
            # A <study>

            | a | b |
            | - | -: |
            | 1 | ~~2~~ |

            ````sweepbook
            print "```"
            ````

            ```
            2/2
            red & <b>
            ```

            ![Loss & accuracy](data:image/svg+xml;base64,PHN2Zz48dGl0bGU+TG9zcyAmYW1wOyBhY2N1cmFjeTwvdGl0bGU+PC9zdmc+)

            **m**

            ```
            careful
            ```

            ```sweepbook
            x
            ```

            ```
            SyntaxError: expected
            ```

            ```
            raw
            ```

            """)
    }

    @Test func `as a page`() throws {
        let page = Self.study().exported(as: .html, name: "study")
        let body = try #require(page.firstRange(of: "<main>")).upperBound
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"))
        #expect(page.contains("<title>A &lt;study&gt;</title>"))
        #expect(page[body...] == """

            <section class="markdown" id="1-f0e24134">
            <h1>A &lt;study&gt;</h1>
            <table>
            <thead>
            <tr>
            <th>a</th>
            <th align="right">b</th>
            </tr>
            </thead>
            <tbody>
            <tr>
            <td>1</td>
            <td align="right"><del>2</del></td>
            </tr>
            </tbody>
            </table>
            </section>
            <section class="code" id="2-075aafc8" aria-label="Cell 2">
            <div class="input"><span class="prompt" aria-hidden="true">[3]</span>\
            <pre class="source" role="group" aria-label="Code of cell 2" tabindex="0"><code>print &quot;```&quot;</code></pre></div>
            <div class="outputs">
            <pre class="plain" role="group" aria-label="Output" tabindex="0"><code>2/2
            red &amp; &lt;b&gt;</code></pre>
            <figure>
            <img src="data:image/svg+xml;base64,PHN2Zz48dGl0bGU+TG9zcyAmYW1wOyBhY2N1cmFjeTwvdGl0bGU+PC9zdmc+" \
            alt="Loss &amp; accuracy">
            <details><summary>As text</summary>
            <pre class="plain" role="group" aria-label="Output" tabindex="0"><code>loss 0.1</code></pre>
            </details>
            </figure>
            <div class="markdown">
            <p><strong>m</strong></p>
            </div>
            <pre class="stderr" role="group" aria-label="Standard error" tabindex="0"><code>careful</code></pre>
            </div>
            </section>
            <section class="code" id="3-86021707" aria-label="Cell 3">
            <div class="input"><span class="prompt" aria-hidden="true">[ ]</span>\
            <pre class="source" role="group" aria-label="Code of cell 3" tabindex="0"><code>x</code></pre></div>
            <div class="outputs">
            <pre class="error" role="group" aria-label="Error" tabindex="0"><code>SyntaxError: expected</code></pre>
            </div>
            </section>
            <section class="raw" id="4-60ff5191">
            <pre class="raw" role="group" aria-label="Raw text" tabindex="0"><code>raw</code></pre>
            </section>
            </main>
            </body>
            </html>

            """)
    }

    @Test(arguments: Fixture.written + ["papermill", "quirks"])
    func `a page needs nothing else`(name: String) throws {
        let page = try Fixture.notebook(name).exported(as: .html, name: name)
        #expect(!page.contains("<script"))
        #expect(!page.contains("<link"))
        #expect(page.matches(of: /src="/).count == page.matches(of: /src="data:image\//).count)
        #expect(page.contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\""))
        #expect(page.contains("@media (prefers-color-scheme: dark)"))
    }

    @Test func `attachments and HTML of foreign notebooks`() throws {
        let notebook = try Fixture.notebook("nbconvert")
        let page = notebook.exported(as: .html, name: "foreign")
        #expect(page.contains("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"dot\" />"))
        #expect(page.contains("srcdoc=\"&lt;meta name=&quot;color-scheme&quot; content=&quot;light dark&quot;&gt;&lt;b&gt;bold"))
        #expect(page.contains("ZeroDivisionError: division by zero</code>"))
        #expect(!page.contains("\u{1B}"))
        let markdown = notebook.exported(as: .markdown, name: "foreign")
        #expect(markdown.contains("![dot](data:image/png;base64,iVBORw0KGgo=)"))
    }

    @Test func `outputs that front ends hide are folded`() {
        var notebook = NotebookDocument()
        notebook.append(
            .code(outputs: [.stdout("a\n"), .stdout("b\n")], executionCount: 1), "1", metadata: ["jupyter": ["outputs_hidden": true]])
        #expect(notebook.exported(as: .html, name: "").contains("""
            <div class="outputs">
            <details><summary>Output</summary>
            <pre class="plain" role="group" aria-label="Output" tabindex="0"><code>a
            b</code></pre>
            </details>
            </div>
            """))
    }

    @Test func `HTML in Markdown is shown as text and no link runs a script`() {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "<script>\nalert(1)\n</script>\n\n[a](javascript:alert(1)) <img src=x> text")
        let page = notebook.exported(as: .html, name: "a \"b\"")
        #expect(page.contains("<pre><code>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</code></pre>"))
        #expect(page.contains("<p><a href=\"\">a</a> &lt;img src=x&gt; text</p>"))
        #expect(page.contains("<title>a &quot;b&quot;</title>"))
    }

    @Test(arguments: [
        ("a\rb", "b"), ("abc\rd", "dbc"), ("abc\r\u{1B}[Kd", "d"), ("a\u{8}b", "b"), ("\u{8}a", "a"),
        ("a\r\nb", "a\nb"), ("\u{1B}]0;title\u{7}a", "a"), ("\u{1B}]8;;x\u{1B}\\a", "a"), ("\u{1B}[1;31ma\u{1B}[", "a"),
    ])
    func `what a terminal shows in the end`(text: String, shown: String) {
        var notebook = NotebookDocument()
        notebook.append(.code(outputs: [.stdout(text)], executionCount: 1), "")
        #expect(notebook.exported(as: .markdown, name: "") == "```\n\(shown)\n```\n")
    }

    /// What a browser, or a mail program, would ask a server for.
    @Test(arguments: [
        "<img src=\"http://x/a.png\">", "<img srcset='http://x/a.png 2x'>", "<IMG SRC=//x/a.png>", "<img/src=http://x/a.png>",
        "<link rel=stylesheet href=http://x/a.css>", "<script src=http://x/a.js></script>", "<script>fetch('http://x')</script>",
        "<iframe src=http://x></iframe>", "<div style=\"background: url(http://x/a.png)\">t</div>", "<table background=http://x/a.png></table>",
        "<style>@import 'http://x/a.css';</style>", "<style>p { background: URL( http://x ) }</style>", "<video poster=http://x></video>",
        "<svg><image href=http://x/a.png /></svg>", "<object data=http://x></object>", "<embed src=http://x>", "<meta http-equiv=refresh content='0;http://x'>",
        "<base href=http://x/>", "<form action=http://x><input type=image src=http://x></form>", "<p style='background:\\75rl(http://x)'>t</p>",
        "<img src=&#104;ttp://x>", "<img src='http://x", "<audio src=http://x>", "<body background=http://x>", "<a ping=http://x>t</a>",
    ])
    func `nothing in an HTML output is loaded from elsewhere`(html: String) {
        var notebook = NotebookDocument()
        notebook.append(.code(outputs: [.display(MIMEBundle(plain: "p", [MIMEBundle.html: .string("<b>kept</b>" + html)]))], executionCount: 1), "1")
        let page = notebook.exported(as: .html, name: "")
        #expect(page.contains("&lt;b&gt;kept&lt;/b&gt;"))
        #expect(!page.contains("//x"))
        #expect(!page.contains("fetch"))
    }

    @Test func `a table of another program keeps its look`() {
        let html = "<style scoped>\n .dataframe tbody tr th { vertical-align: top; }\n</style>\n"
            + "<table border=\"1\" class=\"dataframe\"><tr style='text-align: right'><th>a</th><td>1 < 2</td></tr></table><a href=\"https://x/\">x</a>"
            + "<img src='data:image/png;base64,aaaa' onerror=alert(1)>"
        var notebook = NotebookDocument()
        notebook.append(.code(outputs: [.display(MIMEBundle(plain: "p", [MIMEBundle.html: .string(html)]))], executionCount: 1), "1")
        let page = notebook.exported(as: .html, name: "").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
        #expect(page.contains("<style>\n .dataframe tbody tr th { vertical-align: top; }\n</style>"))
        #expect(page.contains("<table border=\"1\" class=\"dataframe\"><tr style=\"text-align: right\"><th>a</th><td>1 &amp;lt; 2</td>"))
        #expect(page.contains("<a href=\"https://x/\">x</a>"))
        #expect(page.contains("<img src=\"data:image/png;base64,aaaa\">"))
    }

    @Test func `a Markdown image from elsewhere is a link`() {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "![a chart](http://x/a.png) ![](b.png) [![c](http://x/c.png)](http://y)\n\n![d](data:image/png;base64,aaaa)")
        let page = notebook.exported(as: .html, name: "")
        #expect(page.contains("<p><a href=\"http://x/a.png\">a chart</a> <a href=\"b.png\">b.png</a> <a href=\"http://y\">c</a></p>"))
        #expect(page.contains("<img src=\"data:image/png;base64,aaaa\" alt=\"d\" />"))
    }

    @Test func `cells of a table stay whole unless they are long`() {
        var notebook = NotebookDocument()
        let long = Array(repeating: "word", count: 20).joined(separator: " ")
        notebook.append(.markdown, "| a | b |\n| - | -: |\n| 1 1 2 1 0 | \(long) |")
        let page = notebook.exported(as: .html, name: "")
        #expect(page.contains("<td>1 1 2 1 0</td>\n<td class=\"long\" align=\"right\">\(long)</td>"))
        #expect(page.contains("text-align: left; white-space: nowrap; }"))
    }
}
