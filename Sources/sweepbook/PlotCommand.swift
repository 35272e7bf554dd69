import ArgumentParser
import Language
import Session
import Terminal

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

    @Option(parsing: .unconditional, help: "of plot embedding: whose embedding (default: the first there is)")
    var seed: String?

    func run(on console: Console) async throws {
        guard words.count > 1 else {
            throw UsageError.missingWord(
                command: "plot", expected: words.isEmpty ? "what to plot, and a results folder" : "a results folder")
        }
        do {
            try await execution().run(on: console)
        } catch let error as Diagnostic {
            throw NoPlot(diagnostic: error)
        }
    }

    /// The statement, as it would be typed.
    private func execution() -> ScriptExecution {
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

/// Why there is no picture: in a shell one sentence, without the statement that nobody typed.
struct NoPlot: Error, CustomStringConvertible {
    let diagnostic: Diagnostic

    var description: String { diagnostic.message + (diagnostic.hint.map { "; \($0)" } ?? "") }

    /// Whether the words of the command line are wrong, not what they stand for.
    var isWrongUsage: Bool {
        switch diagnostic.fact {
        case .plot(let mistake): mistake.isWrongUsage
        case .wrongOption, .syntax: true
        default: false
        }
    }
}
