import Engine
import Experiments
import TestSupport
import Testing

struct SummaryTests {
    /// The file's text, without the date, of a sweep over n_layer 1…6 with one seed: for each
    /// combination the test items right, nil for a failed run, or a reason why it can't start.
    private func text(of results: [Ending]) throws -> String {
        let folder = try TemporaryFolder()
        let plan = try plan(nLayer: Array(1...results.count), nHead: [1], seeds: 1)
        let tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        var report = SweepReport(of: plan, style: .text, in: tree)
        for (run, result) in zip(plan.runs, results) {
            let combination = run.id.combination
            if case .error(let reason) = result {
                _ = try report.refused(combination: combination, reason: reason)
                continue
            }
            _ = try report.started(combination: combination)
            _ = try report.finished(result.record(of: run), as: run.id)
        }
        _ = try report.close(at: .now)
        return try folder.text(of: "out/sweep_summary.txt").replacing(#/Date: .*/#, with: "Date: now")
    }

    enum Ending {
        case right(Int, trainRight: Int)
        case failed
        case error(String)

        func record(of run: Run) -> RunRecord {
            switch self {
            case .right(let right, let trainRight): .finished(run, right: right, trainRight: trainRight)
            case .failed, .error: .failed(run, epoch: 1, loss: .infinity)
            }
        }
    }

    @Test func `ranks by test accuracy, equal ones in the sweep's order, and lists the others`() throws {
        let text = try text(of: [
            .right(1, trainRight: 90), .right(4, trainRight: 80), .failed, .right(1, trainRight: 100),
            .error("needs 480 GB"), .right(4, trainRight: 70),
        ])
        #expect(text == """
            Parameter Sweep Summary
            ==================================================
            Date: now
            Total combinations: 6

            Successful runs: 4
            Failed runs: 1
            Error runs: 1

            Successful combinations (sorted by average test accuracy):
            --------------------------------------------------------------------------------
             1. n_layer=2, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, test_acc=1.0000, train_acc=0.8000
             2. n_layer=6, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, test_acc=1.0000, train_acc=0.7000
             3. n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, test_acc=0.2500, train_acc=0.9000
             4. n_layer=4, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, test_acc=0.2500, train_acc=1.0000

            Failed combinations:
              n_layer=3, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16

            Error combinations:
              n_layer=5, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16: needs 480 GB

            ==================================================
            PERFORMANCE SUMMARY
            ==================================================
            Best average test accuracy: 1.0000
            Worst average test accuracy: 0.2500
            Mean average test accuracy: 0.6250

            Best configuration:
              n_layer=2, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16
              Average test accuracy: 1.0000
              Average train accuracy: 0.8000

            Reasons for failure:
              n_layer=3, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, seed 0: loss is inf in epoch 1

            """)
    }

    @Test func `without a success there is nothing to rank`() throws {
        #expect(try text(of: [.failed]) == """
            Parameter Sweep Summary
            ==================================================
            Date: now
            Total combinations: 1

            Successful runs: 0
            Failed runs: 1
            Error runs: 0

            Failed combinations:
              n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16

            Reasons for failure:
              n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16, seed 0: loss is inf in epoch 1

            """)
    }

    @Test func `the best is the best mean, where a failed run counts as accuracy 0`() throws {
        // n_layer 1: 4, 4 and a failed run of three seeds; 2: two items right in each; 3: none right; 4: all failed.
        let right: [[Int?]] = [[4, 4, nil], [2, 2, 2], [0, 0, 0], [nil, nil, nil]]
        let summary = try summary(of: right)
        #expect(summary.best?.combination.index == 0)
        #expect(summary.best?.averages.score == 2.0 / 3)
        #expect(summary.best?.failures == "1 of 3 seeds failed and counts as test accuracy 0")
        #expect(summary.worst?.combination.index == 3)
        #expect(summary.ranking.map(\.combination.index) == [1, 2])
        let text = summary.text(date: .now)
        #expect(text.contains("""
            Best average test accuracy: 0.6667
            Worst average test accuracy: 0.0000
            Mean average test accuracy: 0.2500

            Best configuration:
              n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16
              Average test accuracy: 0.6667
              Average train accuracy: 0.3333
              1 of 3 seeds failed and counts as test accuracy 0

            """))
        #expect(try self.summary(of: [[4, nil, nil], [2, 2, 2]]).best?.combination.index == 1)
        // Equal means: fewer failed runs first, then the plan's order; what failed altogether is never the best.
        #expect(try self.summary(of: [[4, nil], [2, 2], [2, 2]]).best?.combination.index == 1)
        #expect(try self.summary(of: [[nil, nil], [0, 0]]).best?.combination.index == 1)
        #expect(try self.summary(of: [[nil, nil]]).best == nil)
    }

    private func summary(of right: [[Int?]]) throws -> Summary {
        let folder = try TemporaryFolder()
        let plan = try plan(nLayer: Array(1...right.count), nHead: [1], seeds: right[0].count)
        let tree = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        var report = SweepReport(of: plan, style: .text, in: tree)
        for run in plan.runs {
            let record = right[run.id.combination][run.id.seed].map { RunRecord.finished(run, right: $0) }
            _ = try report.started(combination: run.id.combination)
            _ = try report.finished(record ?? .failed(run, epoch: 1, loss: .nan), as: run.id)
        }
        return report.summary
    }
}
