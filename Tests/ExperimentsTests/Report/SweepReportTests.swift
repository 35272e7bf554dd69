import Engine
import Experiments
import TestSupport
import Testing

struct SweepReportTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let tree: ResultsTree

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], nHead: [1, 2], seeds: 3)
        tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
    }

    /// Every combination has started, then runs finish in an order of the test's choice.
    private func console(of order: [Run]) throws -> [String] {
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        var lines = report.opening.lines
        for combination in plan.combinations { lines += try report.started(combination: combination.index).lines }
        for run in order {
            let record = RunRecord.finished(run, right: Int(run.seed), trainRight: run.id.combination)
            lines += try report.finished(record, as: run.id).lines
        }
        return lines + (try report.close(at: .now).lines)
    }

    @Test func `the text does not depend on the order in which runs end`() throws {
        let expected = try console(of: Array(plan.runs))
        let file = try folder.text(of: "out/n_layer_2_n_head_1_n_embd_factor_16_dropout_0.1.txt")
        #expect(try console(of: plan.runs.reversed()) == expected)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20 { #expect(try console(of: plan.runs.shuffled(using: &generator)) == expected) }
        #expect(try folder.text(of: "out/n_layer_2_n_head_1_n_embd_factor_16_dropout_0.1.txt") == file)
    }

    @Test func `a line comes as soon as all before it have`() throws {
        var report = SweepReport(of: plan, style: .text, in: tree)
        let runs = plan.runs
        #expect(report.opening == [])
        #expect(try report.finished(.finished(runs[1]), as: runs[1].id) == [])
        #expect(try report.started(combination: 0).lines
            == ["Training and evaluating with 3 random seeds, n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1"])
        #expect(try report.finished(.finished(runs[0], seconds: 1.005), as: runs[0].id).lines == [
            "Random seed 00 Test accuracy: 0.25 Train loss: 0.0625, Train acc: 0.50, Time taken: 1.00s, "
                + "WTE weight: 1.5, Train input first: [19, 33], n_layer: 1, n_head: 1, n_embd_factor: 16, "
                + "dropout: 0.1, n_embd: 16",
            "Random seed 01 Test accuracy: 0.25 Train loss: 0.0625, Train acc: 0.50, Time taken: 0.25s, "
                + "WTE weight: 1.5, Train input first: [19, 33], n_layer: 1, n_head: 1, n_embd_factor: 16, "
                + "dropout: 0.1, n_embd: 16",
        ])
    }

    @Test func `each part says what it is`() throws {
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        var parts = report.opening + (try report.started(combination: 0))
        for run in plan.runs.prefix(3) { parts += try report.finished(.finished(run), as: run.id) }
        for index in 1..<4 { _ = try report.refused(combination: index, reason: "no") }
        parts += try report.close(at: .now)
        #expect(parts.map(\.kind) == [.opening, .combination, .combination, .run, .run, .run, .combination, .summary])
        #expect(parts.filter { $0.kind == .run }.lines.allSatisfy { $0.hasPrefix("Random seed 0") })
        #expect(parts.filter { $0.kind == .summary }.lines.contains("Successful runs: 1"))
    }

    @Test func `a combination's file is there when it is complete, the summary at the end`() throws {
        var report = SweepReport(of: plan, style: .text, in: tree)
        _ = try report.started(combination: 1)
        for run in plan.runs.prefix(5) { _ = try report.finished(.finished(run), as: run.id) }
        #expect(try folder.names(in: "out")
            == ["n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1.txt", "runs.jsonl", "sweep.json"])
    }

    @Test func `a failed run leaves its combination without averages`() throws {
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        let runs = plan.runs
        _ = try report.started(combination: 0)
        _ = try report.finished(.finished(runs[0]), as: runs[0].id)
        _ = try report.finished(.finished(runs[2]), as: runs[2].id)
        let lines = try report.finished(.failed(runs[1], epoch: 12, loss: .nan), as: runs[1].id).lines
        #expect(lines.first == "Random seed 01 failed: loss is nan in epoch 12")
        #expect(lines.dropFirst(2) == [
            "✗ Failed with n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1",
            "Time taken: 1.00 seconds",
            "",
            "============================================================",
            "Running with n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1",
            "n_embd will be: 32",
            "============================================================",
        ])
        let file = try folder.text(of: "out/n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1.txt")
        #expect(file.split(separator: "\n").count == 4)
        #expect(!file.contains("SWEEP_RESULT"))
    }

    @Test func `a combination that can't start has a reason and no file`() throws {
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        let lines = try report.refused(combination: 0, reason: "needs 480 GB").lines
        #expect(lines.prefix(2) == [
            "✗ Error running n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1: needs 480 GB",
            "Time taken: 0.00 seconds",
        ])
        for index in 1..<4 { _ = try report.refused(combination: index, reason: "no") }
        #expect(try report.close(at: .now).lines == [
            "",
            "================================================================================",
            "SWEEP SUMMARY",
            "================================================================================",
            "Successful runs: 0",
            "Failed runs: 0",
            "Error runs: 4",
            "",
            "Summary saved to: \(tree.folder)/sweep_summary.txt",
            "All output files saved to: \(tree.folder)",
        ])
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json", "sweep_summary.txt"])
    }

    @Test func `refusals wait for their turn`() throws {
        var report = SweepReport(of: plan, style: .text, in: tree)
        _ = try report.started(combination: 0)
        #expect(try report.refused(combination: 1, reason: "no") == [])
        for run in plan.runs.prefix(3) { _ = try report.finished(.finished(run), as: run.id) }
        #expect(report.summary.results.map(\.combination.index) == [0, 1])
    }
}
