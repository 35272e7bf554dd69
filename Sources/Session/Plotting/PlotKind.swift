import Comparison
import Engine
import Experiments
import Plots

/// Something that `plot` can show, declared once: how it is asked for, and how it is made of results.
struct PlotKind: Sendable {
    let name: String
    /// One line.
    let help: String
    /// How many hyper-parameters it takes.
    let factorCounts: ClosedRange<Int>
    /// Whether it takes the name of a metric.
    let takesMetric: Bool
    /// Whether it takes `seed=`.
    let takesSeed: Bool
    /// The figure; throws when the results hold nothing of the kind.
    let figure: @Sendable (PlotRequest) throws(SessionError) -> Figure

    init(
        _ name: String, _ help: String, factors: ClosedRange<Int> = 0...0, takesMetric: Bool = false, takesSeed: Bool = false,
        _ figure: @escaping @Sendable (PlotRequest) throws(SessionError) -> Figure
    ) {
        self.name = name
        self.help = help
        factorCounts = factors
        self.takesMetric = takesMetric
        self.takesSeed = takesSeed
        self.figure = figure
    }

    /// Every kind, as help lists them.
    static let all = [.loss] + Metric.all.map(metric) + [.bars, .heatmap, .parallel, .importance, .seeds, .embedding]

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
