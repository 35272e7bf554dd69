import Comparison
import Engine
import Experiments
import Plots

extension PlotKind {
    static let importance = PlotKind("importance", "how much of the variance each hyper-parameter explains") { request throws(SessionError) in
        try request.importanceFigure()
    }

    static let seeds = PlotKind("seeds", "test accuracies of the seeds, of text val losses") { request throws(SessionError) in
        try request.seedsFigure()
    }
}

extension PlotRequest {
    private static let mostBars = 12

    /// Functional ANOVA's shares of the variance between combinations.
    fileprivate func importanceFigure() throws(SessionError) -> Figure {
        let importance: Importance
        do throws(ComparisonError) {
            importance = try Importance(source.contenders)
        } catch {
            throw .failed("\(error)")
        }
        let bars = importance.shares(most: Self.mostBars).map { BarChart.Bar(name: $0.name, amount: 100 * $0.share) }
        var notes = [importance.isFullGrid
            ? "Exact functional ANOVA of the mean \(source.ranking.plural)."
            : "Main effects only, which overlap: the combinations are no full grid."]
        notes += [importance.caution, importance.unimportant, source.failureNote(source.ranking)].compactMap { $0 }
        return Figure(
            title: "Importance for \(source.ranking.title)",
            content: .bars(BarChart(amount: Axis("share of the variance", unit: "%"), bars: bars)), notes: notes)
    }

    /// More levels than this are shown as ranges.
    private static let mostLevels = 20

    /// How often each value of what ranks occurs, of several combinations in the best.
    fileprivate func seedsFigure() throws(SessionError) -> Figure {
        guard let entry = source.best, let first = entry.scores.first else { throw .plot(.noFinishedRuns(folder: source.folder)) }
        let metric = source.ranking, values = entry.scores.map { $0.metrics[metric]?.number ?? .nan }, value = Axis(metric.title)
        let histogram = Self.levels(of: first.metrics[metric])
            .map { Histogram(values, levels: $0, value: value, countName: "seeds") }
            ?? Histogram(values, count: 10, value: value, countName: "seeds")
        let which = source.entries.count > 1 ? "the best of \(source.entries.count) combinations, " : ""
        return Figure(
            title: "\(metric.pluralHeading) of \(PlotSource.seedsText([entry]))", content: .histogram(histogram),
            notes: ["Of \(which)\(source.label(of: entry))."] + [source.failureNote(metric, of: entry)].compactMap { $0 })
    }

    /// The shares that a count of few items can be.
    private static func levels(of value: MetricValue?) -> [Double]? {
        guard case .count(_, let size)? = value, size <= mostLevels else { return nil }
        return (0...size).map { Double($0) / Double(size) }
    }
}
