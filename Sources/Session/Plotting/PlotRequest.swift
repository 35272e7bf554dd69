import Engine
import Plots

/// What a `plot` command asks for, its words understood.
struct PlotRequest: Sendable {
    let kind: PlotKind
    /// The hyper-parameters that it is drawn against.
    let factors: [PlotFactor]
    let source: PlotSource
    /// Whose embedding; nil for the first seed's that has one.
    let seed: UInt32?

    /// The figure.
    ///
    /// - Throws: `SessionError` when the results hold nothing of the kind.
    func figure() throws(SessionError) -> Figure {
        switch kind {
        case .loss: try lossFigure()
        case .metric(let metric):
            if let factor = factors.first { metricFigure(metric, by: factor) } else { metricFigure(metric) }
        case .heatmap: heatMapFigure(factors[0], factors[1])
        case .parallel: try parallelFigure()
        case .importance: try importanceFigure()
        case .seeds: try seedsFigure()
        case .embedding: try embeddingFigure()
        }
    }
}
