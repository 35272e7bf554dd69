import Foundation
import Notebook
import Session
import TestSupport
import Testing

/// Names that begin with a dash, `--`, and `-` for standard input and output.
struct DashTests {
    private let sweepbook: Sweepbook
    private let small = ["--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "1", "--seeds", "1"]

    init() throws {
        sweepbook = try Sweepbook()
    }

    private func names() throws -> [String] { try sweepbook.folder.names().filter { !$0.hasPrefix(".") } }

    private func feed(_ text: String, to arguments: [String]) throws -> Sweepbook.Result {
        try text.write(toFile: sweepbook.folder.path + "/.fed", atomically: true, encoding: .utf8)
        let words = arguments.map { "'\($0)'" }.joined(separator: " ")
        return try sweepbook.shell("\"$SWEEPBOOK\" \(words) < .fed")
    }

    @Test func `a folder's name may begin with a dash, wherever it is read or made`() throws {
        #expect(try sweepbook.run(["train", "--out", "-r"] + small).status == 0)
        #expect(try sweepbook.run(["train", "--out=--s"] + small).status == 0)
        for folder in ["-r", "--s"] {
            for words in [
                ["compare", "--csv", "--", folder], ["export", "--", folder, "csv"], ["open", "--", folder], ["collect", "--", folder],
                ["plot", "--", "seeds", folder], ["resume", "--quiet", "--", folder], ["rerun", "--", folder, "failed"],
                ["extend", "--seeds", "5..5", "--", folder], ["results", "--", "."], ["compare", "--", "-r", "--s"],
            ] {
                let result = try sweepbook.run(words)
                #expect(result.status == 0, "\(words): \(result.complaint)")
            }
        }
        #expect(try sweepbook.run("-c", "compare -r").status == 0)
        #expect(try names() == ["--s", "-r"])
    }

    @Test func `what a command line says to go on with works where a name begins with a dash`() throws {
        let command = try sweepbook.start(["sweep", "--epochs", "1", "10000000", "--out", "-r", "--n_layer", "1", "--n_head", "1"]
            + ["--n_embd_factor", "4", "--dropout", "0", "--seeds", "1"])
        try command.waitForOutput("✓ Successfully completed")
        command.send(SIGINT)
        #expect(try command.end().complaint.hasSuffix("resume with: sweepbook resume ./-r\n"))
    }

    @Test func `all after -- is operand`() throws {
        try "print 1\n".write(toFile: sweepbook.folder.path + "/-a.sweep", atomically: true, encoding: .utf8)
        #expect(try sweepbook.run("--", "-a.sweep").output == "1\n")
        #expect(try sweepbook.run("run", "--", "-a.sweep").output == "1\n")
        #expect(try sweepbook.run("--", "print", "6 * 7").output == "42\n")
        #expect(try sweepbook.run("train", "--", "--dry").complaint.hasPrefix("sweepbook: error: unexpected argument \"--dry\" of \"train\"\n"))
        #expect(try sweepbook.run("print", "--", "-1").output == "-1\n")
        #expect(try names() == ["-a.sweep"])
    }

    @Test func `a dash is standard output wherever a file is written`() throws {
        #expect(try sweepbook.run(["train", "--out", "r"] + small).status == 0)
        #expect(try sweepbook.run("export", "r", "csv", "--out", "-").output.split(separator: "\n").count == 2)
        let picture = try sweepbook.run("plot", "seeds", "r", "--out", "-")
        #expect(picture.output.hasPrefix("<svg") && picture.output.hasSuffix("</svg>\n"))
        #expect(picture.complaint == "")
        let notebook = try feed("print 6 * 7\n", to: ["notebook", "import", "-"])
        #expect(try NotebookDocument(bytes: Array(notebook.output.utf8)).cells.map(\.source) == ["print 6 * 7"])
        let run = try feed(notebook.output, to: ["notebook", "run", "-"])
        #expect(try NotebookDocument(bytes: Array(run.output.utf8)).cells[0].outputs == [.stdout("42\n")])
        let verified = try feed(run.output, to: ["notebook", "verify", "-"])
        #expect(verified.output.hasPrefix("stdin: 1 ") && verified.status == 0)
        #expect(try feed(run.output, to: ["notebook", "export", "-", "--to", "script"]).output == "print 6 * 7\n")
        #expect(try feed(run.output, to: ["notebook", "export", "-", "--to", "markdown", "--out", "m.md"]).output == "wrote m.md\n")
        #expect(try names() == ["m.md", "r"])
    }

    @Test func `a dash is standard input wherever a file is read`() throws {
        #expect(try feed("print 1\n", to: ["run", "-"]).output == "1\n")
        #expect(try feed("print 1\n", to: ["-"]).output == "1\n")
        #expect(try feed("let a = 1\nprint a\n", to: ["-", "-p", "a=2"]).output == "2\n")
        let error = try feed("print dorpout\n", to: ["run", "-"])
        #expect(error.complaint.hasPrefix("stdin:1:7: error: unknown name \"dorpout\"\n"))
        #expect(try names() == [])
    }

    @Test(arguments: [
        ["compare", "-"], ["export", "-", "csv"], ["plot", "seeds", "-"], ["open", "-"], ["collect", "-"], ["resume", "-"],
        ["rerun", "-", "failed"], ["extend", "-", "--seeds", "5..5"], ["results", "-"], ["sweep", "--out", "-"], ["train", "--out", "-"],
        ["record", "-"], ["-c", "print 1", "--record", "-"], ["notebook", "verify", "-", "--out", "-"],
    ])
    func `where a dash makes no sense, a sentence says so and no file is made`(arguments: [String]) throws {
        let result = try sweepbook.run(arguments)
        #expect(result.status != 0)
        #expect(result.output == "")
        #expect(result.complaint.hasPrefix("sweepbook: "))
        #expect(try names() == [])
    }

    /// Every command with a text option, given a name that begins with a dash in each of the ways there are.
    @Test(arguments: CommandTable.standard.all.flatMap { command in
        command.optionNames.filter(command.takesText).map { (command.name, $0) }
    })
    func `every text option takes a value that begins with a dash`(command: String, option: String) throws {
        for words in [["--\(option)", "-x"], ["--\(option)=-x"], ["--\(option)=--x"]] {
            let result = try sweepbook.run([command] + (["train", "sweep"].contains(command) ? ["--dry"] : []) + words)
            #expect(!result.complaint.contains("needs a value"), "\(words)")
            #expect(!result.complaint.contains("unknown option"), "\(words)")
        }
    }
}
