import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// What is read in a results folder, whole or not.
struct ResultsFolderTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private var path: String { folder.path + "/out" }

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
        _ = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
    }

    private func line(_ run: Run, right: Int = 1, seconds: Double = 0.25) -> String {
        String(decoding: RunRecord.finished(run, right: right, seconds: seconds).keptLine, as: UTF8.self)
    }

    private func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func read() throws -> ResultsFolder { try ResultsFolder(reading: path + "/") }

    @Test func `a new folder has a plan and no records`() throws {
        let results = try read()
        #expect(results.path == path)
        #expect(results.plan == plan)
        #expect(results.recordedCount == 0)
        #expect(results.problems == [])
        #expect(!results.isComplete)
        #expect(plan.combinations.allSatisfy { results.result(of: $0).ending == .unfinished(recorded: 0, planned: 3) })
    }

    @Test func `records come by combination and seed, wherever they stand`() throws {
        let runs = plan.runs
        try write(line(runs[5]) + line(runs[0]), to: "runs.jsonl")
        try write(line(runs[2]) + line(runs[0], seconds: 9), to: "records/a.jsonl")
        try write(line(runs[1]), to: "claims/b.jsonl")
        let results = try read()
        #expect(results.problems == [])
        #expect(results.recordedCount == 4)
        #expect(results.records(of: 0).map(\.seed) == [0, 1, 2])
        #expect(results.records(of: 1).map(\.seed) == [2])
        #expect(results[runs[5].id] == .finished(runs[5]))
        #expect(results[runs[3].id] == nil)
        #expect(results.result(of: plan.combinations[0]).averages?[.testAccuracy] == 0.25)
        #expect(results.result(of: plan.combinations[1]).ending == .unfinished(recorded: 1, planned: 3))
    }

    @Test func `what is cut off, garbled or not planned is told, and the rest read`() throws {
        let runs = plan.runs
        let foreign = try ExperimentsTests.plan(nLayer: [3], seeds: 3).runs[1]
        let cut = String(line(runs[3]).dropLast(9))
        try write(line(runs[0]) + "rubbish \u{7}\n\n" + line(foreign) + line(runs[1]) + cut, to: "runs.jsonl")
        let before = try folder.text(of: "out/runs.jsonl")
        let results = try read()
        #expect(results.recordedCount == 2)
        #expect(results.problems.map(\.description) == [
            "runs.jsonl:2: found \"rubbish \u{FFFD}\", expected the record of a run; the line does not count",
            "runs.jsonl:3: found \"\", expected the record of a run; the line does not count",
            "runs.jsonl:6: the last line is cut off; its run does not count",
            "runs.jsonl:4: found seed 1 of n_layer=3, n_head=2, n_embd_factor=16, dropout=0.1, which is not in the "
                + "folder's plan; the line does not count",
        ])
        #expect(try folder.text(of: "out/runs.jsonl") == before)
    }

    @Test func `two results of one run are told, with their places`() throws {
        try write(line(plan.runs[1], right: 2), to: "records/a.jsonl")
        try write(line(plan.runs[0]) + line(plan.runs[1]), to: "runs.jsonl")
        let results = try read()
        #expect(results.problems.map(\.description) == [
            "runs.jsonl:2: found another result of seed 1 of n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1 than "
                + "records/a.jsonl:1 has; one of the two is wrong, and both are kept",
        ])
        #expect(results[plan.runs[1].id] == .finished(plan.runs[1], right: 2))
    }

    /// A line of sweepbook 0.1.0, which has no checksum.
    private func unsealed(_ line: String) -> String { line.replacing(#/,"crc32":"[0-9a-f]{8}"/#, with: "") }

    @Test func `a line without a checksum is read`() throws {
        try write(unsealed(line(plan.runs[0])) + line(plan.runs[1]), to: "runs.jsonl")
        let results = try read()
        #expect(results.problems == [])
        #expect(results.records(of: 0) == [.finished(plan.runs[0]), .finished(plan.runs[1])])
    }

    @Test func `no bit of a line changes unnoticed`() throws {
        let bytes = Array((line(plan.runs[0]) + line(plan.runs[1])).utf8)
        for bit in stride(from: 0, to: bytes.count / 2 * 8, by: 5) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            try folder.write(changed, to: "out/runs.jsonl")
            let results = try read()
            // A change in the checksum's own name makes it an older line, and changes no number.
            if results.problems.isEmpty { #expect(results.records(of: 0) == [.finished(plan.runs[0]), .finished(plan.runs[1])], "bit \(bit)") }
        }
    }

    @Test func `what changed is told with its line`() throws {
        try write(line(plan.runs[0]) + line(plan.runs[1]).replacing("0.0625", with: "0.0626"), to: "runs.jsonl")
        #expect(try read().problems.map(\.description) == [
            #"runs.jsonl:2: found "{"dropout":0.1,"epochs":400,"grad_clip":…", which has changed since it was written; the line does not count"#,
        ])
    }

    @Test(arguments: ["sweep.json", "runs.jsonl", "records/a.jsonl", "claims/a.jsonl"])
    func `what is no file, or too large, is refused unread`(name: String) throws {
        try write(line(plan.runs[0]), to: "records/b.jsonl")
        try write(line(plan.runs[1]), to: "claims/b.jsonl")
        let file = "\(path)/\(name)"
        func sentence(_ make: () throws -> Void) throws -> String {
            unlink(file)
            rmdir(file)
            try make()
            return try #require(throws: FolderError.self) { try read() }.description
        }
        #expect(try sentence { mkfifo(file, 0o600) } == "cannot read \(file): found a pipe, expected a file")
        #expect(try sentence { mkdir(file, 0o700) } == "cannot read \(file): found a folder, expected a file")
        #expect(try sentence { symlink("/dev/zero", file) } == "cannot read \(file): found a device, expected a file")
        #expect(try sentence { try folder.write([], to: "out/\(name)"); truncate(file, 5 << 30) }
            == "cannot read \(file): found \(5 << 30) bytes, expected at most \(name == "sweep.json" ? 256 << 20 : 4 << 30)")
    }

    @Test(arguments: ["records", "claims"])
    func `a link in the place of a folder of units is not followed`(name: String) throws {
        symlink("/tmp", "\(path)/\(name)")
        #expect(try #require(throws: FolderError.self) { try read() }.description == "cannot read \(path)/\(name): Not a directory")
    }

    @Test func `a number changed by hand does not agree with the others`() throws {
        let changed = unsealed(line(plan.runs[0])).replacing(#""test_items_right":1"#, with: #""test_items_right":4"#)
        try write(changed, to: "runs.jsonl")
        let results = try read()
        #expect(results.recordedCount == 0)
        #expect(results.problems.map(\.description)
            == [#"runs.jsonl:1: found "{"dropout":0.1,"epochs":400,"grad_clip":…", expected the record of a run; the line does not count"#])
    }

    @Test func `records of another engine do not count`() throws {
        let owner = #"{"boot":"b","engine":99,"host":"h","process":1,"process_space":"p","start":1,"sweepbook":"9.0"}"#
        try write(owner + "\n" + line(plan.runs[0]), to: "records/a.jsonl")
        try write(owner.replacing("99", with: "\(EngineRevision.current)") + "\n" + line(plan.runs[1]), to: "records/b.jsonl")
        let results = try read()
        #expect(results.recordedCount == 1)
        #expect(results.problems.map(\.description) == [
            "records/a.jsonl:1: found runs of engine 99 (sweepbook 9.0), expected engine \(EngineRevision.current); they do not count",
        ])
    }

    @Test func `a folder of sweepbook 0_1_0, which named no engine, reads the same`() throws {
        let manifest = try folder.text(of: "out/sweep.json")
        let old = manifest.replacing(#/  "engine" : \d+,\n/#, with: "")
        #expect(old != manifest)
        try write(old, to: "sweep.json")
        let results = try read()
        #expect(results.manifest.engine == 1)
        #expect(results.plan == plan)
    }

    @Test func `what is no results folder is told`() throws {
        let manifest = try folder.text(of: "out/sweep.json")
        func message(_ path: String) throws -> String {
            try #require(throws: FolderError.self) { try ResultsFolder(reading: path) }.description
        }
        #expect(try message("\(folder.path)/none") == "there is no folder \(folder.path)/none")
        #expect(try message(folder.path)
            == "\(folder.path) is not a results folder: it has no sweep.json")
        try write("{", to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: line 1 is not JSON: found the end of the file, expected a name in quotation marks or \"}\"")
        try write("{}", to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: found no field axes")
        try write("[", to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: it is not a JSON object")
        try write(manifest.replacing(#/"dropout" : \[[^\]]*\],/#, with: ""), to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: found no field axes.dropout")
        try write(manifest.replacing(#/"dropout" : \[[^\]]*\]/#, with: #""dropout" : ["x"]"#), to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: the field axes.dropout[0] is of another kind")
        try write(manifest.replacing(#/"n_head" : \[[^\]]*\]/#, with: #""n_head" : [1.5]"#), to: "sweep.json")
        #expect(try message(path) == "\(path)/sweep.json is not a plan: the field axes.n_head[0] is of another kind")
        let file = "\(path)/sweep.json"
        let noFolder = try #require(throws: StorageError.self) { try ResultsTree.folders(in: file) }
        #expect(noFolder.description == "cannot read \(file): Not a directory")
    }

    @Test func `fifty thousand records are read`() throws {
        let large = try ExperimentsTests.plan(nLayer: Array(1...1000), seeds: 50)
        let tree = try ResultsTree(at: folder.path + "/large", plan: large, tasks: .familyTree, now: .now)
        var bytes: [UInt8] = []
        for run in large.runs { bytes += RunRecord.finished(run).keptLine }
        try Data(bytes).write(to: URL(fileURLWithPath: tree.logPath))
        let results = try ResultsFolder(reading: tree.folder)
        #expect(results.isComplete)
        #expect(results.problems == [])
        #expect(results[large.runs[49_999].id] == .finished(large.runs[49_999]))
    }
}
