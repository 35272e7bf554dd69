import Experiments
import TestSupport
import Testing

/// Small sweeps by the real engine.
struct SweepTests {
    private let sweepbook: Sweepbook
    private let grid = [
        "--n_layer", "1", "2", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0.1", "0", "--epochs", "2",
    ]

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test func `a sweep writes its folder, and says where`() throws {
        let result = try sweepbook.run(["sweep", "--seeds", "3"] + grid)
        #expect(result.complaint == "")
        #expect(result.status == 0)
        let names = try sweepbook.folder.names()
        let folder = try #require(names.first)
        #expect(names.count == 1)
        #expect(folder.wholeMatch(of: #/sweep_results_\d{8}_\d{6}/#) != nil)
        #expect(try sweepbook.folder.names(in: folder) == [
            "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt", "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.1.txt",
            "n_layer_2_n_head_1_n_embd_factor_4_dropout_0.0.txt", "n_layer_2_n_head_1_n_embd_factor_4_dropout_0.1.txt",
            "runs.jsonl", "sweep.json", "sweep_summary.txt",
        ])
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.prefix(9) == [
            "Starting parameter sweep...", "n_layer values: [1, 2]", "n_head values: [1]", "n_embd_factor values: [4]",
            "dropout values: [0.1, 0.0]", "Also set: epochs=2", "Total combinations: 4", "Results will be saved to: \(folder)",
            "--------------------------------------------------------------------------------",
        ])
        #expect(lines.suffix(3) == [
            "Summary saved to: \(folder)/sweep_summary.txt", "All output files saved to: \(folder)", "",
        ])
        let records = try sweepbook.folder.text(of: "\(folder)/runs.jsonl").split(separator: "\n")
            .map { try RunRecord(jsonLine: Array($0.utf8)) }
        #expect(records.map(\.seed) == [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2])
        let manifest = try SweepManifest(json: Array(try sweepbook.folder.text(of: "\(folder)/sweep.json").utf8))
        #expect(manifest.plan.runs.map(\.configuration) == records.map(\.configuration))
    }

    @Test func `the same bytes come of 1, 2 and 5 jobs, and of the same command again`() throws {
        let expected = try outcome(jobs: 1, folder: "a")
        #expect(expected.count == 1 + 7)
        for (jobs, folder) in [(1, "b"), (2, "c"), (5, "d")] {
            #expect(try outcome(jobs: jobs, folder: folder) == expected)
        }
    }

    /// The console and every file, times, dates and the folder's name aside.
    private func outcome(jobs: Int, folder: String) throws -> [String: String] {
        let result = try sweepbook.run(["sweep", "--seeds", "4", "--jobs", "\(jobs)", "--out", folder] + grid)
        #expect(result.status == 0)
        var texts = ["console": result.output.replacing("saved to: \(folder)", with: "saved to: folder")]
        for name in try sweepbook.folder.names(in: folder) {
            texts[name] = try sweepbook.folder.text(of: "\(folder)/\(name)")
        }
        return texts.mapValues {
            $0.replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time")
                .replacing(#/(Date: |"created" : ).*/#, with: "date")
        }
    }

    @Test func `train prints its combination's text, and writes it`() throws {
        let result = try sweepbook.run(
            "train", "--n_layer=1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "2",
            "--seeds", "7..8", "--out", "results/here")
        #expect(result.complaint == "")
        #expect(result.status == 0)
        let name = "results/here/n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt"
        let text = try sweepbook.folder.text(of: name)
        #expect(result.output == text + "All output files saved to: results/here\n")
        let pattern = #/
            Training\ and\ evaluating\ with\ 2\ random\ seeds,\ n_layer=1,\ n_head=1,\ n_embd_factor=4,\ dropout=0\.0\n
            Also\ set:\ epochs=2\n
            (Random\ seed\ 0[78]\ Test\ accuracy:\ \d\.\d\d\ Train\ loss:\ \d\.\d{4},\ Train\ acc:\ \d\.\d\d,
            \ Time\ taken:\ \d+\.\d\ds,\ WTE\ weight:\ -?\d+\.\d+,\ Train\ input\ first:\ \[\d+,\ \d+\],
            \ n_layer:\ 1,\ n_head:\ 1,\ n_embd_factor:\ 4,\ dropout:\ 0\.0,\ n_embd:\ 4\n){2}
            Average\ test\ accuracy:\ \d\.\d{4}\n
            Total\ perfect\ accuracies\ percentage:\ \d\.\d{4}\n
            Average\ train\ accuracy:\ \d\.\d{4}\n
            Average\ train\ loss:\ \d\.\d{4}\n
            SWEEP_RESULT_AVG_TEST_ACCURACY:\ \d\.\d{6}\n
            SWEEP_RESULT_AVG_TRAIN_ACCURACY:\ \d\.\d{6}\n
            /#
        #expect(text.wholeMatch(of: pattern) != nil)
        #expect(try sweepbook.folder.text(of: "results/here/sweep_summary.txt").contains("Total combinations: 1\nAlso set: epochs=2\n"))
    }

    @Test func `a hyper-parameter that is swept is named wherever the four are`() throws {
        let result = try sweepbook.run(
            "sweep", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--seeds", "1",
            "--learning_rate", "1e-5", "0.1", "--epochs", "1", "--out", "rates")
        #expect(result.status == 0)
        #expect(result.output.contains("\nlearning_rate values: [1e-05, 0.1]\n"))
        #expect(result.output.contains(
            "\n✓ Successfully completed n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0, learning_rate=1e-05\n"))
        #expect(result.output.split(separator: "\n").filter { $0.contains("epochs") } == [
            "Also set: epochs=1", "Also set: epochs=1", "Also set: epochs=1",
        ])
        #expect(try sweepbook.folder.names(in: "rates")
            .contains("n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0_learning_rate_1e-05.txt"))
    }
}
