import Formats
import Foundation
import Notebook
import Session
import Testing

/// Notebooks that front ends saved whose cells our kernel ran: `make_kernel_fixtures.py` made them.
struct ForeignNotebookTests {
    static let names = ["nbconvert", "papermill", "jupyterlab", "vscode"]

    private func program(_ name: String) throws -> NotebookProgram {
        _ = ScriptCase.folder
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appendingPathComponent("NotebookTests/Fixtures/kernel.\(name).ipynb")
        return try NotebookProgram(NotebookDocument(bytes: Array(Data(contentsOf: file))), name: "n")
    }

    private func stream(_ output: Output) -> String? { if case .stream(let name, _) = output.content { name } else { nil } }

    @Test(arguments: names)
    func `what the kernel gave is what a run gives, however the front end stored it`(name: String) async throws {
        let findings = try await NotebookVerification(of: program(name)).findings { _ in }
        #expect(findings.differences == [])
        let cells = name == "papermill" || name == "jupyterlab" ? 8 : 7, outputs = name == "jupyterlab" ? 7 : 6
        #expect(findings.sentence == "\(cells) cells, \(outputs) outputs compared exactly, 0 within tolerance, 0 not at all: "
            + "every output as it is in the notebook")
    }

    @Test(arguments: names)
    func `a run leaves what others have put into a notebook`(name: String) async throws {
        let program = try program(name), before = program.notebook
        let after = try await NotebookRun(of: program, savingTo: nil).execute { _ in }
        #expect(after.cells.map(\.source) == before.cells.map(\.source))
        #expect(after.cells.map(\.metadata) == before.cells.map(\.metadata))
        #expect(after.cells.map(\.id) == before.cells.map(\.id))
        var (metadata, old) = (after.metadata, before.metadata)
        #expect(metadata["language_info"] == .object(NotebookDocument.languageInfo))
        #expect(metadata["sweepbook"]?.object?["made_by"] == "notebook run")
        for key in ["language_info", "sweepbook"] { (metadata[key], old[key]) = (nil, nil) }
        #expect(metadata == old)
        // Cells whose outputs a front end stored as they came have them again.
        let (tables, again) = (before.cells.flatMap(\.outputs).compactMap(\.bundle), after.cells.flatMap(\.outputs).compactMap(\.bundle))
        #expect(tables.map { $0.text(MIMEBundle.plain) } == again.map { $0.text(MIMEBundle.plain) })
        #expect(after.cells.flatMap(\.outputs).compactMap(stream) == ["stdout", "stdout", "stderr"])
    }

    @Test func `a run names the kernel where nobody has`() async throws {
        for metadata in [[:], ["kernelspec": ["display_name": "", "name": ""], "language_info": ["name": ""]]] as [JSONObject] {
            var notebook = NotebookDocument(metadata: metadata)
            notebook.append(.code(outputs: [], executionCount: nil), "1")
            let after = try await NotebookRun(of: NotebookProgram(notebook, name: "n"), savingTo: nil).execute { _ in }
            #expect(after.metadata["kernelspec"] == ["display_name": "Sweepbook", "language": "sweepbook", "name": "sweepbook"])
            #expect(after.language == "sweepbook")
        }
    }

    @Test(arguments: names)
    func `an export shows each output once`(name: String) throws {
        let notebook = try program(name).notebook
        let page = notebook.exported(as: .html, name: "n"), markdown = notebook.exported(as: .markdown, name: "n")
        let columns = name == "papermill" ? "won–tied–lost" : "P(best)"
        #expect(page.components(separatedBy: "<th align=\"right\">\(columns)</th>").count == 2)
        #expect(page.components(separatedBy: "<figure>").count == (name == "jupyterlab" ? 2 : 1))
        #expect(!page.contains("<iframe"))
        #expect(page.contains("<pre class=\"stderr\" role=\"group\" aria-label=\"Standard error\" tabindex=\"0\"><code>1 of 1 runs failed</code></pre>"))
        #expect(markdown.components(separatedBy: " \(columns) |").count == 2)
        #expect(markdown.contains("\n\n```\n1 of 1 runs failed\n```\n"))
        #expect(markdown.components(separatedBy: "](data:image/svg+xml;base64,").count == (name == "jupyterlab" ? 2 : 1))
    }
}
