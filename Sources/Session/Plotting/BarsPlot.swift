import Engine
import Plots
import Statistics

extension PlotKind {
    static let bars = PlotKind("bars", "a metric of each combination as bars, with 95 % intervals", takesMetric: true) { request throws(SessionError) in
        let metric = request.metric ?? request.source.ranking
        try request.source.check(metric)
        return request.barsFigure(metric)
    }
}

extension PlotRequest {
    /// More bars than this say nothing at a glance; the best are shown.
    private static let mostBars = 40

    /// The mean over the seeds of every combination, the best first.
    fileprivate func barsFigure(_ metric: Metric) -> Figure {
        let bars = source.entries.map { entry in
            let (mean, interval) = SeedSums([entry]).mean(of: metric, isRanking: metric == source.ranking)
            return BarChart.Bar(
                name: source.label(of: entry), amount: mean,
                interval: interval.map { Bounds(low: $0.low ?? mean, high: $0.high ?? mean) })
        }
        let ranked = bars.enumerated().sorted { a, b in
            a.element.amount != b.element.amount ? metric.isBetter(a.element.amount, than: b.element.amount) : a.offset < b.offset
        }.map(\.element)
        var notes = ["Mean over \(PlotSource.seedsText(source.entries)), with its 95 % interval.", Self.caution]
        if ranked.count > Self.mostBars { notes.append("Shown are the best \(Self.mostBars) of \(ranked.count) combinations.") }
        notes += [source.coverageNote(metric), source.dataNote, source.failureNote(metric)].compactMap { $0 }
        return Figure(
            title: "\(metric.heading) of each combination",
            content: .bars(BarChart(amount: Axis(metric.title), bars: Array(ranked.prefix(Self.mostBars)))), notes: notes)
    }
}
