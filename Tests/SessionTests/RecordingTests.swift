import Formats
import Foundation
import Language
import Notebook
import Session
import System
import Testing

/// What a session runs, as a notebook: the same cells whichever door it came by.
struct RecordingTests {
    private let folder: String

    init() throws {
        folder = "\(ScriptCase.folder)/recording-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    private static let session = [
        "#: # A study", "#: of one model", "# how many seeds", "let count = 2   # few",
        "set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=count", "1 + 2 * 3", "for f in [8, 16] {\n    print f\n}",
        "print nothing", "let r = train; r.n_embd", "# the end",
    ]

    private func notebook(_ name: String) throws -> NotebookDocument {
        try NotebookFile.notebook("\(folder)/\(name)")
    }

    /// Runs each piece as a prompt would.
    private func record(_ entries: [String], in name: String, _ options: String = "times=false") async throws {
        let harness = Harness()
        for text in ["record \"\(folder)/\(name)\" \(options)"] + entries + ["record off"] { _ = try await harness.run(text) }
    }

    @Test func `a session becomes cells with what came of them`() async throws {
        try await record(Self.session, in: "a.ipynb")
        let cells = try notebook("a.ipynb").cells
        #expect(cells.map(\.source) == [
            "# A study\nof one model", "# how many seeds\nlet count = 2   # few",
            "set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=count", "1 + 2 * 3", "for f in [8, 16] {\n    print f\n}",
            "print nothing", "let r = train; r.n_embd", "# the end",
        ])
        #expect(cells.map(\.executionCount) == [nil, 1, 2, 3, 4, 5, 6, 7])
        #expect(cells[3].outputs == [Output(.result(MIMEBundle(plain: "7"), metadata: [:], executionCount: 3))])
        #expect(cells[4].outputs == [.stdout("8\n16\n")])
        let traceback = ["[5]:1:7: error: unknown name \"nothing\"", "  1 | print nothing", "    |       ^~~~~~~"]
        #expect(cells[5].outputs == [.error(name: "Error", value: "unknown name \"nothing\"", traceback: traceback)])
        #expect(cells.map(\.tags) == [[], [], [], [], [], ["raises-exception"], [], []])
        guard case .stream("stdout", let text)? = cells[6].outputs.first?.content else {
            Issue.record("\(cells[6].outputs)")
            return
        }
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "Training and evaluating with 2 random seeds, n_layer=1, n_head=1, n_embd_factor=4, dropout=0.2")
        #expect(lines[1] == "Also set: epochs=1")
        #expect(lines[2].contains("Train acc: 0.00, Time taken: …s, WTE weight: 4.134425640106201, Train input first: [19, 33]"))
        #expect(lines.last == "All output files saved to: sweep_results_…")
        #expect(cells[6].outputs.count == 2)
    }

    @Test func `the same session gives the same bytes, typed, pasted or as a script`() async throws {
        try await record(Self.session, in: "typed.ipynb")
        try await record(Self.session, in: "again.ipynb")
        let typed = try NotebookFile.read("\(folder)/typed.ipynb")
        #expect(try NotebookFile.read("\(folder)/again.ipynb") == typed)

        let script = "\(folder)/session.sweep"
        try Data(Self.session.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: script))
        let interpreter = Interpreter()
        try await interpreter.startRecording(Recording(path: "\(folder)/script.ipynb", keepsTimes: false))
        _ = try await interpreter.execute(try ScriptFile(reading: script), keepGoing: true) { _ in }
        try await interpreter.stopRecording()
        #expect(try NotebookFile.read("\(folder)/script.ipynb") == typed)

        let program = try NotebookProgram(NotebookDocument(reading: ScriptFile(reading: script)), name: "s")
        #expect(program.notebook.cells.map(\.source) == (try notebook("typed.ipynb").cells.map(\.source)))
    }

    @Test func `the metadata says what made it`() async throws {
        try await record(["set n_layer=1 n_head=1 n_embd_factor=4 epochs=1", "train seeds=2", "train seeds=[3, 5]"], in: "m.ipynb", "")
        let fields = try #require(try notebook("m.ipynb").metadata["sweepbook"]?.object)
        #expect(fields.members.map(\.key) == ["data_sha256", "date", "engine", "machine", "made_by", "seeds", "version"])
        #expect(fields["data_sha256"] == "aefea89153981221c7aa3c1a6e437e8f9d70c38be1582560b30f5dcaf32fdc24")
        #expect(fields["seeds"] == ["0..1", "3,5"])
        #expect(fields["made_by"] == "record")
        guard case .stream(_, let text)? = try notebook("m.ipynb").cells[1].outputs.first?.content else { return }
        #expect(text.contains(#/Time taken: \d+\.\d\ds/#))
    }

    @Test func `what was given from outside is a cell of its own`() async throws {
        let interpreter = Interpreter()
        let script = SourceText(name: "t", "let count = 5\nprint count, n_head")
        try await interpreter.startRecording(Recording(path: "\(folder)/p.ipynb"))
        try await interpreter.give("n_head", "4", to: [script])
        try await interpreter.give("count", "7", to: [script])
        _ = try await interpreter.execute(script) { _ in }
        let cells = try notebook("p.ipynb").cells
        #expect(cells.map(\.source) == [
            "# Parameters\nn_head = 4", "let count = 5", "# Parameters\ncount = 7", "print count, n_head",
        ])
        #expect(cells.map(\.tags) == [["injected-parameters"], [], ["injected-parameters"], []])
        #expect(cells[3].outputs == [.stdout("7 4\n")])
    }

    @Test func `a file that was not recorded is left alone`() async throws {
        let harness = Harness()
        try WholeFile.write(NotebookDocument().bytes, to: "\(folder)/own.ipynb")
        let message = try await harness.run("record \"\(folder)/own.ipynb\"")
        #expect(message.first == "t:1:8: error: \"\(folder)/own.ipynb\" exists; "
            + "add append=true (--append) to continue it, or overwrite=true (--overwrite) to replace it")
        #expect(try notebook("own.ipynb") == NotebookDocument())
        #expect(try await harness.run("record study") == [
            "t:1:8: error: a notebook's name ends in .ipynb, found \"study\"", "  1 | record study", "    |        ^~~~~",
        ])
        #expect(try await harness.run("record a.ipynb tiems=false").first == "t:1:16: error: record takes no \"tiems\"")
    }

    @Test func `a notebook that can't be saved any more ends the recording and not the session`() async throws {
        let harness = Harness()
        _ = try await harness.run("record \"\(folder)/gone.ipynb\"")
        try FileManager.default.removeItem(atPath: folder)
        let failed = try await harness.run("print 1")
        #expect(failed.prefix(2) == [
            "1", "t:1:1: error: cannot write \"\(folder)/gone.ipynb\": No such file or directory; the recording ends",
        ])
        #expect(try await harness.run("print 2") == ["2"])
    }

    @Test func `a figure is a drawing and a text`() async throws {
        try await record([
            "set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=2", "let s = sweep dropout=[0.1, 0.2]", "plot test_accuracy dropout",
        ], in: "f.ipynb")
        let bundle = try #require(try notebook("f.ipynb").cells[2].outputs.first?.bundle)
        #expect(bundle.types == ["image/svg+xml", "text/html", "text/plain"])
        let svg = try #require(bundle.text(MIMEBundle.svg))
        #expect(svg.hasPrefix("<svg "))
        let source = "data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())"
        #expect(bundle.text(MIMEBundle.html) == "<img src=\"\(source)\" alt=\"Test accuracy by dropout\" style=\"max-width:100%\">")
        #expect(bundle.text(MIMEBundle.plain)?.contains("\u{1B}") == false)
    }

    @Test func `a table is one for every front end, and its text is that of a terminal`() async throws {
        try await record(["let a = \"<b>|*\"; let b = 7", "vars", "show dropout", "set n_layer=1 n_head=1 n_embd_factor=4", "sweep dropout=[0.1, 0.25] seeds=2 dry=true"], in: "t.ipynb")
        let cells = try notebook("t.ipynb").cells
        #expect(cells[1].outputs == [.display(MIMEBundle(plain: "a  \"<b>|*\"\nb  7", [
            "text/html": """
                <table>
                <tbody>
                <tr><th style="text-align:left">a</th><td style="text-align:left">&quot;&lt;b&gt;|*&quot;</td></tr>
                <tr><th style="text-align:left">b</th><td style="text-align:left">7</td></tr>
                </tbody>
                </table>
                """,
            "text/markdown": "|  |  |\n| :-- | :-- |\n| a | \"\\<b>\\|\\*\" |\n| b | 7 |",
        ]))])
        #expect(cells[2].outputs.first?.bundle?.types == ["text/html", "text/markdown", "text/plain"])
        let plan = try #require(cells[4].outputs.first?.bundle)
        let html = try #require(plan.text(MIMEBundle.html)).split(separator: "\n")
        #expect(html.prefix(4) == [
            "<p>2 combinations with 2 seeds each, 4 runs</p>", "<table>", "<thead>",
            "<tr>" + ["n_layer", "n_head", "n_embd_factor", "dropout", "n_embd", "parameters", "s a run", "memory a run"].map {
                "<th style=\"text-align:right\">\($0)</th>"
            }.joined() + "</tr>",
        ])
        #expect(html.last?.hasPrefix("<p>… with … at a time, in at most ") == true)
        #expect(plan.text(MIMEBundle.plain)?.hasPrefix("2 combinations with 2 seeds each, 4 runs\n\nn_layer  n_head  n_embd_factor") == true)
    }

    @Test func `what stands beside the results is on stderr, in its place`() async throws {
        let notebook = try await NotebookRun(
            of: NotebookProgram(notebook(["set n_layer=1 n_head=1 n_embd_factor=4 epochs=1", "print 1\ntrain learning_rate=1e30 seeds=1\nprint 2"]), name: "n"),
            savingTo: nil).execute { _ in }
        let outputs = notebook.cells[1].outputs
        #expect(outputs.map { output -> String in if case .stream(let name, _) = output.content { name } else { "" } } == ["stdout", "stderr", "stdout"])
        #expect(outputs[1].content == .stream(name: "stderr", text: "1 of 1 runs failed\n"))
        #expect(outputs[2] == .stdout("2\n"))
    }

    private func notebook(_ cells: [String]) -> NotebookDocument {
        var notebook = NotebookDocument()
        for cell in cells { notebook.append(.code(outputs: [], executionCount: nil), cell) }
        return notebook
    }

    // MARK: - Recordings that exist
    @Test func `a recording that exists is refused, continued or replaced as the user says`() async throws {
        try await record(["print 1"], in: "e.ipynb")
        var edited = try notebook("e.ipynb")
        edited.append(.markdown, "my conclusions")
        try WholeFile.write(edited.bytes, to: "\(folder)/e.ipynb")
        let harness = Harness()
        let message = try await harness.run("record \"\(folder)/e.ipynb\"")
        #expect(message.first?.contains("exists; add append=true (--append) to continue it, or overwrite=true") == true)
        #expect(try notebook("e.ipynb") == edited)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["e.ipynb"])

        try await record(["print 2"], in: "e.ipynb", "append=true")
        let continued = try notebook("e.ipynb")
        #expect(continued.cells.map(\.source) == ["print 1", "my conclusions", "# Another session\nreset", "print 2"])
        #expect(continued.cells.map(\.executionCount) == [1, nil, 2, 3])
        #expect(try await verified(continued) == [])

        try await record(["print 3"], in: "e.ipynb", "overwrite=true")
        #expect(try notebook("e.ipynb").cells.map(\.source) == ["print 3"])
    }

    @Test func `a notebook of another language is not continued`() async throws {
        var python = NotebookDocument()
        python.metadata = ["language_info": ["name": "python"]]
        try WholeFile.write(python.bytes, to: "\(folder)/python.ipynb")
        let message = try await Harness().run("record \"\(folder)/python.ipynb\" append=true")
        #expect(message.first?.hasSuffix("is a notebook of \"python\" and can't be continued") == true)
        #expect(try notebook("python.ipynb") == python)
    }

    @Test func `two sessions don't record one file`() async throws {
        let (first, second) = (Harness(), Harness())
        _ = try await first.run("record \"\(folder)/t.ipynb\"")
        for options in ["", "append=true", "overwrite=true"] {
            let message = try await second.run("record \"\(folder)/t.ipynb\" \(options)")
            #expect(message.first == "t:1:8: error: \"\(folder)/t.ipynb\" is being written by another sweepbook")
        }
        _ = try await first.run("record off")
        #expect(try await second.run("record \"\(folder)/t.ipynb\" overwrite=true") == [])
        _ = try await second.run("record off")
    }

    // MARK: - Recordings that start late
    private func verified(_ notebook: NotebookDocument) async throws -> [String] {
        try await NotebookVerification(of: NotebookProgram(notebook, name: "n")).findings { _ in }.differences
    }

    @Test func `a recording from the start is that of the whole session`() async throws {
        try await record(Self.session, in: "whole.ipynb")
        let harness = Harness()
        for text in Self.session.dropLast(2) { _ = try await harness.run(text) }
        _ = try await harness.run("record \"\(folder)/late.ipynb\" times=false from=start")
        for text in Self.session.suffix(2) + ["record off"] { _ = try await harness.run(text) }
        #expect(try NotebookFile.read("\(folder)/late.ipynb") == (try NotebookFile.read("\(folder)/whole.ipynb")))
    }

    @Test(arguments: ["let a = 5; record \"FILE\" from=start; print a", "let a = 5\nif true { record \"FILE\" from=start }\nprint a"])
    func `in one piece with other statements it has them too`(text: String) async throws {
        let harness = Harness()
        _ = try await harness.run(text.replacing("FILE", with: "\(folder)/one.ipynb"))
        _ = try await harness.run("record off")
        let recorded = try notebook("one.ipynb")
        #expect(recorded.cells.first?.source == "let a = 5")
        #expect(recorded.cells.last?.outputs == [.stdout("5\n")])
    }

    @Test func `a late recording says what it lacks`() async throws {
        let harness = Harness()
        let said = Locked<[String]>([])
        for text in ["let a = 5; let b = 6", "set n_head=2 seeds=3", "record \"\(folder)/lacking.ipynb\"", "print a", "record off"] {
            _ = try await harness.interpreter.execute(SourceText(name: "t", text)) { event in
                if case .notice(let sentence) = event { said.withLock { $0.append(sentence) } }
            }
        }
        #expect(said.withLock { $0 } == [
            "\"\(folder)/lacking.ipynb\" may not verify: it starts after something was set (a, b, n_head, seeds); "
                + "from=start records that too",
        ])
        #expect(try notebook("lacking.ipynb").cells.map(\.source) == [
            "Recorded from the middle of a session; set before: a, b, n_head, seeds.", "print a",
        ])
        #expect(try await harness.run("reset") == [])
    }

    @Test func `from its start only while that is kept`() async throws {
        let harness = Harness()
        #expect(try await harness.run("let s = linspace(0.0, 1.0, 100000)\nfor i in 1..12 { print s }").count == 12)
        let message = try await harness.run("record \"\(folder)/long.ipynb\" from=start")
        #expect(message.first == "t:1:8: error: the session has shown over 16 MB, so its start is no longer kept")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }
}
