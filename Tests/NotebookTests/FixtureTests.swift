import Formats
import Notebook
import Testing

/// Notebooks made by Jupyter, papermill, nbconvert and nbformat are read, and written as nbformat writes them.
struct FixtureTests {
    @Test(arguments: Fixture.written)
    func `what nbformat wrote is written the same`(name: String) throws {
        let bytes = try Fixture.bytes(name)
        #expect(Fixture.text(try NotebookDocument(bytes: bytes).bytes) == Fixture.text(bytes))
    }

    @Test func `what papermill wrote gets its last line break`() throws {
        let bytes = try Fixture.bytes("papermill")
        #expect(Fixture.text(try NotebookDocument(bytes: bytes).bytes) == Fixture.text(bytes) + "\n")
    }

    @Test func `what nbformat would rewrite is rewritten the same`() throws {
        let rewritten = try Fixture.notebook("quirks").bytes
        #expect(Fixture.text(rewritten) == Fixture.text(try Fixture.bytes("quirks.rewritten")))
    }

    @Test(arguments: Fixture.old)
    func `an old notebook gets ids and the version 4 5`(name: String) throws {
        let notebook = try Fixture.notebook(name)
        #expect(notebook.minorVersion == 5)
        #expect(notebook.cells.map(\.id) == ["1-4a04081c", "2-86019afc", "3-84222325"])
        #expect(notebook.cells.map(\.source) == ["# Old\ntext", "1", ""])
        #expect(try NotebookDocument(bytes: notebook.bytes) == notebook)
    }

    @Test func `what papermill injected is seen`() throws {
        let cells = try Fixture.notebook("papermill").cells
        #expect(cells.filter { $0.tags.contains("parameters") }.map(\.source) == ["n_layer = 4\nrates = [1e-3, 1e-5]"])
        let injected = cells.filter { $0.tags.contains("injected-parameters") }
        #expect(injected.map(\.source) == ["# Parameters\nn_layer = 2\n"])
        #expect(cells.contains { $0.outputs.contains(where: \.isError) })
    }

    @Test func `cells and outputs are what they are in the file`() throws {
        let cells = try Fixture.notebook("nbconvert").cells
        #expect(cells.map(\.content.kind) == ["markdown"] + Array(repeating: "code", count: 6) + ["raw", "code"])
        #expect(cells.map(\.executionCount) == [nil, 1, 2, 3, 4, 5, 6, nil, nil])
        #expect(cells[2].outputs == [.stdout("café 4\n"), Output(.stream(name: "stderr", text: "careful\n"))])
        #expect(cells[3].outputs == [
            Output(.result(MIMEBundle(plain: "[0.001, 1e-05]"), metadata: [:], executionCount: 3))
        ])
        #expect(cells[4].outputs.compactMap(\.bundle).map(\.types) == [
            ["text/html", "text/plain"], ["image/svg+xml", "text/plain"], ["text/markdown", "text/plain"],
            ["application/json", "text/plain"], ["application/javascript", "text/plain"], ["text/latex", "text/plain"],
            ["image/png", "text/plain"],
        ])
        #expect(cells[4].outputs[0].bundle?.text(MIMEBundle.html) == "<b>bold</b>\n<i>it</i>")
        #expect(cells[6].outputs.map(\.isError) == [true])
    }
}

extension Cell.Content {
    fileprivate var kind: String {
        switch self {
        case .code: "code"
        case .markdown: "markdown"
        case .raw: "raw"
        case .other(let type): type
        }
    }
}
