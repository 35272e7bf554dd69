import Comparison
import Engine
import Experiments
import Plots

extension PlotKind {
    static let heatmap = PlotKind("heatmap", "mean test accuracy, of text val loss, by two hyper-parameters", factors: 2...2) { request in
        request.heatMapFigure(request.factors[0], request.factors[1])
    }

    static let parallel = PlotKind("parallel", "the settings and mean test accuracy, of text val loss, of every combination") { request throws(SessionError) in
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
            columns: .init(title: columns.name, names: columnValues.map(columns.label)),
            rows: .init(title: rows.name, names: rowValues.map(rows.label)), value: Axis(source.ranking.title), values: cells,
            isLowerBetter: source.ranking.direction == .lowerIsBetter)
        let others = source.varied.filter { ![rows, columns].contains(.parameter($0)) }
        let also = others.isEmpty ? "" : " and all settings of \(others.map(\.name).joined(separator: ", "))"
        return Figure(
            title: "Mean \(source.ranking.title) by \(rows.name) and \(columns.name)", content: .heatMap(map),
            notes: ["Mean over \(PlotSource.seedsText(source.entries))\(also)."]
                + [source.dataNote, source.failureNote(source.ranking)].compactMap { $0 })
    }

    /// Each once, rising, or in the plan's order.
    func values(of factor: Factor) -> [Hyperparameter.Value] {
        var values: [Hyperparameter.Value] = []
        for value in source.entries.map({ factor.value(of: $0.configuration) }) where !values.contains(value) { values.append(value) }
        return values.enumerated().sorted { a, b in
            (factor.place(of: a.element), a.offset) < (factor.place(of: b.element), b.offset)
        }.map(\.element)
    }

    /// An axis for each hyper-parameter that varies, and the mean of what ranks.
    fileprivate func parallelFigure() throws(SessionError) -> Figure {
        let varied = source.varied
        guard !varied.isEmpty else { throw .plot(.oneCombination(folder: source.folder)) }
        let sides = varied.map(side)
        let lines = source.entries.map { entry in
            zip(varied, sides).map { $1.place(entry.configuration[$0]) } + [source.mean(of: [entry]) ?? .nan]
        }
        return Figure(
            title: "Settings and mean \(source.ranking.title)",
            content: .parallel(ParallelCoordinates(
                axes: sides.map(\.axis) + [Axis(source.ranking.title)], lines: lines, isLowerBetter: source.ranking.direction == .lowerIsBetter)),
            notes: ["A line is a combination: the mean over \(PlotSource.seedsText(source.entries))."]
                + [source.dataNote, source.failureNote(source.ranking)].compactMap { $0 })
    }

    /// An axis, and where on it a value lies.
    private typealias Side = (axis: Axis, place: (Hyperparameter.Value) -> Double)

    /// Numbers lie at their size, the words of a list at their place in it, and others, such as files, in the plan's order.
    private func side(of parameter: Hyperparameter) -> Side {
        let values = values(of: .parameter(parameter))
        if values.allSatisfy({ $0.number != nil }) {
            return (Axis(parameter.name, kind: Self.kind(of: values.map(parameter.place))), parameter.place)
        }
        if values.allSatisfy({ parameter.words.contains($0.description) }) {
            return (Axis(parameter.name, kind: .names(parameter.words)), parameter.place)
        }
        let axis = Axis(parameter.name, kind: .names(values.map(parameter.label)))
        return (axis, { Double(values.firstIndex(of: $0) ?? values.count) })
    }
}

extension Factor {
    /// A value as pictures show it.
    func label(of value: Hyperparameter.Value) -> String {
        switch self {
        case .parameter(let parameter): parameter.label(of: value)
        case .width: "\(value)"
        }
    }
}
