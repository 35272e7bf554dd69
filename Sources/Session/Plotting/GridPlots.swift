import Comparison
import Engine
import Experiments
import Plots

extension PlotKind {
    static let heatmap = PlotKind("heatmap", "mean test accuracy by two hyper-parameters", factors: 2...2) { request in
        request.heatMapFigure(request.factors[0], request.factors[1])
    }

    static let parallel = PlotKind("parallel", "the settings and mean test accuracy of every combination") { request throws(SessionError) in
        try request.parallelFigure()
    }
}

// Several hyper-parameters at once.
extension PlotRequest {
    /// The mean of what ranks: the first in rows, the second in columns.
    fileprivate func heatMapFigure(_ rows: Factor, _ columns: Factor) -> Figure {
        let rowValues = values(of: rows), columnValues = values(of: columns)
        let cells = rowValues.map { row in
            columnValues.map { column in
                source.mean(of: source.entries.filter {
                    rows.value(of: $0.configuration) == row && columns.value(of: $0.configuration) == column
                })
            }
        }
        let map = HeatMap(
            columns: .init(title: columns.name, names: columnValues.map { "\($0)" }),
            rows: .init(title: rows.name, names: rowValues.map { "\($0)" }), value: Axis(source.ranking.title), values: cells,
            isLowerBetter: source.ranking.direction == .lowerIsBetter)
        let others = source.varied.filter { ![rows, columns].contains(.parameter($0)) }
        let also = others.isEmpty ? "" : " and all settings of \(others.map(\.name).joined(separator: ", "))"
        return Figure(
            title: "Mean \(source.ranking.title) by \(rows.name) and \(columns.name)", content: .heatMap(map),
            notes: ["Mean over \(PlotSource.seedsText(source.entries))\(also)."]
                + [source.dataNote, source.failureNote(source.ranking)].compactMap { $0 })
    }

    private func values(of factor: Factor) -> [Hyperparameter.Value] {
        Set(source.entries.map { factor.value(of: $0.configuration) }).sorted { factor.place(of: $0) < factor.place(of: $1) }
    }

    /// An axis for each hyper-parameter that varies, and the mean of what ranks.
    fileprivate func parallelFigure() throws(SessionError) -> Figure {
        let varied = source.varied
        guard !varied.isEmpty else { throw .plot(.oneCombination(folder: source.folder)) }
        let axes = varied.map { parameter in
            Axis(parameter.name, kind: kind(of: parameter))
        }
        let lines = source.entries.map { entry in
            varied.map { $0.place(of: entry.configuration[$0]) } + [source.mean(of: [entry]) ?? .nan]
        }
        return Figure(
            title: "Settings and mean \(source.ranking.title)",
            content: .parallel(ParallelCoordinates(
                axes: axes + [Axis(source.ranking.title)], lines: lines, isLowerBetter: source.ranking.direction == .lowerIsBetter)),
            notes: ["A line is a combination: the mean over \(PlotSource.seedsText(source.entries))."]
                + [source.dataNote, source.failureNote(source.ranking)].compactMap { $0 })
    }

    private func kind(of parameter: Hyperparameter) -> Axis.Kind {
        guard parameter.words.isEmpty else { return .names(parameter.words) }
        return Self.kind(of: source.entries.map { parameter.place(of: $0.configuration[parameter]) })
    }
}
