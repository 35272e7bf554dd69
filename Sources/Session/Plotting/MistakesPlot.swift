import Comparison
import Engine
import Experiments
import Plots

extension PlotKind {
    static let mistakes = PlotKind(
        "mistakes", "which facts the seeds get wrong, or how the loss goes along the validation text", namesTokens: true
    ) { request throws(SessionError) in
        request.source.kind == .text ? try request.stretchFigure() : try request.factFigure()
    }
}

// MARK: - Facts
extension PlotRequest {
    /// Of more only those that are missed most.
    private static let mostFacts = 120

    fileprivate func factFigure() throws(SessionError) -> Figure {
        let configuration = source.entries[0].configuration
        guard !source.varied.contains(.data) else { throw .failed("results on different data have different facts; name one result, such as s[0]") }
        guard let tasks, tasks.hashes[configuration.data] == source.manifest.dataHashes[configuration.data],
            let data = tasks.relations(of: configuration)
        else { throw .plot(.noNames(folder: source.folder, data: configuration.data)) }
        let mistakes = FactMistakes(of: runs)
        let isOfPairs = runs.count == 1 && mistakes.facts.allSatisfy { $0.count == 2 }
        return Figure(
            title: "Which facts are got wrong", content: .matrix(isOfPairs ? pairs(mistakes, data) : facts(mistakes, data)),
            notes: factNotes(mistakes, isOfPairs))
    }

    private var runs: [(combination: Combination, records: [RunRecord])] {
        source.entries.map { (combination: $0.combination, records: $0.records) }
    }

    /// One combination: names by relations, the most often missed first in both.
    private func pairs(_ mistakes: FactMistakes, _ data: Dataset) -> MatrixChart {
        let totals = mistakes.totals
        let cells = Dictionary(uniqueKeysWithValues: zip(mistakes.facts, totals))
        let names = ordered(by: 0, mistakes), relations = ordered(by: 1, mistakes)
        return chart(
            rows: .init(title: "name", names: names.map { data.words([$0.token]) }),
            columns: .init(title: "relation, with the share of its tests that are wrong", names: relations.map {
                "\(data.words([$0.token])) \($0.count.share.fixed(2))"
            }),
            names.map { name in relations.map { cells[[name.token, $0.token]]?.share } })
    }

    /// The tokens at one place of the facts with all their tests, the most often missed first.
    private func ordered(by place: Int, _ mistakes: FactMistakes) -> [(token: Int, count: FactMistakes.Count)] {
        let totals = mistakes.totals
        let groups = Dictionary(grouping: mistakes.facts.indices) { mistakes.facts[$0][place] }
        return groups.map { token, facts in (token, facts.reduce(FactMistakes.Count()) { $0 + totals[$1] }) }
            .sorted { $0.1.share != $1.1.share ? $0.1.share > $1.1.share : $0.0 < $1.0 }
    }

    private func facts(_ mistakes: FactMistakes, _ data: Dataset) -> MatrixChart {
        let shown = mistakes.order.prefix(Self.mostFacts)
        return chart(
            rows: .init(title: "fact", names: shown.map { data.words(mistakes.facts[$0]) }),
            columns: .init(title: "combination", names: source.entries.map(source.label)),
            shown.map { fact in mistakes.counts[fact].map { $0.tested == 0 ? nil : $0.share } })
    }

    private func chart(rows: HeatMap.Side, columns: HeatMap.Side, _ values: [[Double?]]) -> MatrixChart {
        MatrixChart(rows: rows, columns: columns, value: Axis("share of seeds that are wrong"), range: Bounds(low: 0, high: 1), panels: [.init(values: values)])
    }

    private func factNotes(_ mistakes: FactMistakes, _ isOfPairs: Bool) -> [String] {
        let all = mistakes.totals.reduce(FactMistakes.Count(), +)
        let which = runs.count == 1 ? " \(source.label(of: source.entries[0]))." : ""
        let rest = mistakes.facts.count - Self.mostFacts
        return [
            "Of the seeds that tested a fact: each tests only what it has not trained on. \(all.wrong) of \(all.tested) tests are wrong, "
                + "\(PlotSource.seedsText(source.entries)).\(which)",
        ] + (!isOfPairs && rest > 0 ? ["\(rest) facts that are missed less often are not shown."] : []) + [source.omissionNote].compactMap(\.self)
    }
}

// MARK: - Text
extension PlotRequest {
    private static let mostStretches = 64

    /// One combination: a line with the range over seeds; several: a row each.
    fileprivate func stretchFigure() throws(SessionError) -> Figure {
        let groups = StretchLosses.all(of: runs)
        guard let losses = groups.first else { throw .plot(.noFinishedRuns(folder: source.folder)) }
        guard groups.count == 1 else {
            throw .failed("texts and tokenizers that differ have different stretches; name one result, such as s[0]")
        }
        let stretches = losses.stretches.count == 1 ? Content.line(losses.stretches[0]) : Content.rows(losses, losses.combinations.map { combination in
            source.entries.first { $0.combination == combination }.map(source.label) ?? ""
        })
        return Figure(
            title: "Loss along the validation text", content: stretches.figure(Self.mostStretches),
            notes: ["Mean over \(PlotSource.seedsText(source.entries)), in equal stretches of \(losses.tokenCount.grouped) predicted tokens."]
                + [source.omissionNote].compactMap(\.self))
    }

    private enum Content {
        case line([StretchLosses.Stretch])
        case rows(StretchLosses, [String])

        func figure(_ most: Int) -> Figure.Content {
            let loss = Axis("loss", unit: "nats per token")
            switch self {
            case .line(let stretches):
                let points = stretches.enumerated().map { index, stretch in
                    LineChart.Point(
                        x: 100 * (Double(index) + 0.5) / Double(stretches.count), y: stretch.mean, band: Bounds(low: stretch.low, high: stretch.high))
                }
                return .lines(LineChart(
                    x: Axis("place in the validation text", unit: "%"), y: loss, series: [.init(name: "validation", points: points)],
                    bandName: "range over seeds"))
            case .rows(let losses, let names):
                let count = losses.stretches.first?.count ?? 0, columns = min(most, count)
                let parts = (0..<columns).map { $0 * count / columns..<($0 + 1) * count / columns }
                let values = losses.stretches.map { stretches in
                    parts.map { part in Optional(stretches[part].reduce(0) { $0 + $1.mean } / Double(part.count)) }
                }
                let quarter = max(1, columns / 4)
                return .matrix(MatrixChart(
                    rows: .init(title: "combination", names: names),
                    columns: .init(title: "place in the validation text", names: (0..<columns).map { $0 % quarter == 0 ? "\(100 * $0 / columns) %" : "" }),
                    value: loss, panels: [.init(values: values)]))
            }
        }
    }
}
