import Formats
import Foundation
import Language
import Notebook
import Session
import Testing

/// Notebooks run from first to last, and verified.
struct NotebookRunTests {
    private func notebook(_ cells: [String], tags: [Int: [String]] = [:]) -> NotebookDocument {
        var notebook = NotebookDocument()
        for (index, cell) in cells.enumerated() {
            let metadata: JSONObject = tags[index].map { ["tags": .array($0.map(JSONValue.string))] } ?? [:]
            notebook.append(.code(outputs: [.stdout("old\n")], executionCount: 9), cell, metadata: metadata)
        }
        return notebook
    }

    private func run(_ notebook: NotebookDocument, name: String = "n") async throws -> NotebookDocument {
        _ = ScriptCase.folder
        return try await NotebookRun(of: NotebookProgram(notebook, name: name), savingTo: nil).execute { _ in }
    }

    private func differences(_ notebook: NotebookDocument) async throws -> [String] {
        _ = ScriptCase.folder
        return try await NotebookVerification(of: NotebookProgram(notebook, name: "n")).findings { _ in }.differences
    }

    @Test func `cells run in order, in one session`() async throws {
        var document = notebook(["let a = 6", "", "a * 7\nprint a"])
        document.append(.markdown, "text")
        let executed = try await run(document)
        #expect(executed.cells.map(\.executionCount) == [1, nil, 2, nil])
        #expect(executed.cells.map(\.outputs) == [
            [], [], [Output(.result(MIMEBundle(plain: "42"), metadata: [:], executionCount: 2)), .stdout("6\n")], [],
        ])
        #expect(executed.cells.map(\.id) == document.cells.map(\.id))
    }

    @Test func `the first cell that fails ends it, and the file holds what came so far`() async throws {
        let path = "\(ScriptCase.folder)/partial-\(UUID().uuidString).ipynb"
        let program = try NotebookProgram(notebook(["print 1", "print 2\nprint b", "print 3"]), name: "n.ipynb")
        let error = await #expect(throws: Diagnostic.self) { try await NotebookRun(of: program, savingTo: path).execute { _ in } }
        #expect(error?.rendered == "n.ipynb[2]:2:7: error: unknown name \"b\"\n  2 | print b\n    |       ^")
        let saved = try NotebookDocument(bytes: NotebookFile.read(path))
        #expect(saved.cells.map(\.executionCount) == [1, 2, nil])
        #expect(saved.cells.map(\.outputs) == [
            [.stdout("1\n")],
            [.stdout("2\n"), .error(
                name: "Error", value: "unknown name \"b\"",
                traceback: ["[2]:2:7: error: unknown name \"b\"", "  2 | print b", "    |       ^"])],
            [],
        ])
    }

    @Test func `a cell that may fail does not end it`() async throws {
        let executed = try await run(notebook(["print b", "quit", "print 3"], tags: [0: ["raises-exception"]]))
        #expect(executed.cells.map(\.outputs.count) == [1, 0, 0])
        #expect(executed.cells.map(\.executionCount) == [1, 2, nil])
    }

    @Test func `what can't be run is told`() throws {
        var python = notebook(["print(1)"])
        python.metadata["language_info"] = ["name": "python"]
        #expect(throws: NotebookProgram.Problem.otherLanguage("python", notebook: "n")) { try NotebookProgram(python, name: "n") }
        let mistake = #expect(throws: Diagnostic.self) { try NotebookProgram(notebook(["1", "sweep ("]), name: "n.ipynb") }
        #expect(mistake?.rendered.hasPrefix("n.ipynb[2]:1:7: error: ") == true)
    }

    // MARK: - Parameters
    @Test func `parameters replace what their cell sets, strictly`() async throws {
        let document = notebook(["let count = 5\nseeds = count\nset n_head=2", "print count, n_head"], tags: [0: ["parameters"]])
        var program = try NotebookProgram(document, name: "n")
        try program.give([("count", "[7]"), ("n_head", "4")])
        try program.give([("count", "8")])
        #expect(program.notebook.cells.map(\.source) == [
            "let count = 5\nseeds = count\nset n_head=2", "# Parameters\ncount = 8", "print count, n_head",
        ])
        #expect(program.notebook.cells[1].tags == ["injected-parameters"])
        let executed = try await NotebookRun(of: program, savingTo: nil).execute { _ in }
        #expect(executed.cells[2].outputs == [.stdout("8 2\n")])

        let typo = #expect(throws: Diagnostic.self) { try program.give([("cuont", "1")]) }
        #expect(typo?.rendered.contains("did you mean \"count\"?") == true)
        #expect(throws: Diagnostic.self) { try program.give([("count", "1; quit")]) }
        var plain = try NotebookProgram(notebook(["let a = 1"]), name: "n")
        #expect(throws: NotebookProgram.Problem.noParametersCell(notebook: "n")) { try plain.give([("a", "2")]) }
    }

    // MARK: - Verifying
    private static let training = [
        "set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=2", "let r = train dropout=0.1", "print r.train_loss", "show",
    ]

    @Test func `what is as it was passes, times aside and with another number of workers`() async throws {
        let executed = try await run(notebook(Self.training))
        #expect(try await differences(executed) == [])
        let program = try NotebookProgram(executed, name: "n")
        #expect(try await NotebookVerification(of: program, environment: SessionEnvironment(jobs: 1)).findings { _ in }.differences == [])
    }

    private func changed(
        _ notebook: NotebookDocument, _ index: Int, _ change: (inout [Output]) -> Void
    ) -> NotebookDocument {
        var notebook = notebook
        notebook.update(at: index) { cell in
            var outputs = cell.outputs
            change(&outputs)
            cell.content = .code(outputs: outputs, executionCount: cell.executionCount)
        }
        return notebook
    }

    @Test func `a changed digit, a missing output and another split are caught`() async throws {
        let executed = try await run(notebook(["let a = 1", "print 0.25, a\nprint 2", "a"] + Self.training))
        let digit = changed(executed, 1) { $0 = [.stdout("0.26 1\n2\n")] }
        #expect(try await differences(digit) == ["n[2] differs", "  - 0.26 1", "  + 0.25 1"])
        let missing = changed(executed, 2) { $0 = [] }
        #expect(try await differences(missing) == ["n[3] differs", "  + text/plain that the notebook does not have", "  + 1"])
        let extra = changed(executed, 0) { $0 = [.stdout("b\n")] }
        #expect(try await differences(extra) == ["n[1] differs", "  - stdout that did not come", "  - b", "  - "])
        let split = changed(executed, 4) { outputs in
            guard case .stream(let name, let text)? = outputs.first?.content else { return }
            outputs = [Output(.stream(name: name, text: text.replacing("Train input first: [19, 33]", with: "Train input first: [19, 34]")))]
        }
        let found = try await differences(split)
        #expect(found.count == 3)
        #expect(found.first == "n[5] differs")
        #expect(found.last?.contains("Train input first: [19, 33]") == true)
    }

    @Test func `what time tells is a time`() async throws {
        let document = notebook(["time print 1"])
        let executed = try await run(document)
        #expect(try await differences(executed) == [])
        let timeless = try await NotebookRun(of: NotebookProgram(document, name: "n"), savingTo: nil, keepsTimes: false).execute { _ in }
        #expect(timeless.cells[0].outputs == [.stdout("1\nWall time: … s\n")])
        #expect(try await differences(timeless) == [])
    }

    @Test func `pages of help that an earlier version kept do not count`() async throws {
        var document = try await run(notebook(["?set; print 1", "for n in 1..2 { n_head? }", "print 1\nset?\nhelp set\nprint 2", "print 4"]))
        #expect(document.cells.map { $0.outputs.count } == [1, 0, 1, 1])
        #expect(try await differences(document) == [])
        let page = try await Harness().run("?set").map { $0 + "\n" }.joined()
        let printed = document.cells[2].outputs
        document.update(at: 0) { $0.content = .code(outputs: [.stdout(page + "1\n")], executionCount: 1) }
        document.update(at: 1) { $0.content = .code(outputs: [.stdout("n_head\n\n  as it once was\n")], executionCount: 2) }
        document.update(at: 2) { $0.content = .code(outputs: [printed[0], .stdout("set, as it once was\n")], executionCount: 3) }
        #expect(try await differences(document) == [])
        document.update(at: 2) { $0.content = .code(outputs: [.stdout("1\n" + page + page + "2\n")], executionCount: 3) }
        #expect(try await differences(document) == [])
        document.update(at: 0) { $0.content = .code(outputs: [.stdout(page + "3\n")], executionCount: 1) }
        document.update(at: 3) { $0.content = .code(outputs: [.stdout("old\n4\n")], executionCount: 4) }
        #expect(try await differences(document).filter { $0.hasPrefix("n") } == ["n[1] differs", "n[4] differs"])
    }

    @Test func `tolerances and tags are the cell's own`() async throws {
        let executed = try await run(notebook(["print 100.0, \"of\", 3"]))
        var near = changed(executed, 0) { $0 = [.stdout("100.05 of 3\n")] }
        #expect(try await differences(near) == ["n[1] differs", "  - 100.05 of 3", "  + 100.0 of 3"])
        near.update(at: 0) { $0.metadata["sweepbook"] = ["tolerance": .number(JSONNumber(0.001))] }
        #expect(try await differences(near) == [])
        near.update(at: 0) { $0.metadata["sweepbook"] = ["tolerance": .number(JSONNumber(0.0001))] }
        #expect(try await differences(near).count == 3)
        near.update(at: 0) { $0.tags = ["nbval-ignore-output"] }
        #expect(try await differences(near) == [])
    }

    @Test func `a picture is compared by its data`() async throws {
        let executed = try await run(notebook(Self.training.prefix(1) + ["let s = sweep dropout=[0.1, 0.2]", "plot test_accuracy dropout"]))
        let bundle = try #require(executed.cells[2].outputs.first?.bundle)
        let (svg, plain) = (try #require(bundle.text(MIMEBundle.svg)), try #require(bundle.text(MIMEBundle.plain)))
        let restyled = MIMEBundle(plain: plain, [MIMEBundle.svg: .string(svg.replacing("</svg>", with: "<!-- moved --></svg>"))])
        #expect(try await differences(changed(executed, 2) { $0 = [.display(restyled)] }) == [])
        let other = MIMEBundle(plain: plain, [MIMEBundle.svg: .string(svg.replacing("0.1\t0 0\t", with: "0.1\t0 1\t"))])
        try #require(other != bundle)
        #expect(try await differences(changed(executed, 2) { $0 = [.display(other)] }).first == "n[3] differs")
    }

    @Test func `a representation that a notebook lacks is not missed, and one that it has is compared by what it says`() async throws {
        let executed = try await run(notebook(["let a = 0.5; let b = \"<x>\"", "print 1\nvars\nprint 2"]))
        let outputs = executed.cells[1].outputs, bundle = try #require(outputs[1].bundle)
        let plain = try #require(bundle.text(MIMEBundle.plain)), html = try #require(bundle.text(MIMEBundle.html))
        func with(_ html: String) -> NotebookDocument {
            changed(executed, 1) { $0[1] = .display(MIMEBundle(plain: plain, [MIMEBundle.html: .string(html)])) }
        }
        #expect(try await differences(changed(executed, 1) { $0[1] = .display(MIMEBundle(plain: plain)) }) == [])
        #expect(try await differences(with(html)) == [])
        #expect(try await differences(with(html.replacing(" style=\"text-align:left\"", with: " class=\"other\""))) == [])
        #expect(try await differences(with(html.replacing("0.5", with: "0.6"))) == ["n[2] differs", "  - a\t0.6", "  + a\t0.5"])
        // As earlier versions have it.
        #expect(try await differences(changed(executed, 1) { $0 = [.stdout("1\n\(plain)\n2\n")] }) == [])
        #expect(try await differences(changed(executed, 1) { $0 = [.stdout("1\n\(plain)\n"), .stdout("2\n")] }) == [])
        let printed = try await run(notebook(["let a = 1\nprint \"a  1\"\nvars"]))
        #expect(printed.cells[0].outputs.map { $0.isText(on: .stdout) } == [true, false])
        #expect(try await differences(printed) == [])
        let wrong = plain.replacing("0.5", with: "0.6")
        #expect(try await differences(changed(executed, 1) { $0 = [.stdout("1\n\(wrong)\n2\n")] }).contains("  - a  0.6"))
    }

    @Test func `the picture in HTML is compared by its data`() async throws {
        let executed = try await run(notebook(Self.training.prefix(1) + ["let s = sweep dropout=[0.1, 0.2]", "plot test_accuracy dropout"]))
        let bundle = try #require(executed.cells[2].outputs.first?.bundle)
        let (svg, plain) = (try #require(bundle.text(MIMEBundle.svg)), try #require(bundle.text(MIMEBundle.plain)))
        func with(_ svg: String) -> NotebookDocument {
            let html = "<p><img alt='a' src=\"data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())\"></p>"
            return changed(executed, 2) { $0 = [.display(MIMEBundle(plain: plain, [MIMEBundle.html: .string(html)]))] }
        }
        #expect(try await differences(with(svg.replacing("</svg>", with: "<!-- moved --></svg>"))) == [])
        #expect(try await differences(with(svg.replacing("0.1\t0 0\t", with: "0.1\t0 1\t"))).first == "n[3] differs")
    }

    @Test func `stderr is not compared`() async throws {
        let executed = try await run(notebook(["print 1\nprint 2"]))
        let noted = changed(executed, 0) { $0 = [.stdout("1\n"), Output(.stream(name: "stderr", text: "a warning\n")), .stdout("2\n")] }
        let findings = try await findings(noted)
        #expect(findings.differences == [])
        #expect(findings.sentence.hasPrefix("1 cell, 1 output compared exactly"))
    }

    @Test func `a notebook that was not run from first to last is refused`() async throws {
        var executed = try await run(notebook(["1", "2", "3"]))
        executed.update(at: 1) { $0.content = .code(outputs: [], executionCount: 1) }
        let program = try NotebookProgram(executed, name: "n.ipynb")
        let problem = #expect(throws: NotebookProgram.Problem.self) { try NotebookVerification(of: program) }
        #expect(problem?.description == "n.ipynb was run out of order: cell 2 has the number 1, the one before it 1; "
            + "sweepbook notebook run n.ipynb runs all cells in order")
        executed.update(at: 1) { $0.content = .code(outputs: [], executionCount: nil) }
        let unrun = try NotebookProgram(executed, name: "n.ipynb")
        #expect(throws: NotebookProgram.Problem.notRun(cell: 2, notebook: "n.ipynb")) { try NotebookVerification(of: unrun) }
    }

    // MARK: - What verifying must not let pass
    private func findings(_ notebook: NotebookDocument) async throws -> NotebookVerification.Findings {
        _ = ScriptCase.folder
        return try await NotebookVerification(of: NotebookProgram(notebook, name: "n")).findings { _ in }
    }

    @Test func `it says how many outputs were compared, and how`() async throws {
        var executed = try await run(notebook(["let a = 1", "print 0.25, a\na", "print 100.0", "print 3"], tags: [3: ["nbval-ignore-output"]]))
        #expect(try await findings(executed).sentence
            == "4 cells, 3 outputs compared exactly, 0 within tolerance, 1 not at all: every compared output as it is in the notebook")
        executed.update(at: 2) { $0.metadata["sweepbook"] = ["tolerance": .number(JSONNumber(0.001))] }
        executed = changed(executed, 2) { $0 = [.stdout("100.05\n")] }
        executed.update(at: 3) { $0.tags = [] }
        #expect(try await findings(executed).sentence
            == "4 cells, 3 outputs compared exactly, 1 within tolerance, 0 not at all: every output as it is in the notebook")
    }

    @Test(arguments: ["nbval-ignore-output", "skip-execution"])
    func `outputs that were deleted and tagged don't pass`(tag: String) async throws {
        var executed = try await run(notebook(["print 1", "2"]))
        for index in executed.cells.indices {
            executed = changed(executed, index) { $0 = [] }
            executed.update(at: index) { $0.tags = [tag] }
        }
        #expect(try await !findings(executed).differences.isEmpty)
    }

    @Test func `a tag does not hide that a cell fails, or does not`() async throws {
        let executed = try await run(notebook(["print nothing"], tags: [0: ["raises-exception", "nbval-ignore-output"]]))
        #expect(try await findings(executed).differences == [])
        #expect(try await findings(changed(executed, 0) { $0 = [.stdout("1\n")] }).differences.contains("  + Error: unknown name \"nothing\""))
        var fine = executed
        fine.update(at: 0) { $0.source = "print 1" }
        #expect(try await findings(fine).differences.contains("  - error that did not come"))
    }

    @Test func `control characters of outputs are shown as escapes`() async throws {
        let executed = try await run(notebook(["1"]))
        let hostile = changed(executed, 0) { $0 = [.stdout("a\u{1B}]0;b\u{7}\tc\u{9B}31m\n")] }
        #expect(try await findings(hostile).differences == [
            "n[1] differs", "  - stdout", "  - a\\u{1B}]0;b\\u{7}\tc\\u{9B}31m", "  - ", "  + text/plain", "  + 1",
        ])
    }

    @Test func `a traceback is compared, but for the number of its cell`() async throws {
        let executed = try await run(notebook(["1", "print nothing"], tags: [1: ["raises-exception"]]))
        func traceback(_ line: String) -> NotebookDocument {
            changed(executed, 1) { outputs in
                guard case .error(let name, let value, let lines)? = outputs.first?.content else { return }
                outputs = [.error(name: name, value: value, traceback: [line] + lines.dropFirst())]
            }
        }
        #expect(try await findings(traceback("[7]:1:7: error: unknown name \"nothing\"")).differences == [])
        #expect(try await findings(traceback("[2]:1:7: error: all is well")).differences == [
            "n[2] differs", "  - []:1:7: error: all is well", "  + []:1:7: error: unknown name \"nothing\"",
        ])
        // An error in the place of an output shows what it is.
        let hidden = changed(executed, 1) { $0 = [.stdout("1\n")] }
        #expect(try await findings(hidden).differences.contains("  + Error: unknown name \"nothing\""))
    }

    @Test(arguments: [("data_sha256", "00"), ("engine", 999), ("engine", "1"), ("seeds", ["0..49"]), ("seeds", [])] as [(String, JSONValue)])
    func `metadata that are not so don't pass`(key: String, value: JSONValue) async throws {
        var executed = try await run(notebook(Self.training))
        #expect(try await findings(executed).differences == [])
        var fields = try #require(executed.metadata["sweepbook"]?.object)
        fields[key] = value
        executed.metadata["sweepbook"] = .object(fields)
        #expect(try await findings(executed).differences.first == "n: its metadata differ in \"\(key)\"")
    }

    @Test func `a data file that has changed is named first`() async throws {
        let file = "\(ScriptCase.folder)/verified.tsv"
        let facts = "country\tasks\tcapital\nFrance\tcapital\tParis\nItaly\tcapital\tRome\nSpain\tcapital\tMadrid\n"
        try facts.write(toFile: file, atomically: true, encoding: .utf8)
        let executed = try await run(notebook(["train data=\"verified.tsv\" n_layer=1 n_head=1 n_embd_factor=4 epochs=2 seeds=1"]))
        #expect(try await findings(executed).differences == [])
        try facts.replacing("Madrid", with: "Paris").write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try await findings(executed).differences.first == "n: the data file \"verified.tsv\" has changed since the notebook was run")
    }

    @Test(arguments: [.number(JSONNumber(1e9)), "0.001", .number(JSONNumber(0.2)), .number(JSONNumber(-0.1)), true, .null, []] as [JSONValue])
    func `a tolerance that is none is refused`(tolerance: JSONValue) async throws {
        var executed = try await run(notebook(["1", "2"]))
        executed.update(at: 1) { $0.metadata["sweepbook"] = ["tolerance": tolerance] }
        let program = try NotebookProgram(executed, name: "n")
        let problem = #expect(throws: NotebookProgram.Problem.self) { try NotebookVerification(of: program) }
        #expect(problem?.description.hasPrefix("n[2]: the tolerance in its metadata is ") == true)
        #expect(problem?.description.hasSuffix(", expected a number from 0 to 0.1") == true)
    }

    @Test func `numbers of prompts may be taken out`() async throws {
        var executed = try await run(notebook(["let a = 1", "a"]))
        for index in executed.cells.indices {
            executed.update(at: index) { $0.content = .code(outputs: $0.outputs, executionCount: nil) }
        }
        #expect(try await findings(executed).differences == [])
        let empty = changed(executed, 1) { $0 = [] }
        #expect(throws: NotebookProgram.Problem.notRun(cell: 1, notebook: "n")) {
            try NotebookVerification(of: NotebookProgram(empty, name: "n"))
        }
    }

    @Test func `a cell that is to be skipped is not run, and stays as it is`() async throws {
        let document = notebook(["print 1", "sweep (", "print 2"], tags: [1: ["skip-execution"]])
        let executed = try await run(document)
        #expect(executed.cells[1] == document.cells[1])
        #expect(executed.cells.map(\.executionCount) == [1, 9, 2])
        let findings = try await findings(executed)
        #expect(findings.differences == [])
        #expect(findings.sentence == "2 cells run and 1 skipped, 2 outputs compared exactly, 0 within tolerance, 1 not at all: "
            + "every compared output as it is in the notebook")
    }
}
