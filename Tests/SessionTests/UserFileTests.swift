import Foundation
import Plots
import Session
import System
import TestSupport
import Testing

/// Which files that exist are replaced.
struct UserFileTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/file" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private static let svg = SVGRenderer().render(
        Figure(title: "t", content: .bars(BarChart(amount: Axis("share"), bars: [.init(name: "n_head", amount: 1)]))))
    private static let refusal = "\"PATH\" exists; add overwrite=true (--overwrite) to replace it"

    private func write(_ text: String, over old: String, _ kind: UserFile.Kind, overwrites: Bool = false) throws -> String {
        try WholeFile.write(Array(old.utf8), to: path)
        do throws(UserFile.Failure) {
            try UserFile(path, kind, overwrites: overwrites).write(text)
        } catch {
            #expect(try folder.text(of: "file") == old)
            return "\(error)".replacing(path, with: "PATH")
        }
        #expect(try folder.text(of: "file") == text)
        return "written"
    }

    @Test(arguments: [UserFile.Kind.figure(.svg), .page, .unmarked])
    func `a file that nobody asked to replace stays`(kind: UserFile.Kind) throws {
        #expect(try write("new", over: "old", kind) == Self.refusal)
        #expect(throws: UserFile.Failure.exists(path: path)) { try UserFile(path, kind, overwrites: false).check() }
        #expect(try write("new", over: "old", kind, overwrites: true) == "written")
        #expect(try write("new", over: "", kind) == "written")
        #expect(try write("new", over: "new", kind) == "written")
    }

    @Test func `an earlier result of the same kind is replaced`() throws {
        #expect(try write("new", over: Self.svg, .figure(.svg)) == "written")
        #expect(try write("new", over: Self.svg, .unmarked) == Self.refusal)
        #expect(try write("new", over: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", .figure(.svg)) == Self.refusal)
    }

    @Test func `a link to an existing file is that file`() throws {
        symlink("target", path)
        try UserFile(path, .unmarked, overwrites: false).write("new")
        #expect(try folder.text(of: "target") == "new")
        #expect(throws: UserFile.Failure.self) { try UserFile(path, .unmarked, overwrites: false).write("newer") }
    }

    @Test func `what is no file is written to without asking`() throws {
        try UserFile("/dev/null", .unmarked, overwrites: false).check()
        try UserFile("/dev/null", .unmarked, overwrites: false).write(["a", "b"])
        let full = #expect(throws: UserFile.Failure.self) { try UserFile("/dev/full", .unmarked, overwrites: false).write("a") }
        #expect(full.map { "\($0)" } == "cannot write \"/dev/full\": No space left on device")
        let inFolder = #expect(throws: UserFile.Failure.self) { try UserFile(folder.path, .figure(.svg), overwrites: false).write("a") }
        #expect(inFolder.map { "\($0)" } == "cannot write \"\(folder.path)\": Is a directory")
    }

    @Test(arguments: ["sweep.json", "runs.jsonl", "runs.jsonl.damaged", "sweep_summary.txt", "n_layer_1.txt", "records/a.jsonl", "claims/a.jsonl"])
    func `a results folder's file is not replaced, whatever is asked for`(name: String) throws {
        for made in ["out", "out/records", "out/claims"] { mkdir("\(folder.path)/\(made)", 0o700) }
        try folder.write("{}", to: "out/sweep.json")
        try folder.write("kept", to: "out/\(name)")
        symlink("out/\(name)", path)
        symlink("out", folder.path + "/folder")
        for path in ["\(folder.path)/out/\(name)", path, "\(folder.path)/folder/\(name)"] {
            #expect(throws: UserFile.Failure.ofResults(path: path)) { try UserFile(path, .unmarked, overwrites: true).check() }
            #expect(throws: UserFile.Failure.ofResults(path: path)) { try UserFile(path, .unmarked, overwrites: true).write("new") }
            #expect(try folder.text(of: "out/\(name)") == "kept")
        }
        try UserFile("\(folder.path)/out/plot.svg", .figure(.svg), overwrites: false).write("new")
    }

    @Test func `what it is made from is not replaced, whatever is asked for`() throws {
        try folder.write("kept", to: "source")
        let source = folder.file("source")
        symlink("source", path)
        link(source, folder.file("other"))
        for path in [source, path, folder.file("other")] {
            #expect(throws: UserFile.Failure.input(path: path)) {
                try UserFile(path, .page, overwrites: true, madeFrom: source).write("new")
            }
            #expect(try folder.text(of: "source") == "kept")
        }
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"), arguments: [true, false])
    func `on a full disk the old file stays, and the reason is told`(overwrites: Bool) throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 16)
        defer { disk.unmount() }
        let path = disk.path + "/file", old = String(Self.svg.prefix(400))
        try folder.write(old, to: "disk/file")
        let error = #expect(throws: UserFile.Failure.self) {
            try UserFile(path, .figure(.svg), overwrites: overwrites).write(String(repeating: "x", count: 1 << 20))
        }
        #expect(error.map { "\($0)" } == "cannot write \"\(path)\": No space left on device")
        #expect(try folder.text(of: "disk/file") == old)
        #expect(try folder.names(in: "disk") == ["file"])
    }

    @Test(arguments: [200, 254, 255])
    func `a name may be as long as the system allows`(length: Int) throws {
        let path = folder.file(String(repeating: "n", count: length))
        try UserFile(path, .unmarked, overwrites: false).write("new")
        try UserFile(path, .unmarked, overwrites: true).write("newer")
        #expect(try WholeFile.read(path) == Array("newer".utf8))
    }

    @Test func `lines end in newlines`() throws {
        try UserFile(path, .unmarked, overwrites: false).write(["a", "b"])
        #expect(try folder.text(of: "file") == "a\nb\n")
    }
}
