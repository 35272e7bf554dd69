import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// `collect`, `extend` and `rerun`, on the disk.
struct ResultsFolderChangesTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let tree: ResultsTree
    private let names = ["n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1.txt", "n_layer_2_n_head_2_n_embd_factor_16_dropout_0.1.txt"]

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
        tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
    }

    private func write(_ records: [RunRecord]) throws {
        let bytes = records.flatMap(\.keptLine)
        try Data(bytes).write(to: URL(fileURLWithPath: tree.logPath))
    }

    private func collect() throws -> ResultsFolder {
        try ResultsFolder.collect(tree.folder, at: Timestamp(secondsSince1970: 1_754_000_000))
    }

    @Test func `collecting writes what a whole sweep would have written`() throws {
        var report = SweepReport(of: plan, style: .text, in: tree)
        for combination in plan.combinations { _ = try report.started(combination: combination.index) }
        for run in plan.runs { _ = try report.finished(.finished(run), as: run.id) }
        _ = try report.close(at: Timestamp(secondsSince1970: 1_754_000_000))
        let files = names + ["sweep_summary.txt"]
        let texts = try files.map { try folder.text(of: "out/\($0)") }
        for name in files { try FileManager.default.removeItem(atPath: "\(tree.folder)/\(name)") }
        try write(plan.runs.reversed().map { .finished($0) })
        #expect(try collect().isComplete)
        #expect(try files.map { try folder.text(of: "out/\($0)") } == texts)
        let log = try folder.text(of: "out/runs.jsonl")
        #expect(log == plan.runs.map { String(decoding: RunRecord.finished($0).keptLine, as: UTF8.self) }.joined())
        // Doing it again changes nothing, not even the date.
        _ = try ResultsFolder.collect(tree.folder, at: Timestamp(secondsSince1970: 1_755_000_000))
        #expect(try files.map { try folder.text(of: "out/\($0)") } == texts)
    }

    @Test func `an unfinished combination says how far it is, and has no text`() throws {
        try Data("old".utf8).write(to: URL(fileURLWithPath: "\(tree.folder)/\(names[1])"))
        try write(plan.runs.prefix(5).map { .finished($0) })
        #expect(try collect().recordedCount == 5)
        #expect(try folder.names(in: "out") == [names[0], "runs.jsonl", "sweep.json", "sweep_summary.txt"])
        let summary = try folder.text(of: "out/sweep_summary.txt")
        #expect(summary.contains("""
            Successful runs: 1
            Failed runs: 0
            Error runs: 0
            Unfinished runs: 1

            """))
        #expect(summary.contains("""

            Unfinished combinations:
              n_layer=2, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32: 2/3 seeds

            """))
    }

    @Test func `a sweep that ends while its folder is collected has the last word`() throws {
        try write(plan.runs.prefix(5).map { .finished($0) })
        var isOver = false
        let results = try ResultsFolder.collect(tree.folder, at: Timestamp(secondsSince1970: 1_754_000_000)) { _ in
            // Asked of what is missing, before the summary is written.
            if isOver { return nil }
            isOver = true
            #expect(throws: Never.self) {
                try write(plan.runs.map { .finished($0) })
                var report = SweepReport(of: plan, style: .text, in: tree)
                for combination in plan.combinations { _ = try report.started(combination: combination.index) }
                for run in plan.runs { _ = try report.finished(.finished(run), as: run.id) }
                _ = try report.close(at: .now)
            }
            return nil
        }
        #expect(isOver)
        #expect(results.isComplete)
        #expect(try folder.names(in: "out") == names + ["runs.jsonl", "sweep.json", "sweep_summary.txt"])
        #expect(try folder.text(of: "out/sweep_summary.txt").contains("Successful runs: 2\nFailed runs: 0\nError runs: 0\n\n"))
    }

    @Test func `where a file can't be read nothing is changed`() throws {
        try write(plan.runs.map { .finished($0) })
        _ = try collect()
        let files = names + ["runs.jsonl", "sweep_summary.txt"]
        let texts = try files.map { try folder.text(of: "out/\($0)") }
        let unit = "\(tree.folder)/records/a.jsonl"
        try FileManager.default.createDirectory(atPath: unit, withIntermediateDirectories: true)
        let error = StorageError.notAFile(path: unit, found: "a folder")
        #expect(throws: error) { try collect() }
        #expect(error.description == "cannot read \(unit): found a folder, expected a file")
        #expect(throws: FolderError.storage(error)) { try ResultsFolder.forgetFailures(in: tree.folder) }
        #expect(throws: FolderError.storage(error)) { try RecordStore(opening: tree.folder) }
        #expect(try files.map { try folder.text(of: "out/\($0)") } == texts)
        #expect(throws: FolderError.storage(error)) { try ResultsFolder(reading: tree.folder) }
    }

    @Test func `what another container may be writing stays, unless it is old`() throws {
        // No process has this number here: it is above the system's largest.
        let fresh = ".0123456789abcdef.99999999.1.new", old = ".sweep.json.elsewhere.1.new"
        for name in [fresh, old] { try Data().write(to: URL(fileURLWithPath: "\(tree.folder)/\(name)")) }
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -7200)], ofItemAtPath: "\(tree.folder)/\(old)")
        _ = try collect()
        #expect(try folder.names(in: "out") == [fresh, "runs.jsonl", "sweep.json", "sweep_summary.txt"])
    }

    @Test func `extending keeps the data, and takes away what is true no more`() throws {
        try write(plan.runs.map { .finished($0) })
        _ = try collect()
        try ResultsFolder.extend(tree.folder, by: [.nLayer: [.integer(2), .integer(3)]], seeds: nil, tasks: .familyTree)
        #expect(try folder.names(in: "out") == names + ["runs.jsonl", "sweep.json"])
        var results = try ResultsFolder(reading: tree.folder)
        #expect(results.plan.axes[2].values == [.integer(1), .integer(2), .integer(3)])
        #expect(results.recordedCount == 6)
        try ResultsFolder.extend(tree.folder, by: [:], seeds: try Seeds(parsing: "2..9"), tasks: .familyTree)
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
        results = try ResultsFolder(reading: tree.folder)
        #expect(Array(results.plan.seeds) == Array(0...9))
        #expect(results.recordedCount == 6)
        #expect(results.problems == [])
        #expect(results.manifest.created == (try SweepManifest(of: tree.folder)).created)
    }

    @Test func `seeds that were there stay first`() throws {
        let chosen = try SweepPlan([:], seeds: try Seeds(parsing: "8,3"))
        #expect(Array(try chosen.extended(by: [:], seeds: try Seeds(parsing: "1..4")).seeds) == [8, 3, 1, 2, 4])
    }

    @Test func `only a full grid takes values`() throws {
        let part = try plan.keeping([1])
        let error = try #require(throws: SweepPlanError.self) {
            try part.extended(by: [.nLayer: [.integer(3)]], seeds: nil)
        }
        #expect(error.description == "values can be added to a full grid only; this plan was made with where, zip or "
            + "random, and takes more seeds")
        #expect(try part.extended(by: [.nLayer: [.integer(2)]], seeds: try Seeds(count: 5)).seeds.count == 5)
    }

    @Test func `forgetting failures keeps the rest`() throws {
        let runs = plan.runs
        try write(runs.map { $0.id.seed == 1 ? .failed($0, epoch: 7, loss: .nan) : .finished($0) })
        let summary = try collect().summary
        #expect(summary.failed.count == 2)
        #expect(summary.text(date: .now).contains("""

            Reasons for failure:
              n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32, seed 1: loss is nan in epoch 7
              n_layer=2, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32, seed 1: loss is nan in epoch 7

            """))
        #expect(try ResultsFolder.forgetFailures(in: tree.folder) == 2)
        #expect(try ResultsFolder(reading: tree.folder).recordedCount == 4)
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
        #expect(try ResultsFolder.forgetFailures(in: tree.folder) == 0)
    }

    @Test func `other data and other engines are refused`() throws {
        let text = try folder.text(of: "out/sweep.json")
        func message(_ changed: String) throws -> String {
            let manifest = try SweepManifest(json: Array(changed.utf8))
            return try #require(throws: FolderError.self) { try manifest.checkRepeatable(with: .familyTree) }.description
        }
        #expect(try message(text.replacing("aefea8", with: "000000"))
            == "the folder's runs were trained on other data; their numbers can't be combined")
        #expect(try message(text.replacing(#/"engine" : \d+/#, with: "\"engine\" : 99"))
            == "the folder's runs are of engine 99 (sweepbook 0.1.0), this one has engine \(EngineRevision.current); "
                + "their numbers can't be combined")
        try SweepManifest(json: Array(text.utf8)).checkRepeatable(with: .familyTree)
    }

    @Test func `every run is exported, with its configuration`() throws {
        let runs = plan.runs
        try write([.finished(runs[0]), .failed(runs[1], epoch: 7, loss: .infinity)])
        let results = try ResultsFolder(reading: tree.folder)
        #expect(RunExport.csv.lines(of: results) == [
            "n_layer,n_head,n_embd_factor,dropout,epochs,learning_rate,weight_decay,grad_clip,warmup_epochs,train_size,precision,"
                + "n_embd,seed,status,reason,test_items_right,test_size,test_accuracy,train_items_right,train_accuracy,"
                + "train_loss,wte_sum,seconds,failed_epoch,failed_loss,train_input_first,test_inputs,test_items",
            "1,2,16,0.1,400,0.01,0.01,1.0,0,100,fp32,32,0,finished,,1,4,0.25,50,0.5,0.0625,1.5,0.25,,,"
                + "\"[19,33]\",\"[[1,24],[2,25],[3,26],[4,27]]\",\"[true,false,false,false]\"",
            "1,2,16,0.1,400,0.01,0.01,1.0,0,100,fp32,32,1,failed,loss is inf in epoch 7,,,,,,,,0.5,7,1e999,,,",
        ])
        #expect(try RunExport.jsonl.lines(of: results).map { try RunRecord(jsonLine: Array($0.utf8)) }
            == [.finished(runs[0]), .failed(runs[1], epoch: 7, loss: .infinity)])
    }
}
