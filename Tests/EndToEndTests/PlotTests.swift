import Foundation
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

    @Test func `a slip is shown where it stands`() throws {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(["plot", "los", "a \"b\""])
        #expect(result.status == 1)
        #expect(result.complaint == """
            sweepbook:1:6: error: unknown plot "los"
              1 | plot los "a \\"b\\""
                |      ^~~ did you mean "loss"?

            """)
        let missing = try sweepbook.run(["plot", "loss", "a \"b\""])
        #expect(missing.complaint.hasPrefix("sweepbook:1:11: error: there is no hyper-parameter, variable or folder \"a \"b\"\"\n"))
    }
}
