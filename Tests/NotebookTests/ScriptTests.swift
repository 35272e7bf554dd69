import Formats
import Notebook
import TestSupport
import Testing

/// Script → notebook → script loses nothing.
struct ScriptTests {
    @Test func `a script is cells, and the cells are that script`() throws {
        let script = ScriptText(
            parts: [
                .init(.markdown, gap: "\u{FEFF}\n", text: "#: # Title\n#:\n#:no blank"),
                .init(.code, gap: "\n", text: "let a = 1   # one"),
                .init(.code, gap: "\n\n\n", text: "for b in [1] {\n    print b\n}"),
                .init(.markdown, gap: "\n\n", text: "#: ## Next"),
                .init(.code, gap: "\r\n", text: "print 2"),
            ], ending: "")
        let notebook = NotebookDocument(script)
        #expect(notebook.cells.map(\.source) == [
            "# Title\n\nno blank", "let a = 1   # one", "for b in [1] {\n    print b\n}", "## Next", "print 2",
        ])
        #expect(notebook.cells.map(\.content) == [
            .markdown, .code(outputs: [], executionCount: nil), .code(outputs: [], executionCount: nil), .markdown,
            .code(outputs: [], executionCount: nil),
        ])
        #expect(notebook.cells.map(\.metadata) == [
            ["sweepbook": ["gap": "\u{FEFF}\n", "script": "#: # Title\n#:\n#:no blank"]], [:],
            ["sweepbook": ["gap": "\n\n\n"]], [:], ["sweepbook": ["gap": "\r\n"]],
        ])
        #expect(notebook.script == script)
        #expect(try NotebookDocument(bytes: notebook.bytes).script == script)
    }

    @Test func `any parts come back`() throws {
        var generator = Generator(seed: 8)
        for _ in 0..<2_000 {
            let script = generator.script()
            let again = try NotebookDocument(bytes: NotebookDocument(script).bytes).script
            guard again == script, again.text.utf8.elementsEqual(script.text.utf8) else {
                Issue.record("\(script)")
                return
            }
        }
    }

    @Test func `a notebook that was no script is written plainly`() {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "# A\r\ntext\n")
        notebook.append(.code(outputs: [.stdout("1\n")], executionCount: 1), "print 1")
        notebook.append(.raw, "raw\ntext")
        notebook.append(.markdown, "B")
        #expect(notebook.script.text == """
            #: # A
            #: text
            #:
            print 1
            # raw
            # text

            #: B

            """)
    }

    @Test func `a cell that was changed is written as it is now`() {
        let script = ScriptText(
            parts: [.init(.code, gap: "", text: "1"), .init(.markdown, gap: "\n", text: "#:a")], ending: "\n")
        var notebook = NotebookDocument(script)
        notebook.update(at: 1) { $0.source = "b" }
        notebook.insert(notebook.cells[1], at: 0)
        #expect(notebook.script.text == "\n#: b\n1\n#: b\n")
    }

    @Test func `an empty script is an empty notebook`() {
        for text in ["", "\n", "# nothing\n"] {
            let notebook = NotebookDocument(ScriptText(parts: [], ending: text))
            #expect(notebook.cells == [])
            #expect(notebook.script.text == text)
        }
    }
}

extension Generator {
    fileprivate mutating func script() -> ScriptText {
        let lines = ["\n", "\n\n", "\r\n", "\r", "\n  ", "\n\t\n", " \n"]
        var parts: [ScriptText.Part] = []
        for index in 0..<below(6) {
            let gap = pick(index == 0 ? lines + ["", "  "] : lines)
            if below(2) == 0 {
                let comments = some(1...3) { $0.pick(["#:", "#: ", "  #: "]) + $0.pick(["", "é", "\u{301}", "# a", " b"]) }
                parts.append(.init(.markdown, gap: gap, text: comments.joined(separator: pick(["\n", "\r\n", "\r"]))))
            } else {
                parts.append(.init(.code, gap: gap, text: text()))
            }
        }
        return ScriptText(parts: parts, ending: pick(["", "\n", "\r\n", "\n# end"]))
    }
}
