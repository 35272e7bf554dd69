import Experiments
import Foundation
import Language
import Notebook
import Session
import System
import Testing

/// Names, arguments, records and notebooks from elsewhere: nothing of them is obeyed by a terminal, whichever command shows it.
struct ForeignNameTests {
    private static let names = ["\u{1B}[31mred", "\u{1B}]0;title\u{7}", "a\rb", "\u{202E}gpj.exe", "\u{9B}2J", "a\nb", "-\u{1B}x"]

    /// Every text that is shown, with the error that ends it.
    private static func shown(_ body: (@escaping SessionEmitter) async throws -> StatementEnd) async -> [String] {
        let texts = Locked<[String]>([])
        do {
            _ = try await body { event in texts.withLock { $0 += Self.texts(of: event) } }
        } catch let error as Diagnostic {
            texts.withLock { $0.append(error.rendered) }
        } catch {
            texts.withLock { $0.append("\(error)") }
        }
        return texts.withLock { $0 }
    }

    private static func texts(of event: SessionEvent) -> [String] {
        switch event {
        case .lines(let lines): lines
        case .text(let text), .value(let text): [text]
        case .table(let lines, let bundle), .page(let lines, let bundle): lines + bundle.types.compactMap(bundle.text)
        case .figure: event.lines
        case .notice(let sentence): [sentence]
        case .failure(let diagnostic), .shortfall(let diagnostic): [diagnostic.rendered]
        case .folder, .progress: []
        }
    }

    private static func isHarmless(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A: true
            case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: false
            default: true
            }
        }
    }

    private static let cases = names.flatMap { name in CommandTable.standard.all.map { ($0.name, name) } }

    @Test(arguments: cases)
    func `every command, given a foreign name wherever it takes a text`(command: String, name: String) async throws {
        _ = ScriptCase.folder
        let table = CommandTable.standard
        let options = try #require(table[command]).optionNames.filter { table[command]?.takesText($0) == true }
        let words = [[command, "--", name], [command, "--", name, name], [command, name, "--", name]]
            + options.map { [command, "--\($0)=\(name)", "--", "comparing/_grid"] }
        for words in words where command != "sweep" && command != "train" && command != "benchmark" {
            let texts = await Self.shown { try await Interpreter().execute(CommandLineText(words), emit: $0) }
            #expect(texts.allSatisfy(Self.isHarmless), "\(texts)")
        }
    }

    @Test(arguments: names)
    func `every reader of a folder with a foreign name, and foreign records in it`(name: String) async throws {
        let folder = "\(ScriptCase.folder)/foreign/\(abs(name.hashValue))/\(name)"
        let interpreter = Interpreter(SessionEnvironment(jobs: 2))
        let small = ["--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "1", "--seeds", "2"]
        let trained = await Self.shown { try await interpreter.execute(CommandLineText(["sweep", "--n_layer", "1", "2", "--out=\(folder)"] + small), emit: $0) }
        #expect(trained.allSatisfy(Self.isHarmless))
        #expect(trained.contains { $0.contains("Summary saved to: ") })
        try Self.falsify(folder)
        let parent = (folder as NSString).deletingLastPathComponent
        let readers = [
            ["results", parent], ["compare", folder], ["compare", folder, "--by", "n_layer"], ["compare", folder, "--csv"],
            ["compare", folder, "--json"], ["compare", folder, "--markdown"], ["compare", folder, folder], ["export", folder, "csv"],
            ["export", folder, "jsonl"], ["plot", "seeds", folder], ["plot", "seeds", folder, "--out", "-"], ["plot", "loss", folder],
            ["open", folder], ["collect", folder], ["resume", folder], ["rerun", folder, "failed"], ["extend", folder, "--seeds", "5..5"],
        ]
        for words in readers {
            let texts = await Self.shown { try await interpreter.execute(CommandLineText(words), emit: $0) }
            #expect(!texts.isEmpty && texts.allSatisfy(Self.isHarmless), "\(words[0]): \(texts)")
        }
    }

    /// Puts control characters into what a folder says of itself, and a claim of a foreign name beside it.
    private static func falsify(_ folder: String) throws {
        let path = "\(folder)/sweep.json"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let created = text.replacing(#/"created": "[^"]*"/#, with: #""created": "\u001b[31m2\u202e""#)
            .replacing(#/"sweepbook": "[^"]*"/#, with: #""sweepbook": "\u009b9""#)
        try created.write(toFile: path, atomically: true, encoding: .utf8)
        let claims = "\(folder)/claims"
        try FileManager.default.createDirectory(atPath: claims, withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: "\(claims)/\u{1B}[2J.jsonl", contents: Data("\u{1B}[31m\n".utf8))
    }

    @Test func `a notebook's outputs, in every form`() async throws {
        let path = "\(ScriptCase.folder)/foreign_outputs.ipynb"
        var notebook = NotebookDocument()
        notebook.append(.code(outputs: [.stdout("\u{1B}]0;t\u{7}\u{9B}2J\u{202E}\n")], executionCount: 1), "print 1")
        try WholeFile.write(notebook.bytes, to: path)
        for words in [["export", path, "--to", "html", "--out", "-"], ["export", path, "--to", "markdown", "--out", "-"],
            ["export", path, "--to", "script", "--out", "-"], ["run", path, "--out", "-"]]
        {
            let texts = await Self.shown { try await Interpreter().execute(CommandLineText(["notebook"] + words), emit: $0) }
            #expect(!texts.isEmpty && texts.allSatisfy(Self.isHarmless), "\(words): \(texts)")
        }
    }

    @Test func `what a user prints keeps its lines and tabs, and nothing else`() async throws {
        let harness = Harness()
        #expect(try await harness.run(#"print "a\tb\nc\x1b[31m\x07""#) == ["a\tb", "c\\e[31m\\u0007"])
        #expect(try await harness.run(#"let t = "\x1b"; vars"#) == [#"t  "\u{1b}""#])
    }

    @Test func `the case of a message`() async throws {
        let texts = await Self.shown { try await Interpreter().execute(CommandLineText(["compare", "\u{1B}[31mnone"]), emit: $0) }
        #expect(texts == ["sweepbook: there is no result or folder \"\\e[31mnone\""])
    }
}
