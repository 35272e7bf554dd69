import Formats
import Foundation
import Notebook
import Session
import System
import TestSupport
import Testing

/// While a notebook is verified nothing outside its scratch folder changes, whatever its cells write.
struct VerifiedFilesTests {
    private let folder: TemporaryFolder

    init() throws {
        _ = ScriptCase.folder
        folder = try TemporaryFolder()
        try FileManager.default.copyItem(atPath: "comparing/_grid", toPath: "\(folder.path)/real")
        try FileManager.default.copyItem(atPath: "comparing/_part", toPath: "\(folder.path)/part")
        try WholeFile.write(Array("mine\n".utf8), to: "\(folder.path)/own.svg")
        var notebook = NotebookDocument()
        notebook.append(.markdown, "text")
        try WholeFile.write(notebook.bytes, to: "\(folder.path)/n.ipynb")
        try WholeFile.write(Array("print 1\n".utf8), to: "\(folder.path)/s.sweep")
    }

    /// What stands before the options of every command that writes what an option names.
    private static let openings: [String: [String]] = [
        "train": ["train n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=1"],
        "sweep": ["sweep n_layer=1 n_head=1 n_embd_factor=4 dropout=[0.1, 0.2] epochs=1 seeds=1"],
        "plot": ["plot seeds \"FOLDER/real\""],
        "export": ["export \"FOLDER/real\" csv"],
        "import": ["import \"FOLDER/real\""],
        "merge": ["merge \"FOLDER/real\" \"FOLDER/part\""],
        "notebook": ["notebook export \"FOLDER/n.ipynb\" to=html", "notebook import \"FOLDER/s.sweep\""],
        "kernel": ["kernel install", "kernel uninstall"],
    ]

    /// What writes without such an option.
    private static let others = [
        "resume \"FOLDER/part\"", "rerun \"FOLDER/part\" failed", "collect \"FOLDER/real\"", "collect \"FOLDER/part\"",
        "stop \"FOLDER/part\"", "cancel \"FOLDER/part\"", "status \"FOLDER/part\"", "resume \"FOLDER/part\" on=slurm",
        "extend \"FOLDER/real\" seeds=90..91", "worker \"FOLDER/part\"", "record \"FOLDER/new.ipynb\"", "record \"FOLDER/n.ipynb\" append=true",
        "record \"FOLDER/n.ipynb\" overwrite=true", "notebook export \"FOLDER/n.ipynb\" to=html",
        "notebook import \"FOLDER/s.sweep\" overwrite=true", "let s = open(\"FOLDER/part\")\nresume s\ncollect s",
        "prune \"FOLDER/real\" force=true", "kernel install prefix=\"FOLDER\"\nkernel uninstall prefix=\"FOLDER\"",
    ]

    private static let cells = CommandTable.standard.all.flatMap { command in
        command.optionNames.filter(command.isOutput).flatMap { option in
            (openings[command.name] ?? ["\(command.name) is to be added here"]).flatMap { opening in
                ["FOLDER/new.svg", "FOLDER/own.svg", "FOLDER/../\(UUID().uuidString).svg"].flatMap { path in
                    ["", command.optionNames.contains("overwrite") ? " overwrite=true" : ""].map { "\(opening) \(option)=\"\(path)\"\($0)" }
                }
            }
        }
    }

    /// Every file with its contents and when it was written.
    private func state() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().map { name in
            var status = stat()
            lstat("\(folder.path)/\(name)", &status)
            let bytes = (try? WholeFile.read("\(folder.path)/\(name)")) ?? []
            return "\(name) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(bytes.hashValue)"
        }
    }

    @Test(arguments: cells + others)
    func `nothing of the user's changes`(cell: String) async throws {
        let text = cell.replacing("FOLDER", with: folder.path)
        var document = NotebookDocument()
        document.append(.code(outputs: [], executionCount: 1), text)
        let before = try state()
        let above = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/..").filter { $0.hasSuffix(".svg") }
        var environment = SessionEnvironment(jobs: 2)
        let scratch = try ScratchFolder()
        environment.places.scratch = scratch
        let program = try NotebookProgram(document, name: "\(folder.path)/v.ipynb")
        let differences = try await NotebookVerification(of: program, environment: environment).findings { _ in }.differences
        #expect(try state() == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/..").filter { $0.hasSuffix(".svg") } == above)
        #expect(!differences.contains { $0.contains("unknown") || $0.contains("takes no") }, "\(differences)")
        #expect(!differences.contains { $0.contains(scratch.path) }, "\(differences)")
        scratch.remove()
    }
}
