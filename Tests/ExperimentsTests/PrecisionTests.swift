import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// A hyper-parameter of words that came later than others, in plans and on the disk.
struct PrecisionTests {
    private static let both: [Hyperparameter.Value] = [.word("fp32"), .word("bf16")]
    private let folder: TemporaryFolder
    private var path: String { folder.path + "/out" }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func plan(_ choices: [Hyperparameter: [Hyperparameter.Value]] = [:], seeds: Int = 2) throws -> SweepPlan {
        try SweepPlan(choices, seeds: Seeds(count: seeds))
    }

    private func manifest(of plan: SweepPlan) -> String {
        String(decoding: SweepManifest(plan: plan, tasks: .familyTree, created: .now).json, as: UTF8.self)
    }

    private func line(_ record: RunRecord) -> String { String(decoding: record.jsonLine, as: UTF8.self) }

    /// What was written before there was precision.
    private func older(_ line: String) -> String { line.replacing(#""precision":"fp32","#, with: "") }

    private func older(manifest: String) -> String { manifest.replacing(#/    "precision" : \[\n[^\]]*\],\n/#, with: "") }

    // MARK: - Plans
    @Test func `it is named where it is swept, and where it is not the default`() throws {
        let four = "n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2"
        #expect(try plan().combinations.map(\.assignments) == [four])
        #expect(try plan([.precision: [.word("bf16")]]).combinations.map(\.assignments) == [four + ", precision=bf16"])
        let swept = try plan([.precision: Self.both])
        #expect(swept.combinations.map(\.assignments) == [four + ", precision=fp32", four + ", precision=bf16"])
        #expect(swept.combinations.map(ResultsTree.textName) == [
            "n_layer_2_n_head_2_n_embd_factor_32_dropout_0.2_precision_fp32.txt",
            "n_layer_2_n_head_2_n_embd_factor_32_dropout_0.2_precision_bf16.txt",
        ])
        #expect(swept.combinations.map(\.configuration.precision) == [.fp32, .bf16])
        #expect(try plan([.precision: [.word("fp32")]]) == plan())
    }

    @Test func `it moves together with others, and is drawn from a list`() throws {
        let zipped = try ZippedAxes([.nLayer: [.integer(1), .integer(2)], .precision: Self.both.reversed()])
        let together = try SweepPlan(SweepSpace(zipped: [zipped]), seeds: Seeds(count: 1))
        #expect(together.combinations.map { "\($0.configuration.nLayer) \($0.configuration.precision)" } == ["1 bf16", "2 fp32"])
        #expect(try SweepManifest(json: Array(manifest(of: together).utf8)).plan == together)
        var search = try RandomSearch(
            of: SweepSpace(choices: [.precision: Self.both, .nHead: [.integer(1), .integer(2)]]), count: 4, seed: 0)
        while try search.candidate() != nil { search.keep() }
        let drawn = try search.plan(seeds: Seeds(count: 1))
        #expect(drawn.axes.first { $0.parameter == .precision }?.values == Self.both)
        #expect(Set(drawn.combinations.map(\.configuration)).count == 4)
        #expect(try SweepManifest(json: Array(manifest(of: drawn).utf8)).plan == drawn)
    }

    @Test func `a random plan names what is fixed to another word than the default`() throws {
        let space = SweepSpace(choices: [.precision: [.word("bf16")], .nHead: [.integer(1), .integer(2)]])
        var search = try RandomSearch(of: space, count: 1, seed: 0)
        let candidate = try #require(try search.candidate())
        search.keep()
        #expect(candidate.assignments.hasSuffix(", precision=bf16"))
        #expect(try search.plan(seeds: .standard).combinations[0] == candidate)
    }

    @Test(arguments: ["uniform(0, 1)", "loguniform(1, 2)"])
    func `nothing is drawn from a distribution of it`(text: String) throws {
        let distribution = try #require(try Distribution(parsing: text))
        let error = try #require(throws: HyperparameterError.self) { try distribution.checked(for: .precision) }
        #expect(error.description == "precision: found \"\(text)\", expected fp32 or bf16")
        let space = SweepSpace(distributions: [.precision: distribution])
        let refused = try #require(throws: SweepPlanError.self) { try RandomSearch(of: space, count: 2, seed: 0) }
        #expect(refused.description == error.description)
    }

    @Test func `words are no ends of a distribution`() throws {
        let error = try #require(throws: DistributionError.self) {
            try Distribution(.uniform, from: .word("fp32"), to: .word("bf16"))
        }
        #expect(error.description == "found uniform(fp32, bf16), expected finite ends")
    }

    // MARK: - Files
    @Test func `sweep_json has its words as strings, and one from before has fp32`() throws {
        let swept = try plan([.precision: Self.both])
        let text = manifest(of: swept)
        #expect(text.filter { !$0.isWhitespace }.contains(#""precision":["fp32","bf16"],"train_size":[100]"#))
        #expect(try SweepManifest(json: Array(text.utf8)).plan == swept)
        let plain = try plan([.nLayer: [.integer(1), .integer(2)]])
        let old = older(manifest: manifest(of: plain))
        #expect(!old.contains("precision"))
        #expect(try SweepManifest(json: Array(old.utf8)).plan == plain)
    }

    @Test(arguments: [
        (#""bf61""#, #"precision: found "bf61", expected fp32 or bf16"#),
        (#""fp32", "fp32""#, "precision: found fp32 more than once, expected each value once"),
        ("", "precision: found no value, expected fp32 or bf16"),
    ])
    func `a sweep_json with other words is refused`(words: String, message: String) throws {
        let changed = manifest(of: try plan()).replacing(#/"precision" : \[[^\]]*\]/#, with: "\"precision\" : [\(words)]")
        let error = try #require(throws: SweepPlanError.self) { try SweepManifest(json: Array(changed.utf8)) }
        #expect(error.description == message)
    }

    @Test func `a run's line has its word, and one from before is fp32`() throws {
        let runs = try plan([.precision: Self.both], seeds: 1).runs
        let records = runs.map { RunRecord.finished($0) }
        #expect(records.map(line).map { $0.contains(#""n_layer":2,"precision":"bf16","seconds""#) } == [false, true])
        for record in records { #expect(try RunRecord(jsonLine: record.jsonLine) == record) }
        let old = older(line(records[0]))
        #expect(!old.contains("precision"))
        #expect(try RunRecord(jsonLine: Array(old.utf8)) == records[0])
        #expect(records.map(\.run) == [
            "seed 0 of n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "seed 0 of n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2, precision=bf16",
        ])
    }

    /// A folder as it was made before there was precision, with lines of some runs.
    private func makeOlderFolder(_ plan: SweepPlan, _ runs: some Sequence<Run>) throws {
        let tree = try ResultsTree(at: path, plan: plan, tasks: .familyTree, now: .now)
        let text = older(manifest: try folder.text(of: "out/sweep.json"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/sweep.json"))
        let lines = runs.map { older(line(.finished($0))) + "\n" }.joined()
        try Data(lines.utf8).write(to: URL(fileURLWithPath: tree.logPath))
    }

    @Test func `a folder from before is read, written out and exported as fp32`() throws {
        let plan = try plan([.nLayer: [.integer(1), .integer(2)]])
        try makeOlderFolder(plan, plan.runs)
        let results = try ResultsFolder.collect(path, at: .now)
        #expect(results.problems == [])
        #expect(results.isComplete)
        #expect(results.plan == plan)
        #expect(results[plan.runs[3].id] == .finished(plan.runs[3]))
        #expect(try folder.names(in: "out") == plan.combinations.map(ResultsTree.textName) + ["runs.jsonl", "sweep.json", "sweep_summary.txt"])
        let rows = RunExport.csv.lines(of: results).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let column = try #require(rows[0].firstIndex(of: "precision"))
        #expect(rows.dropFirst().allSatisfy { $0[column] == "fp32" })
        #expect(RunExport.jsonl.lines(of: results).allSatisfy { $0.contains(#""precision":"fp32""#) })
    }

    @Test func `a folder from before is gone on with, and extended by bf16`() throws {
        let plan = try plan(seeds: 3)
        try makeOlderFolder(plan, plan.runs.prefix(2))
        let unit = WorkUnit(plan.combinations[0], seeds: 0..<3, of: plan)
        let store = try RecordStore(opening: path)
        #expect(plan.runs.map { store.isRecorded($0.id) } == [true, true, false])
        guard case .claimed = try store.claim(unit) else {
            Issue.record("not claimed")
            return
        }
        #expect(try store.append([(plan.runs[2].id, .finished(plan.runs[2]))], to: unit))
        try store.publish(unit)
        try store.close()
        try ResultsFolder.extend(path, by: [.precision: [.word("bf16")]], seeds: nil, tasks: .familyTree)
        let results = try ResultsFolder(reading: path)
        #expect(results.problems == [])
        #expect(results.plan.combinations.map(\.configuration.precision) == [.fp32, .bf16])
        #expect(results.records(of: 0).map(\.seed) == [0, 1, 2])
        #expect(results.records(of: 1) == [])
    }

    @Test func `a line of bf16 is no run of a folder of fp32`() throws {
        let plan = try plan(seeds: 1)
        try makeOlderFolder(plan, [])
        let run = try self.plan([.precision: [.word("bf16")]], seeds: 1).runs[0]
        try Data((line(.finished(run)) + "\n").utf8).write(to: URL(fileURLWithPath: "\(path)/runs.jsonl"))
        let results = try ResultsFolder(reading: path)
        #expect(results.recordedCount == 0)
        #expect(results.problems.map(\.description) == [
            "runs.jsonl:1: found seed 0 of n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2, precision=bf16, which is "
                + "not in the folder's plan; the line does not count",
        ])
    }

    /// SHA-256 of `n_layer=1 … train_size=100 0 1 2`, and the same with precision=bf16 before the seeds.
    @Test(arguments: [("fp32", "9eae5bbed33952701343"), ("bf16", "e81c9837817a72115879")])
    func `a unit of fp32 is called as before there was precision`(word: String, name: String) throws {
        let plan = try plan(
            [.nLayer: [.integer(1)], .nEmbdFactor: [.integer(16)], .dropout: [.real(0.1)], .precision: [.word(word)]], seeds: 3)
        _ = try ResultsTree(at: path, plan: plan, tasks: .familyTree, now: .now)
        let store = try RecordStore(opening: path)
        _ = try store.claim(WorkUnit(plan.combinations[0], seeds: 0..<3, of: plan))
        #expect(try folder.names(in: "out/claims") == ["\(name).jsonl"])
    }
}
