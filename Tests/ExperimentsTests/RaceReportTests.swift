import Engine
import Experiments
import Testing

/// The texts of combinations that a race stopped.
struct RaceReportTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let tree: ResultsTree

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 20).raced()
        tree = try ResultsTree(at: folder.path + "/out", plan: plan, dataset: .familyTree, now: .now)
    }

    /// The first combination is out after ten seeds.
    private func console(_ style: SweepReport.Style, failing failed: RunID? = nil) throws -> [String] {
        var report = SweepReport(of: plan, style: style, in: tree)
        var lines = report.opening
        for combination in plan.combinations { lines += try report.started(combination: combination.index) }
        for run in plan.runs where run.id.combination == 1 || run.id.seed < 10 {
            let record = run.id == failed ? .failed(run, epoch: 2, loss: .nan) : RunRecord.finished(run, right: run.id.combination)
            lines += try report.finished(record, as: run.id)
        }
        lines += try report.racedOut(combination: 0, at: 10)
        return lines + (try report.close(at: .now))
    }

    private static let line = "Raced out at 10 of 20 random seeds, test accuracy so far 0.0000, train accuracy so far 0.5000"

    @Test func `the console and the file say where it was stopped, and nothing that a complete one says`() throws {
        let lines = try console(.blocks)
        let file = try folder.text(of: "out/n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1.txt").split(separator: "\n")
        #expect(file.count == 12)
        #expect(file.last.map(String.init) == Self.line)
        let end = try #require(lines.firstIndex(of: Self.line))
        #expect(lines[end + 1] == "– Raced out at 10 with n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1")
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
            Raced out runs: 1

            """))
        #expect(summary.contains("""

            Raced out combinations:
              n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32: raced out at 10, test_acc=0.0000, train_acc=0.5000

            """))
    }

    @Test func `one with a failed run has failed`() throws {
        let lines = try console(.blocks, failing: RunID(combination: 0, seed: 3))
        #expect(lines.contains("Raced out at 10 of 20 random seeds"))
        #expect(lines.contains("✗ Failed with n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1"))
        #expect(lines.contains("Failed runs: 1"))
    }
}
