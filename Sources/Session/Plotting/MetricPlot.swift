import Comparison
import Engine
import Experiments
import Plots
import Statistics

extension PlotKind {
    static func metric(_ metric: Metric) -> PlotKind {
        PlotKind(metric.name, "\(metric.title) by a hyper-parameter, or of each combination", factors: 0...1) { request throws(SessionError) in
            try request.source.check(metric)
            return if let factor = request.factors.first { request.metricFigure(metric, by: factor) } else { request.metricFigure(metric) }
        }
    }
}

// A number of every run, by a hyper-parameter or by combination, with means and their intervals.
extension PlotRequest {
    fileprivate func metricFigure(_ metric: Metric, by factor: Factor) -> Figure {
        let levels = Dictionary(grouping: source.entries) { factor.value(of: $0.configuration) }
        let groups = values(of: factor).map { value in
            group(metric, name: factor.label(of: value), position: value.number, levels[value] ?? [])
        }
        let chart = IntervalChart(
            positions: Self.positions(factor, groups.map(\.position)), y: Axis(metric.title), groups: groups,
            valuesName: "runs", intervalName: "mean and 95 % interval")
        var notes = [Self.caution]
        if let confounding = factor.confounding { notes.append(confounding) }
        let others = source.varied.filter { Factor.parameter($0) != factor }
        if !others.isEmpty { notes.insert("Over all settings of \(others.map(\.name).joined(separator: ", ")).", at: 0) }
        notes += [source.coverageNote(metric), source.dataNote, source.failureNote(metric)].compactMap { $0 }
        return Figure(title: "\(metric.heading) by \(factor.name)", content: .intervals(chart), notes: notes)
    }

    /// Of each combination, the best mean first.
    fileprivate func metricFigure(_ metric: Metric) -> Figure {
        let varied = source.varied
        let named = varied.isEmpty ? source.entries.first?.combination.named ?? [] : varied
        let groups = source.entries.map { entry in
            let name = named.map { $0.label(of: entry.configuration[$0]) }.joined(separator: ", ")
            return group(metric, name: name, position: nil, [entry])
        }
        let ranked = groups.enumerated().sorted { a, b in
            a.element.mean != b.element.mean ? metric.isBetter(a.element.mean, than: b.element.mean) : a.offset < b.offset
        }
        let chart = IntervalChart(
            positions: .names(title: named.map(\.name).joined(separator: ", ")), y: Axis(metric.title),
            groups: ranked.map(\.element), valuesName: "seeds", intervalName: "mean and 95 % interval")
        return Figure(
            title: "\(metric.heading) of each combination", content: .intervals(chart),
            notes: [Self.caution] + [source.coverageNote(metric), source.dataNote, source.failureNote(metric)].compactMap { $0 })
    }

    static let caution = "Intervals are for new seeds on this data set."

    /// A logarithmic axis where the values span as much as 1 to 8; by names where one is infinite, or a word.
    private static func positions(_ factor: Factor, _ values: [Double?]) -> IntervalChart.Positions {
        let numbers = values.compactMap { $0 }.filter(\.isFinite)
        guard numbers.count == values.count else { return .names(title: factor.name) }
        return .numbers(Axis(factor.name, kind: kind(of: numbers)))
    }

    static func kind(of values: [Double]) -> Axis.Kind {
        guard let low = values.min(), let high = values.max(), low > 0, high >= 8 * low else { return .linear }
        return .logarithmic
    }

    /// Runs of one or more combinations. Mean and interval are of the seeds that all of them have, because the unit is
    /// the seed.
    private func group(
        _ metric: Metric, name: String, position: Double?, _ entries: [PlotSource.Entry]
    ) -> IntervalChart.Group {
        let values = entries.flatMap { $0.scores.map { $0.metrics[metric]?.number ?? .nan } }
        let sums = SeedSums(entries)
        let (mean, interval) = sums.isEmpty
            ? (values.reduce(0, +) / Double(values.count), nil)
            : sums.mean(of: metric, isRanking: metric == source.ranking)
        return IntervalChart.Group(
            name: name, position: position, values: values, mean: mean,
            interval: interval.map { Bounds(low: $0.low ?? mean, high: $0.high ?? mean) })
    }
}
