import Engine
import Experiments
import Plots
import Statistics

// A number of every run, by a hyper-parameter or by combination, with means and their intervals.
extension PlotRequest {
    func metricFigure(_ metric: PlotMetric, by factor: PlotFactor) -> Figure {
        let levels = Dictionary(grouping: source.entries) { factor.value(of: $0.configuration) }
        let groups = levels.keys.sorted { factor.place(of: $0) < factor.place(of: $1) }.map { value in
            Self.group(metric, name: "\(value)", position: value.number, levels[value] ?? [])
        }
        let chart = IntervalChart(
            positions: Self.positions(factor, groups.map(\.position)), y: Axis(metric.title), groups: groups,
            valuesName: "runs", intervalName: "mean and 95 % interval")
        var notes = [Self.caution]
        if factor == .width { notes.append("n_embd follows from n_head and n_embd_factor: their effects are in it.") }
        let others = source.varied.filter { PlotFactor.parameter($0) != factor }
        if !others.isEmpty { notes.insert("Over all settings of \(others.map(\.name).joined(separator: ", ")).", at: 0) }
        return Figure(title: "\(Self.capitalized(metric.title)) by \(factor.name)", content: .intervals(chart), notes: notes)
    }

    /// Of each combination, the best mean first; of a loss the lowest.
    func metricFigure(_ metric: PlotMetric) -> Figure {
        let varied = source.varied
        let named = varied.isEmpty ? source.entries.first?.combination.named ?? [] : varied
        let groups = source.entries.map { entry in
            let name = named.map { "\(entry.configuration[$0])" }.joined(separator: ", ")
            return Self.group(metric, name: name, position: nil, [entry])
        }
        let sign: Double = metric == .trainLoss ? 1 : -1
        let ranked = groups.enumerated().sorted { (sign * $0.element.mean, $0.offset) < (sign * $1.element.mean, $1.offset) }
        let chart = IntervalChart(
            positions: .names(title: named.map(\.name).joined(separator: ", ")), y: Axis(metric.title),
            groups: ranked.map(\.element), valuesName: "seeds", intervalName: "mean and 95 % interval")
        return Figure(
            title: "\(Self.capitalized(metric.title)) of each combination", content: .intervals(chart),
            notes: [Self.caution])
    }

    static let caution = "Intervals speak of new seeds on this data set."

    static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// A logarithmic axis where the values span as much as 1 to 8; by names where one is infinite, or a word.
    private static func positions(_ factor: PlotFactor, _ values: [Double?]) -> IntervalChart.Positions {
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
    private static func group(
        _ metric: PlotMetric, name: String, position: Double?, _ entries: [PlotSource.Entry]
    ) -> IntervalChart.Group {
        let values = entries.flatMap { $0.runs.map { metric.value(of: $0.findings) } }
        let sums = SeedSums(entries)
        let (mean, interval) = sums.isEmpty
            ? (values.reduce(0, +) / Double(values.count), nil)
            : metric == .testAccuracy ? sums.testAccuracy : sums.mean(of: metric)
        return IntervalChart.Group(
            name: name, position: position, values: values, mean: mean,
            interval: interval.map { Bounds(low: $0.low ?? mean, high: $0.high ?? mean) })
    }
}
