import ArgumentParser
import Engine
import Experiments
import Language
import Session
import Terminal

/// `sweepbook compare`: what results folders tell, seed by seed.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare results, seed by seed, and say what is sure.",
        usage: "sweepbook compare FOLDER ... [--by NAME ... | --importance | --to REFERENCE] [--json | --csv | --markdown]",
        discussion: """
            One folder is ranked in one table, each combination against the best. Two folders of one combination \
            each are compared as a pair, the second against the first; others are pooled into one table. A folder \
            need not be finished. sweepbook help --all tells what is computed.
            """)

    @Argument(help: ArgumentHelp("a results folder", valueName: "folder"))
    var folders: [String] = []

    @Option(name: .customLong("by"), parsing: .upToNextOption, help: ArgumentHelp(
        "compare the values of hyper-parameters over all settings of the others", valueName: "name"))
    var factors: [String] = []

    @Flag(help: "how much of the variance each hyper-parameter and interaction explains")
    var importance = false

    @Option(help: ArgumentHelp(
        "what all are compared with: a folder of one combination, or values such as n_layer=1,n_head=4 (default: the best)",
        valueName: "reference"))
    var to: String?

    @Flag(help: "how it is shown; unrounded numbers in JSON and CSV (default: text that fits the terminal)")
    var format: Format?

    enum Format: String, EnumerableFlag {
        case json, csv, markdown
    }

    func run(on console: Console) async throws {
        guard !folders.isEmpty, !folders.contains("") else { throw UsageError.noFolder(command: "compare") }
        let question = try question()
        let results = try folders.map { try ComparedResults(folder: $0, task: .familyTree) }
        for problem in ComparedResults.problems(of: results) { await console.complain(problem) }
        let comparison = try ComparisonRequest(results, question).comparison()
        let format = format.flatMap { ComparisonFormat(rawValue: $0.rawValue) } ?? .text
        try await console.show(format.lines(of: comparison, width: TerminalCapabilities.columns()))
    }

    private func question() throws -> ComparisonRequest.Question {
        guard [!factors.isEmpty, importance, to != nil].count(where: { $0 }) <= 1 else { throw UsageError.severalQuestions }
        if importance { return .importance }
        if !factors.isEmpty { return .factors(try factors.map(Self.factor)) }
        return .ranking(to: try to.map(Self.reference))
    }

    private static func factor(_ name: String) throws -> Hyperparameter {
        if let parameter = Hyperparameter.named(name) { return parameter }
        if name == "n_embd" { throw ComparisonError.derivedFactor }
        let near = NearestWord.find(name, among: Hyperparameter.all.map(\.name))
        let expected = "a hyper-parameter" + (near.map { "; did you mean \($0)?" } ?? "")
        throw UsageError.badValue(option: "by", found: name, expected: expected)
    }

    private static func reference(_ text: String) throws -> ComparisonReference {
        try text.contains("=")
            ? ComparisonReference(parsing: text) : ComparisonReference(folder: text, task: .familyTree)
    }
}
