import Engine

/// What `plot` can show.
enum PlotKind: Hashable, Sendable {
    case loss
    case metric(Metric)
    case heatmap, parallel, importance, seeds, embedding

    static let all: [PlotKind] = [.loss] + Metric.all.map(PlotKind.metric) + [.heatmap, .parallel, .importance, .seeds, .embedding]

    static func named(_ name: String) -> PlotKind? { all.first { $0.name == name } }

    var name: String {
        switch self {
        case .loss: "loss"
        case .metric(let metric): metric.name
        case .heatmap: "heatmap"
        case .parallel: "parallel"
        case .importance: "importance"
        case .seeds: "seeds"
        case .embedding: "embedding"
        }
    }

    /// One line.
    var help: String {
        switch self {
        case .loss: "loss over epochs, mean and band over the seeds"
        case .metric(let metric): "\(metric.title) by a hyper-parameter, or of each combination"
        case .heatmap: "mean test accuracy by two hyper-parameters"
        case .parallel: "the settings and mean test accuracy of every combination"
        case .importance: "how much of the variance each hyper-parameter explains"
        case .seeds: "test accuracies of the seeds"
        case .embedding: "what a run has learned of the people, first two principal components"
        }
    }

    /// How many hyper-parameters it takes.
    var factorCounts: ClosedRange<Int> {
        switch self {
        case .metric: 0...1
        case .heatmap: 2...2
        default: 0...0
        }
    }
}
