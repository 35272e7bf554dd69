import Comparison
import Engine
import Experiments
import Plots

/// Something that `plot` can show, declared once: how it is asked for, and how it is made of results or of a model.
struct PlotKind: Sendable {
    /// An option that only some kinds take.
    enum Choice: String {
        case seed, layer, head
    }

    let name: String
    /// One line.
    let help: String
    /// How many hyper-parameters it takes.
    let factorCounts: ClosedRange<Int>
    /// Whether it takes the name of a metric.
    let takesMetric: Bool
    let choices: [Choice]
    /// Whether it shows what the data's names or tokens are called.
    let namesTokens: Bool
    /// The figure of results; nil of what they don't hold, so that a model is asked, or where only a model has it. Throws when
    /// the results hold nothing of the kind.
    let ofResults: (@Sendable (PlotRequest) throws(SessionError) -> Figure?)?
    /// The figure of a model; throws `SessionError` or `ModelError`.
    let ofModel: (@Sendable (ModelPlotRequest) throws -> Figure)?

    init(
        _ name: String, _ help: String, factors: ClosedRange<Int> = 0...0, takesMetric: Bool = false, choices: [Choice] = [],
        namesTokens: Bool = false, ofModel: (@Sendable (ModelPlotRequest) throws -> Figure)? = nil,
        _ ofResults: (@Sendable (PlotRequest) throws(SessionError) -> Figure?)?
    ) {
        self.name = name
        self.help = help
        factorCounts = factors
        self.takesMetric = takesMetric
        self.choices = choices
        self.namesTokens = namesTokens
        self.ofModel = ofModel
        self.ofResults = ofResults
    }

    /// Every kind, as help lists them.
    static let all = [.loss] + Metric.all.map(metric)
        + [.bars, .heatmap, .parallel, .importance, .seeds, .mistakes, .embedding, .predictions, .attention]

    static func named(_ name: String) -> PlotKind? { all.first { $0.name == name } }
}

/// What a `plot` command asks for, its words understood.
struct PlotRequest: Sendable {
    /// The hyper-parameters that it is drawn against.
    let factors: [Factor]
    /// The metric that is named; nil for what results are ranked by.
    let metric: Metric?
    let source: PlotSource
    /// What the loss is that was trained on; nil where that is not known.
    let lossName: String?
    /// What the runs learned, as far as it is still there.
    let tasks: TaskLibrary?
    /// Whose embedding; nil for the first seed's that has one.
    let seed: UInt32?
}

/// What a `plot` command asks of a model.
struct ModelPlotRequest: Sendable {
    let model: LoadedModel
    /// The words of a question, or a prompt's; empty where none are given.
    let tokens: [Int]
    /// The facts that its run learned; nil of text, and where they are not there any more.
    let data: Dataset?
    /// Counted from 1; nil for all.
    let layer: Int?
    let head: Int?
}
