import Engine
import Experiments
import TestSupport
import Testing

/// What is printed of text runs: the fixed form that readers of the family trees' texts find their lines in, and validation loss.
struct TextReportTests {
    /// The console and the folder of a plan whose runs have the validation losses given, by combination and seed.
    private func sweep(
        _ plan: SweepPlan, _ validation: [[[Double]]], style: SweepReport.Style = .text
    ) throws -> (console: [String], folder: TemporaryFolder, summary: Summary) {
        let folder = try TemporaryFolder()
        let tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: try textTasks(of: plan), now: .now)
        var report = SweepReport(of: plan, style: style, in: tree)
        var lines = report.opening.lines
        for run in plan.runs {
            lines += try report.started(combination: run.id.combination).lines
            let record = RunRecord.text(run, validation: validation[run.id.combination][run.id.seed])
            lines += try report.finished(record, as: run.id).lines
        }
        return (lines + (try report.close(at: .now).lines), folder, report.summary)
    }

    @Test func `a combination's text has validation loss at the end of the fixed lines`() throws {
        let console = try sweep(textPlan(), [[[4.2, 2.1, 1.9], [4.2, 2.2, 1.8964]]]).console
        let settings = "data: shakespeare, n_layer: 4, n_head: 4, n_embd_factor: 32, dropout: 0.0, n_embd: 128"
        let expected: [String] = [
            "Training and evaluating with 2 random seeds, data=shakespeare, n_layer=4, n_head=4, n_embd_factor=32, dropout=0.0",
            "Random seed 00 Test accuracy: 0.45 Train loss: 1.8000, Train acc: 0.50, Time taken: 0.25s, WTE weight: 1.5, "
                + "Train input first: [19, 33], \(settings), Val loss: 1.9000",
            "Random seed 01 Test accuracy: 0.45 Train loss: 1.7964, Train acc: 0.50, Time taken: 0.25s, WTE weight: 1.5, "
                + "Train input first: [19, 33], \(settings), Val loss: 1.8964",
            "Average test accuracy: 0.4500",
            "Total perfect accuracies percentage: 0.0000",
            "Average train accuracy: 0.5000",
            "Average train loss: 1.7982",
            "Average val loss: 1.8982",
            "Average best val loss: 1.8982",
            "Average val bits per byte: 0.4746",
            "SWEEP_RESULT_AVG_TEST_ACCURACY: 0.450000",
            "SWEEP_RESULT_AVG_TRAIN_ACCURACY: 0.500000",
            "SWEEP_RESULT_AVG_VAL_LOSS: 1.898200",
            "SWEEP_RESULT_AVG_BEST_VAL_LOSS: 1.898200",
            "SWEEP_RESULT_AVG_VAL_BITS_PER_BYTE: 0.474550",
        ]
        #expect(Array(console.dropLast()) == expected)
    }

    @Test func `where validation loss rose again the text says so`() throws {
        let console = try sweep(textPlan(), [[[4.2, 1.5, 1.55, 1.58], [4.2, 1.52, 1.56, 1.58]]]).console
        #expect(console.contains("Overfitting: validation loss was lowest at iteration 250 (1.51) and rose to 1.58"))
        // Less than what two decimals show is no rise.
        let flat = try sweep(textPlan(), [[[4.2, 1.502, 1.504], [4.2, 1.5, 1.501]]]).console
        #expect(!flat.contains { $0.hasPrefix("Overfitting") })
    }

    @Test func `the summary of a text sweep is sorted by validation loss, and readers find the lines they look for`() throws {
        let (console, folder, _) = try sweep(
            textPlan(nLayer: [2, 4, 6], seeds: 1), [[[4.2, 1.9]], [[4.2, 1.7]], [[4.2, 1.6, 1.8]]], style: .blocks)
        let text = try folder.text(of: "out/sweep_summary.txt").replacing(#/Date: .*/#, with: "Date: now")
        let settings = "n_head=4, n_embd_factor=32, dropout=0.0, n_embd=128"
        #expect(text == """
            Parameter Sweep Summary
            ==================================================
            Date: now
            Total combinations: 3

            Successful runs: 3
            Failed runs: 0
            Error runs: 0

            Successful combinations (sorted by average val loss, lowest first):
            --------------------------------------------------------------------------------
             1. data=shakespeare, n_layer=4, \(settings), test_acc=0.4500, train_acc=0.5000, val_loss=1.7000
             2. data=shakespeare, n_layer=6, \(settings), test_acc=0.4500, train_acc=0.5000, val_loss=1.8000
             3. data=shakespeare, n_layer=2, \(settings), test_acc=0.4500, train_acc=0.5000, val_loss=1.9000

            ==================================================
            PERFORMANCE SUMMARY
            ==================================================
            Best average val loss: 1.7000
            Worst average val loss: 1.9000
            Mean average val loss: 1.8000
            Best average test accuracy: 0.4500
            Worst average test accuracy: 0.4500
            Mean average test accuracy: 0.4500

            Best configuration:
              data=shakespeare, n_layer=4, \(settings)
              Average test accuracy: 0.4500
              Average train accuracy: 0.5000
              Average val loss: 1.7000

            """)
        #expect(console.suffix(5).prefix(2) == ["Best average val loss: 1.7000", "Best average test accuracy: 0.4500"])
    }

    @Test func `different tokens are ranked by bits per byte`() throws {
        // The second has the higher loss per token, of tokens of several bytes.
        let plan = try textPlan(tokenizer: ["char", "byte"], seeds: 1)
        let summary = try sweep(plan, [[[4.2, 1.9]], [[6.2, 3.2]]]).summary
        #expect(summary.best?.averages.ranking == .valBitsPerByte)
        #expect(summary.text(date: .now).contains("(sorted by average val bits per byte, lowest first):"))
        #expect(!summary.text(date: .now).contains("Best average test accuracy"))
    }

    @Test func `several data are ranked apart, and none is the best of all`() throws {
        let plan = try textPlan(nLayer: [2, 4], data: ["a.txt", "b.txt"], seeds: 1)
        let (console, _, summary) = try sweep(plan, [[[4.2, 1.9]], [[4.2, 1.7]], [[4.2, 1.2]], [[4.2, 1.4]]], style: .blocks)
        #expect(summary.best == nil && summary.worst == nil)
        #expect(summary.ranking.map(\.combination.index) == [1, 0, 2, 3])
        let text = summary.text(date: .now)
        #expect(text.contains("(sorted by average val loss, lowest first, each data apart):"))
        #expect(text.contains("Best average val loss of data=b: 1.2000 with data=b, n_layer=2, "))
        #expect(!text.contains("Best configuration"))
        #expect(console.contains("Best average val loss of data=a: 1.7000"))
    }

    @Test func `a run that fails names the iteration`() throws {
        let run = try textPlan().runs[0]
        #expect(RunRecord.failed(run, epoch: 12, loss: .nan).failure == "loss is nan in iteration 12")
    }

    @Test func `a race of losses stops what can't win, and is refused across data`() throws {
        let plan = try textPlan(nLayer: [2, 4], seeds: 30).raced()
        var race = Race(of: plan, refused: [])
        let gone = race.analyze { id in
            let loss = id.combination == 0 ? 1.9 : 1.8, noise = 0.001 * Double(id.seed % 7)
            return .text(plan.runs[id.combination * 30 + id.seed], validation: [4.2, loss + noise])
        }
        #expect(gone == [0] && race.out == [0: 10])
        for plan in [try textPlan(data: ["a.txt", "b.txt"]), try SweepPlan([.task: [.word("text")], .dataSplit: [.real(0.8), .real(0.9)]])] {
            let error = try #require(throws: SweepPlanError.self) { try plan.raced() }
            let name = plan.swept[0].name
            #expect("\(error)" == "a race compares losses or accuracies, which are not of the same items where \(name) varies")
        }
    }
}
