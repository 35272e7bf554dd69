import ArgumentParser
import Language
import Session

/// `sweepbook plot`: one statement of the command language, on a results folder.
struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draw the results in a folder.",
        usage: "sweepbook plot WHAT [HYPER-PARAMETER ...] FOLDER [--out FILE.svg] [--seed SEED]",
        discussion: """
            The picture is drawn with characters, as wide as the terminal; --out saves it as SVG too. \
            sweepbook help --all tells what can be plotted.

            EXAMPLES:
              sweepbook plot loss sweep_results_20260101_120000
              sweepbook plot test_accuracy n_head sweep_results_20260101_120000 --out accuracy.svg
            """)

    @Argument(help: ArgumentHelp("what to plot, hyper-parameters and a results folder", valueName: "word"))
    var words: [String] = []

    @Option(help: ArgumentHelp("file for the picture, ending in .svg", valueName: "file"))
    var out: String?

    @Option(help: "of plot embedding: whose embedding (default: the first there is)")
    var seed: String?

    /// The statement, as it would be typed.
    func execution() -> ScriptExecution {
        var parts = ["plot"] + words.map(Self.written)
        if let out { parts.append("out=\(Self.quoted(out))") }
        if let seed { parts.append("seed=\(Int(seed) == nil ? Self.quoted(seed) : seed)") }
        return ScriptExecution(scripts: [.text(SourceText(name: "sweepbook", parts.joined(separator: " ")))])
    }

    /// A word as it is, or in quotes where the language would read it otherwise.
    private static func written(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        return isPlain ? word : quoted(word)
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return "\"\(escaped)\""
    }
}
