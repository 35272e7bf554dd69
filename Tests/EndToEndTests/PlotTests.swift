import Foundation
import TestSupport
import Testing

/// `sweepbook plot` on a results folder.
struct PlotTests {
    private func trained() throws -> Sweepbook {
        let sweepbook = try Sweepbook()
        let arguments = ["train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "2", "--seeds", "3", "--out", "a folder"]
        #expect(try sweepbook.run(arguments).status == 0)
        return sweepbook
    }

    @Test func `draws with characters, and saves an SVG`() throws {
        let sweepbook = try trained()
        let result = try sweepbook.run(["plot", "seeds", "a folder", "--out", "my seeds.svg"])
        #expect(result.status == 0 && result.complaint == "")
        #expect(result.output.hasPrefix("Test accuracies of 3 seeds\ntest accuracy\n   0 │"))
        #expect(result.output.hasSuffix("\nFigure saved to: my seeds.svg\n"))
        #expect(!result.output.contains("\u{1B}"))
        let picture = try sweepbook.folder.text(of: "my seeds.svg")
        #expect(picture.hasPrefix("<svg ") && picture.contains("<title>Test accuracies of 3 seeds</title>"))
    }

    @Test func `two pictures of one folder are the same bytes`() throws {
        let sweepbook = try trained()
        for name in ["1.svg", "2.svg"] { _ = try sweepbook.run(["plot", "loss", "a folder", "--out", name]) }
        let pictures = try ["1.svg", "2.svg"].map { try sweepbook.folder.text(of: $0) }
        #expect(pictures[0] == pictures[1] && pictures[0].count > 1000)
    }

    @Test func `is as wide as COLUMNS says where there is no terminal`() throws {
        let sweepbook = try trained()
        let wide = try sweepbook.shell("COLUMNS=120 \"$SWEEPBOOK\" plot seeds 'a folder'")
        let widest = wide.output.split(separator: "\n").map(\.count).max()
        #expect(widest == 120)
    }

    @Test(arguments: [
        (["los", "a \"b\""], "error: unknown plot \"los\"", 2),
        (["loss", "a \"b\""], "there is no result or folder \"a \"b\"\"", 1),
        (["loss"], "error: there is no result to plot yet", 2),
        ([], "error: \"plot\" needs what to plot", 2),
        (["loss", "n_head"], "error: plot loss: found 1 hyper-parameter, expected none", 2),
        (["embedding", "x", "--seed", "-1"], "error: seed: found -1, expected a whole number from 0 to 4294967295", 2),
    ] as [([String], String, Int32)])
    func `mistakes get a one-line error`(words: [String], sentence: String, status: Int32) throws {
        let result = try Sweepbook().run(["plot"] + words)
        #expect(result.complaint.split(separator: "\n").first.map(String.init) == "sweepbook: \(sentence)")
        #expect(result.output == "")
        #expect(result.status == status)
    }

    @Test func `what does not count is told, and embeddings can be asked for`() throws {
        let sweepbook = try Sweepbook()
        let trained = try sweepbook.run([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "2", "--seeds", "3",
            "--embeddings", "--out", "out",
        ])
        #expect(trained.status == 0)
        let plot = try sweepbook.run(["plot", "embedding", "out"])
        #expect(plot.status == 0 && plot.complaint == "")
        #expect(plot.output.hasPrefix("The learned embedding of the people\n"))
        let edited = try sweepbook.shell("sed -i '2s/.*/rubbish/' out/runs.jsonl; \"$SWEEPBOOK\" plot loss out")
        #expect(edited.status == 0)
        #expect(edited.complaint == """
            sweepbook: out/runs.jsonl:2: found "rubbish", expected the record of a run; the line does not count

            """)
    }
}
