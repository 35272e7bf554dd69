import Engine
import Experiments
import TestSupport
import Testing

/// The texts of combinations that a race stopped.
struct RaceReportTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let tree: ResultsTree

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 20).raced()
        tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
    }

    /// The first combination is out after ten seeds.
    private func console(_ style: SweepReport.Style, failing failed: RunID? = nil) throws -> [String] {
        var report = SweepReport(of: plan, style: style, in: tree)
        var lines = report.opening.lines
        for combination in plan.combinations { lines += try report.started(combination: combination.index).lines }
        for run in plan.runs where run.id.combination == 1 || run.id.seed < 10 {
            let record = run.id == failed ? .failed(run, epoch: 2, loss: .nan) : RunRecord.finished(run, right: run.id.combination)
            lines += try report.finished(record, as: run.id).lines
        }
        lines += try report.eliminated(combination: 0, at: 10).lines
        return lines + (try report.close(at: .now).lines)
    }

    private static let line = "Stopped by the race after 10 of 20 random seeds, test accuracy so far 0.0000, train accuracy so far 0.5000"

    @Test func `the console and the file say where it was stopped, and nothing that a complete one says`() throws {
        let lines = try console(.blocks)
        let file = try folder.text(of: "out/n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1.txt").split(separator: "\n")
        #expect(file.count == 12)
        #expect(file.last.map(String.init) == Self.line)
        let end = try #require(lines.firstIndex(of: Self.line))
        #expect(lines[end + 1] == "– Stopped by the race after 10 seeds: n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1")
        #expect(lines[end + 2] == "Time taken: 2.50 seconds")
        #expect(lines.count { $0.hasPrefix("SWEEP_RESULT") } == 2)
        #expect(lines.count { $0.hasPrefix("Average test accuracy") } == 1)
    }

    @Test func `the summary counts and lists it apart`() throws {
        _ = try console(.blocks)
        let summary = try folder.text(of: "out/sweep_summary.txt")
        #expect(summary.contains("""
            Successful runs: 1
            Failed runs: 0
            Error runs: 0
            Stopped runs: 1

            """))
        #expect(summary.contains("""

            Stopped combinations:
              n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32: stopped after 10 seeds, test_acc=0.0000, train_acc=0.5000

            """))
    }

    @Test func `one with a failed run has failed`() throws {
        let lines = try console(.blocks, failing: RunID(combination: 0, seed: 3))
        #expect(lines.contains("Stopped by the race after 10 of 20 random seeds"))
        #expect(lines.contains("✗ Failed with n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1"))
        #expect(lines.contains("Failed runs: 1"))
    }
}

/// A race as its folder is read.
struct RaceFolderTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/out"
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 20).raced()
    }

    /// n_layer=1 has nothing right, n_layer=2 all; runs of which `isRecorded` says so are in the folder.
    private func record(_ isRecorded: (RunID) -> Bool) throws -> ResultsFolder {
        _ = try ResultsTree(at: path, plan: plan, tasks: .familyTree, now: .now)
        let store = try RecordStore(opening: path)
        for combination in plan.combinations {
            let unit = WorkUnit(combination, seeds: 0..<20, of: plan)
            _ = try store.claim(unit)
            for run in plan.runs where run.id.combination == combination.index && isRecorded(run.id) {
                _ = try store.append([(run.id, .finished(run, right: 4 * run.id.combination))], to: unit)
            }
            try store.publish(unit)
        }
        try store.close()
        return try ResultsFolder(reading: path)
    }

    @Test func `what is out counts as done, and collecting writes its text`() throws {
        let results = try record { $0.combination == 1 || $0.seed < 10 }
        #expect(results.eliminated == [0: 10])
        #expect(results.isComplete)
        #expect(results.runCount == 30)
        #expect(results.summary.counts == ["Successful runs: 1", "Failed runs: 0", "Error runs: 0", "Stopped runs: 1"])
        _ = try ResultsFolder.collect(path, at: .now)
        let text = try folder.text(of: "out/n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1.txt").split(separator: "\n")
        #expect(text.first == "Training and evaluating with 20 random seeds, n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1")
        #expect(text.last == "Stopped by the race after 10 of 20 random seeds, test accuracy so far 0.0000, train accuracy so far 0.5000")
        #expect(text.count == 12)
    }

    @Test func `before its look it is unfinished`() throws {
        let results = try record { $0.combination == 1 || $0.seed < 9 }
        #expect(results.eliminated == [:])
        #expect(!results.isComplete)
        #expect(results.result(of: plan.combinations[0]).ending == .unfinished(recorded: 9, planned: 20))
        _ = try ResultsFolder.collect(path, at: .now)
        #expect(try !folder.names(in: "out").contains("n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1.txt"))
    }

    @Test func `a race can't be extended`() throws {
        _ = try record { $0.combination == 1 || $0.seed < 10 }
        let error = try #require(throws: SweepPlanError.self) {
            try ResultsFolder.extend(path, by: [:], seeds: Seeds(count: 50), tasks: .familyTree)
        }
        #expect(error.description == "a race can't be extended, since more seeds or values would change what it stops")
    }
}
