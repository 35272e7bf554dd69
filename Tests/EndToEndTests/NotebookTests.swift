import Foundation
import Notebook
import TestSupport
import Testing

/// Notebooks through the real binary.
struct NotebookTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(sweepbook.folder.path)/\(name)"))
    }

    private func notebook(_ name: String) throws -> NotebookDocument {
        try NotebookDocument(bytes: NotebookFile.read("\(sweepbook.folder.path)/\(name)"))
    }

    private static let script = """
        #: # A study

        # the smallest model
        set n_layer=1 n_head=1 n_embd_factor=4 epochs=1 seeds=2
        let r = train out="small"\r
        print r.n_embd   # 4


        #:no blank
        """

    @Test func `script to notebook to script loses nothing`() throws {
        try write(Self.script, to: "s.sweep")
        #expect(try sweepbook.run("notebook", "import", "s.sweep").output == "wrote s.ipynb\n")
        #expect(try sweepbook.run("notebook", "export", "s.ipynb", "--to", "script", "--out", "-").output == Self.script)
        // What would be written is there already.
        #expect(try sweepbook.run("notebook", "export", "s.ipynb", "--to", "script").output == "wrote s.sweep\n")
        try write("print 1\n", to: "s.sweep")
        let occupied = try sweepbook.run("notebook", "export", "s.ipynb", "--to", "script")
        #expect(occupied.complaint
            == "sweepbook: \"s.sweep\" exists; add overwrite=true (--overwrite) to replace it\n")
        #expect(occupied.status == 1)
    }

    @Test(arguments: ["html", "markdown", "script"])
    func `an export takes no file of the user's, unless asked`(form: String) throws {
        let name = ["html": "s.html", "markdown": "s.md", "script": "s.txt"][form] ?? ""
        try write(Self.script, to: "s.sweep")
        #expect(try sweepbook.run("notebook", "import", "s.sweep").status == 0)
        let export = ["notebook", "export", "s.ipynb", "--to", form] + (form == "script" ? ["--out", name] : [])
        try write("<!DOCTYPE html>\nmine\n", to: name)
        let refused = try sweepbook.run(export)
        #expect(refused.complaint.contains("\"\(name)\" exists; add overwrite=true (--overwrite) to replace it"))
        #expect(refused.status == 1)
        #expect(try sweepbook.folder.text(of: name) == "<!DOCTYPE html>\nmine\n")
        #expect(try sweepbook.run(export + ["--overwrite"]).output == "wrote \(name)\n")
        #expect(try sweepbook.folder.text(of: name).contains("A study"))
    }

    @Test func `an earlier page is replaced by a later one`() throws {
        try write("#: # One\n", to: "s.sweep")
        #expect(try sweepbook.run("notebook", "import", "s.sweep").status == 0)
        #expect(try sweepbook.run("notebook", "export", "s.ipynb", "--to", "html").output == "wrote s.html\n")
        try write("#: # Two\n", to: "s.sweep")
        #expect(try sweepbook.run("notebook", "import", "s.sweep", "--overwrite").status == 0)
        #expect(try sweepbook.run("notebook", "export", "s.ipynb", "--to", "html").output == "wrote s.html\n")
        #expect(try sweepbook.folder.text(of: "s.html").contains("<title>Two</title>"))
    }

    @Test func `recording, running and verifying agree`() throws {
        try write(Self.script, to: "s.sweep")
        #expect(try sweepbook.run("run", "s.sweep", "--record", "recorded.ipynb", "--no-times").status == 0)
        try FileManager.default.removeItem(atPath: "\(sweepbook.folder.path)/small")
        #expect(try sweepbook.run("notebook", "import", "s.sweep", "--out", "run.ipynb").status == 0)
        let run = try sweepbook.run("notebook", "run", "run.ipynb", "--no-times")
        #expect(run.status == 0)
        #expect(run.output.hasSuffix("All output files saved to: small\n4\n"))
        #expect(try notebook("run.ipynb").cells.map(\.outputs) == (try notebook("recorded.ipynb").cells.map(\.outputs)))
        let names = try sweepbook.folder.names()
        let verified = try sweepbook.run("notebook", "verify", "recorded.ipynb")
        #expect(verified.output == "recorded.ipynb: 3 cells, 2 outputs compared exactly, 0 within tolerance, 0 not at all: "
            + "every output as it is in the notebook\n")
        #expect(try sweepbook.folder.names() == names)
    }

    /// Cells that read and write by relative, absolute and home paths, from a folder beside the notebook's.
    @Test func `verify finds what the cells found, and leaves it as it is`() throws {
        let (folder, home) = (sweepbook.folder.path, try TemporaryFolder())
        let environment = ["HOME": home.path]
        try FileManager.default.createDirectory(atPath: "\(folder)/sub", withIntermediateDirectories: false)
        let sweep = ["sweep", "--n_layer", "1", "--n_head", "1", "2", "--n_embd_factor", "4", "--epochs", "1", "--dropout", "0.1", "--seeds", "2"]
        #expect(try sweepbook.run(sweep + ["--out", "real"]).status == 0)
        #expect(try sweepbook.run(sweep + ["--out", "sub/beside"]).status == 0)
        try write("print \"helper\"\ncompare beside\n", to: "sub/helper.sweep")
        try write("""
            compare real
            compare beside
            run helper.sweep
            let s = open("beside")
            print s.folder
            sweep n_layer=1 n_head=[1, 2] n_embd_factor=4 epochs=1 dropout=0.1 seeds=1 out="\(folder)/absolute"
            compare "\(folder)/absolute"
            compare absolute
            export real csv out="~/runs.csv"
            export absolute jsonl out="sub/../runs.jsonl"
            plot seeds real out="seeds.svg"
            resume real
            resume "\(folder)/real"
            collect beside
            results nowhere
            """, to: "sub/q.sweep")
        #expect(try sweepbook.run(["sub/q.sweep", "--keep-going", "--record", "sub/q.ipynb"], environment: environment).status == 1)
        let before = try files(in: [folder, home.path])
        let verified = try sweepbook.run(["notebook", "verify", "sub/q.ipynb"], environment: environment)
        #expect(verified.output.hasSuffix("every output as it is in the notebook\n"), "\(verified.output)\(verified.complaint)")
        #expect(verified.status == 0)
        #expect(try files(in: [folder, home.path]) == before)
    }

    /// Every file with its contents and when it was written.
    private func files(in folders: [String]) throws -> [String] {
        try folders.flatMap { folder in
            try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().map { name in
                var status = stat()
                lstat("\(folder)/\(name)", &status)
                let contents = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
                return "\(name) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(contents.hashValue)"
            }
        }
    }

    @Test func `a script that is run by a script lies beside it, or the error says where it was looked for`() throws {
        try FileManager.default.createDirectory(atPath: "\(sweepbook.folder.path)/sub/deep", withIntermediateDirectories: true)
        try write("run deep/inner.sweep\n", to: "sub/main.sweep")
        try write("run helper.sweep\n", to: "sub/deep/inner.sweep")
        let missing = try sweepbook.run("run", "sub/main.sweep")
        #expect(missing.complaint.hasPrefix("sub/deep/inner.sweep:1:5: error: cannot read \"helper.sweep\": No such file or directory, "
            + "neither here nor in \"sub/deep\" or \"sub\"\n"))
        #expect(missing.status == 1)
        try write("print \"helper\"\n", to: "sub/helper.sweep")
        #expect(try sweepbook.run("run", "sub/main.sweep").output == "helper\n")
    }

    @Test func `verify shows what differs and fails`() throws {
        try write("print 0.25\nprint 2\n", to: "s.sweep")
        #expect(try sweepbook.run("run", "s.sweep", "--record", "s.ipynb").status == 0)
        let text = try sweepbook.folder.text(of: "s.ipynb")
        try write(text.replacing("\"0.25\\n\"", with: "\"0.26\\n\""), to: "s.ipynb")
        let result = try sweepbook.run("notebook", "verify", "s.ipynb")
        #expect(result.output == "s.ipynb[1] differs\n  - 0.26\n  + 0.25\n")
        #expect(result.complaint == "sweepbook: s.ipynb is not what its cells give\n")
        #expect(result.status == 1)
    }

    @Test(arguments: [
        (["notebook", "run", "no.ipynb"], "cannot read \"no.ipynb\": No such file or directory", 1),
        (["notebook", "run", "bad.ipynb"], "bad.ipynb:1:2: found \"p\", expected a name in quotation marks or \"}\"", 1),
    ] as [([String], String, Int32)])
    func `mistakes are told in a sentence`(arguments: [String], sentence: String, status: Int32) throws {
        try write("{print}", to: "bad.ipynb")
        let result = try sweepbook.run(arguments)
        #expect(result.complaint == "sweepbook: \(sentence)\n")
        #expect(result.status == status)
    }

    /// A sweep of a moment and then of hours is killed: the notebook on the disk is one and holds every finished run, and
    /// run again it goes on in the same folder.
    @Test func `killed in a sweep, it holds all up to the last finished run and goes on from there`() throws {
        let script = "set n_layer=1 n_head=1 n_embd_factor=4 dropout=0.0 seeds=3\nlet e = 10000000\nsweep epochs=[1, e] jobs=2\n"
        let running = try sweepbook.start(["-c", script, "--record", "study.ipynb"])
        try running.waitForOutput("✓ Successfully completed")
        running.send(SIGKILL)
        #expect(try running.end().status == 128 + SIGKILL)
        var killed = try NotebookFile.notebook("\(sweepbook.folder.path)/study.ipynb")
        let lines = try #require(killed.cells.last?.outputs.first.flatMap { output -> [Substring]? in
            if case .stream("stdout", let text) = output.content { text.split(separator: "\n") } else { nil }
        })
        #expect(lines.count { $0.hasPrefix("Random seed 0") } == 3)
        #expect(lines.contains { $0.hasPrefix("✓ Successfully completed") })
        #expect(killed.cells.map(\.executionCount) == [1, 2, 3])
        let folders = try sweepbook.folder.names().filter { $0.hasPrefix("sweep_results_") }
        #expect(folders.count == 1)

        // The same plan goes on where it was: nothing but what is missing is trained.
        let again = try sweepbook.start(["notebook", "run", "study.ipynb"])
        try again.waitForOutput("✓ Successfully completed")
        again.send(SIGINT)
        #expect(try again.end().status == 130)
        #expect(try sweepbook.folder.names().filter { $0.hasPrefix("sweep_results_") } == folders)
        killed = try notebook("study.ipynb")
        #expect(killed.cells.last?.outputs.last?.isError == true)
    }

    /// All that the cells of a notebook have printed.
    private func printed(_ notebook: NotebookDocument) -> String {
        notebook.cells.flatMap(\.outputs).map { output in
            if case .stream(_, let text) = output.content { text } else { "" }
        }.joined()
    }

    private static let printing = "for i in 1..300 { print \"line\", i }\n"

    @Test(arguments: [1, 400, 2000, 9000, 15_000])
    func `killed while it prints, nothing was shown that is not recorded`(lines: Int) throws {
        try write(String(repeating: Self.printing, count: 200), to: "s.sweep")
        let running = try sweepbook.start(["s.sweep", "--record", "s.ipynb"])
        try running.waitForLines(lines)
        running.send(SIGKILL)
        let shown = try running.end().output
        let recorded = try NotebookFile.notebook("\(sweepbook.folder.path)/s.ipynb")
        let complete = shown.lastIndex(of: "\n").map { shown[...$0] } ?? ""
        #expect(printed(recorded).hasPrefix(complete))

        // The next recording puts in what the kill has left.
        let again = try sweepbook.run("-c", "print 5", "--record", "s.ipynb", "--append")
        #expect(again.complaint == "sweepbook: \"s.ipynb\" has again what a session had recorded that was killed\n")
        #expect(printed(try notebook("s.ipynb")).hasPrefix(complete))
        #expect(printed(try notebook("s.ipynb")).hasSuffix("5\n"))
        #expect(try sweepbook.folder.names() == ["s.ipynb", "s.sweep"])
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `a full disk is told when the line comes, and what was recorded stays`() throws {
        let disk = try SmallDisk(at: "\(sweepbook.folder.path)/disk", kilobytes: 64)
        defer { disk.unmount() }
        try write("for i in 1..5000 { print \"line\", i }\nprint \"after\"\n", to: "s.sweep")
        let result = try sweepbook.run("s.sweep", "--record", "disk/s.ipynb")
        #expect(result.status == 1)
        #expect(result.complaint.hasPrefix(
            "sweepbook: cannot write \"disk/s.ipynb\": No space left on device; from here on nothing is recorded\n"))
        #expect(result.output.hasSuffix("line 5000\n"))
        let recorded = printed(try NotebookFile.notebook("\(disk.path)/s.ipynb"))
        #expect(recorded.utf8.count > 10_000)
        #expect(result.output.hasPrefix(recorded))
        disk.unmount()
    }

    /// The first sweep is done and the second is killed: run again, the first is taken as it is and the second goes on.
    @Test(arguments: ["recorded", "run"])
    func `killed in its second sweep, it trains the first no more`(origin: String) throws {
        let script = "set n_layer=1 n_head=1 n_embd_factor=4 seeds=3\nsweep dropout=[0.0, 0.1] epochs=1\n"
            + "let e = 10000000\nsweep dropout=[0.0] epochs=[1, e] jobs=2\n"
        try write(script, to: "study.sweep")
        if origin == "run" { #expect(try sweepbook.run("notebook", "import", "study.sweep").status == 0) }
        let running = try sweepbook.start(
            origin == "run" ? ["notebook", "run", "study.ipynb"] : ["study.sweep", "--record", "study.ipynb"])
        try running.waitForOutput("✓ Successfully completed", times: 3)
        let folders = try sweepbook.folder.names().filter { $0.hasPrefix("sweep_results_") }
        #expect(folders.count == 2)
        running.send(SIGKILL)
        _ = try running.end()
        let again = try sweepbook.start(["notebook", "run", "study.ipynb"])
        try again.waitForOutput("All output files saved to: \(folders[0])")
        again.send(SIGINT)
        #expect(try again.end().status == 130)
        #expect(try sweepbook.folder.names().filter { $0.hasPrefix("sweep_results_") } == folders)
    }

    private static let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("notebooks").path

    static let notebooks = (try? FileManager.default.contentsOfDirectory(atPath: shipped))?
        .filter { name in name.hasSuffix(".ipynb") && !studies.contains { $0.name == name } }.sorted() ?? []

    /// Those that train for minutes, with what makes them short.
    static let studies = [
        (name: "shakespeare.ipynb", parameters: ["iterations=12", "count=2"]), (name: "relations.ipynb", parameters: ["passes=5", "count=2"]),
    ]

    @Test(arguments: notebooks)
    func `every shipped notebook is what its cells give`(name: String) throws {
        let path = "\(Self.shipped)/\(name)"
        let result = try sweepbook.run("notebook", "verify", path)
        #expect(result.output.hasSuffix("every output as it is in the notebook\n"), "\(result.output)\(result.complaint)")
        #expect(result.status == 0)
        let bytes = try NotebookFile.read(path)
        #expect(try NotebookDocument(bytes: bytes).bytes == bytes)
    }

    @Test(arguments: studies)
    func `every shipped study runs in a short form, and is then what its cells give`(name: String, parameters: [String]) throws {
        let root = URL(fileURLWithPath: Self.shipped).deletingLastPathComponent()
        try FileManager.default.copyItem(
            at: root.appendingPathComponent("Examples"), to: URL(fileURLWithPath: sweepbook.folder.path + "/Examples"))
        try FileManager.default.createDirectory(atPath: sweepbook.folder.path + "/notebooks", withIntermediateDirectories: true)
        let bytes = try NotebookFile.read("\(Self.shipped)/\(name)")
        #expect(try NotebookDocument(bytes: bytes).bytes == bytes)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(sweepbook.folder.path)/notebooks/\(name)"))
        let short = "notebooks/short.ipynb"
        let run = try sweepbook.run(
            ["notebook", "run", "notebooks/\(name)"] + parameters.flatMap { ["-p", $0] } + ["--out", short])
        #expect(run.status == 0, "\(run.complaint)")
        let verified = try sweepbook.run("notebook", "verify", short)
        #expect(verified.output.hasSuffix("every output as it is in the notebook\n"), "\(verified.output)\(verified.complaint)")
        #expect(verified.status == 0)
    }
}
