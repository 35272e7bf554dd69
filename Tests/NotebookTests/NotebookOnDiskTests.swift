import Formats
import Foundation
import Notebook
import System
import TestSupport
import Testing

/// A notebook that is written while it grows, and what is left of it when its process ends.
struct NotebookOnDiskTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/study.ipynb" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let begun: NotebookDocument = {
        var notebook = NotebookDocument()
        notebook.append(.markdown, "# A study")
        return notebook
    }()

    private static func cell(_ source: String) -> Cell {
        Cell(id: "c", source: source, content: .code(outputs: [], executionCount: 1), metadata: ["tags": ["x"]])
    }

    /// A notebook that a process has been writing, one cell of which was not saved.
    private func started() throws -> NotebookOnDisk {
        var file = try NotebookOnDisk(taking: path)
        try file.start(Self.begun, existing: .kept)
        try file.append(.cell(Self.cell("print 7"), at: 1))
        try file.append(.text("7\n", .stdout))
        try file.append(.text("é\u{1B}\n", .stdout))
        try file.append(.output(.display(MIMEBundle(plain: "p", [MIMEBundle.svg: "<svg>\n</svg>"]))))
        try file.append(.cellMetadata(["tags": ["y"]], at: 0))
        try file.append(.metadata(["title": "t"]))
        return file
    }

    private static let expected: NotebookDocument = {
        var notebook = begun
        notebook.metadata = ["title": "t"]
        notebook.update(at: 0) { $0.metadata = ["tags": ["y"]] }
        var cell = Self.cell("print 7")
        cell.content = .code(
            outputs: [.stdout("7\né\u{1B}\n"), .display(MIMEBundle(plain: "p", [MIMEBundle.svg: "<svg>\n</svg>"]))], executionCount: 1)
        notebook.insert(cell, at: 1)
        return notebook
    }()

    @Test func `what was appended is read, by whoever reads`() throws {
        let file = try started()
        #expect(try NotebookFile.notebook(path) == Self.expected)
        file.letGo(after: .inUse(path: path))
        #expect(try NotebookFile.notebook(path) == Self.expected)
        #expect(try folder.names() == [".study.ipynb.journal", "study.ipynb"])
    }

    @Test func `taken again it has everything`() throws {
        try started().letGo(after: .inUse(path: path))
        let again = try NotebookOnDisk(taking: path)
        #expect(again.hasRecovered)
        again.release()
        #expect(try NotebookDocument(bytes: NotebookFile.read(path)) == Self.expected)
        #expect(try folder.names() == ["study.ipynb"])
        #expect(try !NotebookOnDisk(taking: path).hasRecovered)
    }

    @Test func `saved in between nothing is there twice`() throws {
        var file = try started()
        try file.save(Self.expected)
        try file.append(.text("8\n", .stdout))
        file.letGo(after: .inUse(path: path))
        let outputs = try NotebookFile.notebook(path).cells[1].outputs
        #expect(outputs.count == 3)
        #expect(outputs.last == .stdout("8\n"))
    }

    @Test func `text goes on where its stream was last, also after a save`() throws {
        var file = try NotebookOnDisk(taking: path)
        var live = LiveNotebook(Self.begun)
        try file.start(live.document, existing: .kept)
        func append(_ change: NotebookChange) throws {
            live.apply(change)
            try file.append(change)
        }
        try append(.cell(Self.cell("print 7"), at: 1))
        for (text, stream) in [("1\n", .stdout), ("a\n", .stderr), ("b\n", .stderr)] as [(String, Output.Stream)] { try append(.text(text, stream)) }
        try file.save(live.document)
        for (text, stream) in [("c\n", .stderr), ("2\n", .stdout)] as [(String, Output.Stream)] { try append(.text(text, stream)) }
        file.letGo(after: .inUse(path: path))
        let outputs = try NotebookFile.notebook(path).cells[1].outputs
        #expect(outputs == [.stdout("1\n"), .text("a\nb\nc\n", on: .stderr), .stdout("2\n")])
        #expect(live.document.cells[1].outputs == outputs)
    }

    @Test func `finished it is the notebook and nothing else`() throws {
        var file = try started()
        try file.finish(Self.expected)
        #expect(try NotebookFile.read(path) == Self.expected.bytes)
        #expect(try folder.names() == ["study.ipynb"])
    }

    @Test func `a line that a kill has cut does not count`() throws {
        try started().letGo(after: .inUse(path: path))
        let journal = folder.path + "/.study.ipynb.journal"
        try WholeFile.write(try WholeFile.read(journal) + Array("{\"text\":\"9".utf8), to: journal)
        #expect(try NotebookFile.notebook(path) == Self.expected)
    }

    @Test func `one process has it at a time`() throws {
        let file = try started()
        #expect(throws: NotebookFileError.inUse(path: path)) { try NotebookOnDisk(taking: path) }
        symlink("study.ipynb", folder.path + "/link.ipynb")
        #expect(throws: NotebookFileError.inUse(path: folder.path + "/link.ipynb")) {
            try NotebookOnDisk(taking: folder.path + "/link.ipynb")
        }
        file.release()
        try NotebookOnDisk(taking: path).release()
    }

    @Test func `what another program has written in it stays`() throws {
        var file = try started()
        var edited = Self.begun
        edited.append(.markdown, "my conclusions")
        try WholeFile.write(edited.bytes, to: path)
        let kept = folder.path + "/study_recorded.ipynb"
        let failure = #expect(throws: NotebookFileError.changed(path: path, kept: kept)) { try file.save(Self.expected) }
        if let failure { file.letGo(after: failure) }
        #expect(try NotebookFile.notebook(path) == edited)
        #expect(try NotebookDocument(bytes: NotebookFile.read(kept)) == Self.expected)
        #expect(try folder.names() == ["study.ipynb", "study_recorded.ipynb"])
    }

    @Test(arguments: ["link", "file", "folder", "pipe", "hard link"])
    func `what lies in the journal's place is left alone`(kind: String) throws {
        let (journal, victim) = (folder.path + "/.study.ipynb.journal", folder.path + "/victim")
        try WholeFile.write(Array("precious\n".utf8), to: victim)
        switch kind {
        case "link": symlink("victim", journal)
        case "hard link": link(victim, journal)
        case "file": try WholeFile.write(Array("precious\n".utf8), to: journal)
        case "pipe": mkfifo(journal, 0o600)
        default: mkdir(journal, 0o700)
        }
        #expect(throws: NotebookFileError.foreignJournal(journal, path: path)) { try NotebookOnDisk(taking: path) }
        #expect(try folder.text(of: "victim") == "precious\n")
        if kind == "file" { #expect(try folder.text(of: ".study.ipynb.journal") == "precious\n") }
    }

    @Test func `the journal of another notebook of that name is not put in`() throws {
        try started().letGo(after: .inUse(path: path))
        try WholeFile.write(Self.begun.bytes, to: path)
        let journal = folder.path + "/.study.ipynb.journal"
        #expect(throws: NotebookFileError.foreignJournal(journal, path: path)) { try NotebookFile.notebook(path) }
        #expect(throws: NotebookFileError.foreignJournal(journal, path: path)) { try NotebookOnDisk(taking: path) }
        #expect(try NotebookFile.read(path) == Self.begun.bytes)
    }
}
