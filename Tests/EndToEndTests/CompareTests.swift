import Foundation
import TestSupport
import Testing

/// `sweepbook compare`, over the results folders that the script cases compare.
struct CompareTests {
    private let sweepbook: Sweepbook

    private static let results = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SessionTests/Scripts/comparing").path

    init() throws {
        sweepbook = try Sweepbook()
        for name in ["grid", "late", "one", "part", "sizes"] {
            try FileManager.default.copyItem(atPath: "\(Self.results)/_\(name)", toPath: "\(sweepbook.folder.path)/\(name)")
        }
    }

    private func edit(_ file: String, _ change: (String) -> String) throws {
        let url = URL(fileURLWithPath: "\(sweepbook.folder.path)/\(file)")
        try Data(change(try String(contentsOf: url, encoding: .utf8)).utf8).write(to: url)
    }

    @Test func `a folder as a table as wide as COLUMNS says`() throws {
        let result = try sweepbook.run("compare", "grid", environment: ["COLUMNS": "120"])
        #expect(result.output == """
            4 combinations, 12 seeds each, 4 test items; all with n_embd_factor=16, dropout=0.1

                                                                                                     won–tied
            rank  n_layer  n_head  n_embd   mean   95 % interval  perfect       Δ            Δ 95 %     –lost      p  P(best)
               1        1       4      64  0.479  [0.396, 0.562]      0 %       -                 -         -   ref.    0.965
               2        2       4      64  0.396  [0.292, 0.500]      0 %  -0.083   [-0.277, 0.126]     1–6–5  0.219    0.035
               3        2       1      16  0.188  [0.083, 0.312]      0 %  -0.292  [-0.473, -0.118]    0–2–10  0.002    0.000
               4        1       1      16  0.104  [0.042, 0.229]      0 %  -0.375  [-0.588, -0.179]    0–1–11  0.002    0.000
            (left out in 120 columns: 0–4 right)

            Δ, won–tied–lost and p are to rank 1, the best of these, over 12 seeds; p is of sign flips of whole seeds, stepped down
            from the worst. p and Δ's intervals hold for all rows at once: where all combinations are equal, any of them is called
            worse in at most 5 % of sweeps.
            Not separable from rank 1 (p > 0.05): rank 2. In at least 95 % of sweeps these and rank 1 include the best of the
            combinations compared.
            The best mean is 0.479; a winner picked on some seeds scores 0.474 on the others (out-of-bag, 2000 resamples of 12
            seeds). P(best) is the share of resamples won.
            Importance: n_head 90 %, noise 4 %; nothing else can be told from noise.
            With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %.
            p-values and intervals are for new seeds on this data set.

            """)
        #expect(result.complaint == "")
        #expect(result.status == 0)
    }

    @Test func `results of two engines are compared with a word about it`() throws {
        let before = try sweepbook.run("compare", "one", "late")
        #expect(before.complaint == "")
        try edit("late/sweep.json") { $0.replacingOccurrences(of: "\"engine\" : 1", with: "\"engine\" : 2") }
        let pair = try sweepbook.run("compare", "one", "late")
        #expect(pair.output == before.output)
        #expect(pair.complaint == """
            sweepbook: the results are of engine revisions 1 and 2, whose numbers differ in the last bits; a difference \
            between them may be the engine's, and their seeds are not pooled

            """)
        #expect(pair.status == 0)
    }

    @Test func `two folders of one combination are a pair, the command's and the language's alike`() throws {
        let pair = try sweepbook.run("compare", "one", "late")
        #expect(pair.output.hasPrefix("a: one, n_layer=1, n_head=4, n_embd_factor=16, dropout=0.1\nb: late, n_layer=2,"))
        for (option, name) in [("--json", "json"), ("--csv", "csv"), ("--markdown", "markdown")] {
            let command = try sweepbook.run("compare", "one", "late", option)
            let language = try sweepbook.run("-c", "compare one late as=\"\(name)\"")
            #expect(command.output == language.output)
            #expect(command.output != pair.output)
            #expect(command.status == 0)
        }
    }

    @Test func `factors, importance and a reference`() throws {
        let factors = try sweepbook.run("compare", "grid", "--by", "n_head", "n_layer")
        #expect(factors.output == (try sweepbook.run("-c", "compare grid by n_head n_layer")).output)
        #expect(factors.output.hasPrefix("n_head: 2 values, over the 12 seeds"))
        let reference = try sweepbook.run("compare", "grid", "--to", "one")
        #expect(reference.output.contains("ref."))
        #expect(reference.output.contains("with Holm's correction over 3 tests."))
        #expect(reference.output == (try sweepbook.run("-c", "compare grid to=one")).output)
        #expect(reference.output == (try sweepbook.run("-c", "compare grid to=\"one\"")).output)

        let importance = try sweepbook.run("compare", "grid", "--importance")
        #expect(importance.output == (try sweepbook.run("-c", "compare importance grid")).output)
        let values = try sweepbook.run("compare", "grid", "--to", "n_layer=1,n_head=1")
        #expect(values.output.contains("are to rank 4"))
    }

    @Test func `what does not count is told beside the table`() throws {
        try edit("one/runs.jsonl") { $0.replacing("\n", with: "\nnonsense\n", maxReplacements: 1) }
        let result = try sweepbook.run("compare", "one", "--csv")
        #expect(result.complaint == "sweepbook: one/runs.jsonl:2: found \"nonsense\", expected the record of a run; "
            + "the line does not count\n")
        #expect(result.output.split(separator: "\n").count == 2)
        #expect(result.status == 0)
    }

    @Test func `results of other data are not compared with these`() throws {
        try edit("late/sweep.json") { $0.replacing(#/"data_sha256" : "[0-9a-f]{8}/#, with: #""data_sha256" : "01234567"#) }
        let result = try sweepbook.run("compare", "one", "late")
        #expect(result.complaint == "sweepbook: the results are of different data sets, so that a seed means something else in each\n")
        #expect(result.status == 1)
        #expect(try sweepbook.run("compare", "late").status == 0)
    }

    @Test(arguments: [
        (["nothing"], #"there is no result or folder "nothing""#, 1),
        (["grd"], #"there is no result or folder "grd"; did you mean "grid"?"#, 1),
        (["grid", "--by", "dropout"], "dropout has one value in all results; n_layer and n_head vary", 1),
        (["grid", "--to", "n_layer=1"], "to: found 2 combinations with n_layer=1, expected one", 1),
        (["one", "--to", "grid"], "to: found 4 combinations in grid, expected one", 1),
    ])
    func `what is wrong is told in one sentence`(arguments: [String], sentence: String, status: Int32) throws {
        let result = try sweepbook.run(["compare"] + arguments)
        #expect(result.complaint == "sweepbook: \(sentence)\n")
        #expect(result.output == "")
        #expect(result.status == status)
    }
}
