import Foundation
import TestSupport
import Testing

/// A hyper-parameter of words, from the command line.
struct PrecisionTests {
    private let sweepbook: Sweepbook
    private let small = ["--n_layer", "1", "--n_head", "1", "--n_embd_factor", "2", "--dropout", "0", "--epochs", "2"]

    init() throws {
        sweepbook = try Sweepbook()
    }

    private func names(in output: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix("Running with ") }
            .map { String($0).replacing("Running with n_layer=1, n_head=1, n_embd_factor=2, dropout=0.0", with: "…") }
    }

    private func edit(_ file: String, _ change: (String) -> String) throws {
        let text = change(try sweepbook.folder.text(of: file))
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(sweepbook.folder.path)/\(file)"))
    }

    @Test func `options, zips and draws take words`() throws {
        let sweep = try sweepbook.run(["sweep", "--precision", "fp32", "bf16", "--seeds", "1", "--out", "a"] + small)
        #expect(sweep.complaint == "")
        #expect(names(in: sweep.output) == ["…, precision=fp32", "…, precision=bf16"])
        let zip = try sweepbook.run(
            ["sweep", "--zip", "precision=fp32,bf16", "weight_decay=0,0.1", "--seeds", "1"] + small)
        #expect(names(in: zip.output) == ["…, weight_decay=0.0, precision=fp32", "…, weight_decay=0.1, precision=bf16"])
        let drawn = try sweepbook.run(["sweep", "--random", "2", "--precision", "bf16", "fp32", "--seeds", "1"] + small)
        #expect(Set(names(in: drawn.output)) == ["…, precision=bf16", "…, precision=fp32"])
        let train = try sweepbook.run(["train", "--precision", "bf16", "--seeds", "1"] + small)
        #expect(train.output.hasPrefix("Training and evaluating with 1 random seeds, n_layer=1, n_head=1, n_embd_factor=2, "
            + "dropout=0.0, precision=bf16\n"))
        #expect(try sweepbook.run("-c", "print precision", "-p", "precision=bf16").output == "bf16\n")
    }

    @Test(arguments: [
        (["train", "--precision", "bf61"], #"precision: found "bf61", expected fp32 or bf16"#),
        (["train", "--precision", "32"], "precision: found 32, expected fp32 or bf16"),
        (["train", "--precision", "fp32", "bf16"], "precision: found several values, expected one"),
        (["train", "--n_head", "bf16"], #"unknown name "bf16""#),
        (["sweep", "--precision", "fp32", "fp32"], "precision: found fp32 more than once, expected each value once"),
        (["sweep", "--random", "2", "--precision", "uniform(0, 1)"], #"precision: found "uniform(0, 1)", expected fp32 or bf16"#),
        (["sweep", "--random", "2", "--precision", "uniform(fp32, bf16)"], #"unknown name "fp32""#),
        (["sweep", "--zip", "precision=fp32,bf61", "n_layer=1,2"], #"precision: found "bf61", expected fp32 or bf16"#),
    ])
    func `what is no word of it is refused in one sentence`(arguments: [String], sentence: String) throws {
        let result = try sweepbook.run(arguments)
        #expect(result.complaint.hasPrefix("sweepbook: error: \(sentence)\n"))
        #expect(result.output == "")
        #expect(result.status == 2)
        #expect(try sweepbook.folder.names() == [])
    }

    @Test func `a folder from before is resumed, compared and extended as fp32`() throws {
        #expect(try sweepbook.run(["train", "--seeds", "3", "--out", "a"] + small).status == 0)
        let text = "a/n_layer_1_n_head_1_n_embd_factor_2_dropout_0.0.txt"
        let whole = withoutTimes(try sweepbook.folder.text(of: text))
        try edit("a/sweep.json") { $0.replacing(#/    "precision" : \[\n[^\]]*\],\n/#, with: "") }
        try edit("a/runs.jsonl") { lines in
            lines.replacing(#""precision":"fp32","#, with: "").replacing(#/,"crc32":"[0-9a-f]+"/#, with: "").split(separator: "\n").dropLast().map { String($0) + "\n" }.joined()
        }
        #expect(try !sweepbook.folder.text(of: "a/sweep.json").contains("precision"))
        #expect(try !sweepbook.folder.text(of: "a/runs.jsonl").contains("precision"))
        try FileManager.default.removeItem(atPath: "\(sweepbook.folder.path)/\(text)")

        let resumed = try sweepbook.run("resume", "a")
        #expect(resumed.complaint == "")
        #expect(withoutTimes(try sweepbook.folder.text(of: text)) == whole)
        let compared = try sweepbook.run("compare", "a", "--csv").output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let column = try #require(compared[0].firstIndex(of: "precision"))
        #expect(compared.dropFirst().map { $0[column] } == ["fp32"])

        let extended = try sweepbook.run("extend", "a", "--precision", "bf16")
        #expect(extended.complaint == "")
        #expect(names(in: extended.output) == ["…, precision=fp32", "…, precision=bf16"])
        #expect(try sweepbook.folder.names(in: "a") == [
            "checkpoints",
            "n_layer_1_n_head_1_n_embd_factor_2_dropout_0.0_precision_bf16.txt",
            "n_layer_1_n_head_1_n_embd_factor_2_dropout_0.0_precision_fp32.txt",
            "runs.jsonl", "sweep.json", "sweep_summary.txt",
        ])
        let lines = try sweepbook.folder.text(of: "a/runs.jsonl").split(separator: "\n")
        #expect(lines.map { $0.contains(#""precision":"bf16""#) } == [false, false, false, true, true, true])
        let factor = try sweepbook.run("compare", "a", "--by", "precision")
        #expect(factor.output.hasPrefix("precision: 2 values, over the 3 seeds that every combination has\n"))
        #expect(try sweepbook.run("results").output.contains("a       "))
    }

    private func withoutTimes(_ text: String) -> String {
        text.replacing(#/Time taken: [\d.]+/#, with: "")
    }
}
