import Engine
import Experiments
import Plots

// Several hyper-parameters at once.
extension PlotRequest {
    /// Mean test accuracy: the first in rows, the second in columns.
    func heatMapFigure(_ rows: PlotFactor, _ columns: PlotFactor) -> Figure {
        let rowValues = values(of: rows), columnValues = values(of: columns)
        let cells = rowValues.map { row in
            columnValues.map { column in
                Self.meanAccuracy(source.entries.filter {
                    rows.value(of: $0.configuration) == row && columns.value(of: $0.configuration) == column
                })
            }
        }
        let map = HeatMap(
            columns: .init(title: columns.name, names: columnValues.map { "\($0)" }),
            rows: .init(title: rows.name, names: rowValues.map { "\($0)" }), value: Axis("test accuracy"), values: cells)
        let others = source.varied.filter { ![rows, columns].contains(.parameter($0)) }
        let also = others.isEmpty ? "" : " and all settings of \(others.map(\.name).joined(separator: ", "))"
        return Figure(
            title: "Mean test accuracy by \(rows.name) and \(columns.name)", content: .heatMap(map),
            notes: ["Mean over \(PlotSource.seedsText(source.entries))\(also)."])
    }

    private func values(of factor: PlotFactor) -> [Hyperparameter.Value] {
        Set(source.entries.map { factor.value(of: $0.configuration) }).sorted { factor.place(of: $0) < factor.place(of: $1) }
    }

    /// Right items over all items; nil where no combination is.
    private static func meanAccuracy(_ entries: [PlotSource.Entry]) -> Double? {
        let findings = entries.flatMap { $0.runs.map(\.findings) }
        guard !findings.isEmpty else { return nil }
        let right = findings.reduce(0) { $0 + $1.testItemsRightCount }
        return Double(right) / Double(findings.reduce(0) { $0 + $1.testSize })
    }

    /// An axis for each hyper-parameter that varies, and mean test accuracy.
    func parallelFigure() throws(SessionError) -> Figure {
        let varied = source.varied
        guard !varied.isEmpty else { throw .plot(.oneCombination(folder: source.folder)) }
        let axes = varied.map { parameter in
            Axis(parameter.name, kind: kind(of: parameter))
        }
        let lines = source.entries.map { entry in
            varied.map { $0.place(of: entry.configuration[$0]) } + [Self.meanAccuracy([entry]) ?? .nan]
        }
        return Figure(
            title: "Settings and mean test accuracy",
            content: .parallel(ParallelCoordinates(axes: axes + [Axis("test accuracy")], lines: lines)),
            notes: ["A line is a combination: the mean over \(PlotSource.seedsText(source.entries))."])
    }

    private func kind(of parameter: Hyperparameter) -> Axis.Kind {
        guard parameter.words.isEmpty else { return .names(parameter.words) }
        return Self.kind(of: source.entries.map { parameter.place(of: $0.configuration[parameter]) })
    }
}
