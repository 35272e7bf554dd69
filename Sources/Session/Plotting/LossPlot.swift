import Engine
import Experiments
import Plots

extension PlotKind {
    static let loss = PlotKind("loss", "loss over epochs, of text over iterations; mean and band over the seeds") { request throws(SessionError) in
        switch request.source.kind {
        case .relations: try request.lossFigure()
        case .text: try request.textLossFigure()
        }
    }
}

extension PlotRequest {
    /// More lines than this are told apart by nobody.
    static let mostLines = 6

    /// The train loss over epochs, a line for each combination, of many the best.
    fileprivate func lossFigure() throws(SessionError) -> Figure {
        let known = source.entries.filter { entry in entry.runs.contains { $0.result.lossCurve != nil } }
        guard !known.isEmpty else { throw .plot(.noLossCurves(folder: source.folder)) }
        let shown = shown(of: known)
        let spreads = shown.map { LossSpread($0.runs.compactMap(\.result.lossCurve)) }
        let series = zip(shown, spreads).map { entry, spread in
            LineChart.Series(name: source.label(of: entry), points: Self.points(of: spread))
        }
        let chart = LineChart(
            x: Axis("epoch"), y: Axis("train loss", unit: lossName, kind: .logarithmic), series: series,
            bandName: Self.bandName(spreads))
        return Figure(title: "Train loss over epochs", content: .lines(chart), notes: curveNotes(notes(on: shown, of: known)))
    }

    /// The notes, of which the first tells what a line is, where some runs were recorded without their curve.
    private func curveNotes(_ notes: [String]) -> [String] {
        let runs = source.entries.flatMap(\.runs), known = runs.count { $0.result.lossCurve != nil }
        return known == runs.count ? notes : ["A line is the mean over the runs that were recorded with their loss curve: \(known) of \(runs.count)."] + notes.dropFirst()
    }

    /// All, or of many the best, in the order they are in.
    func shown(of entries: [PlotSource.Entry]) -> [PlotSource.Entry] {
        guard entries.count > Self.mostLines else { return entries }
        return source.ranked(entries).prefix(Self.mostLines).sorted { $0.combination.index < $1.combination.index }
    }

    func notes(on shown: [PlotSource.Entry], of known: [PlotSource.Entry]) -> [String] {
        var notes = ["A line is the mean over \(PlotSource.seedsText(shown))."]
        if shown.count < known.count {
            notes.append("Shown are the \(shown.count) of \(known.count) combinations with the best mean \(source.ranking.title).")
        }
        return notes + [source.omissionNote].compactMap { $0 }
    }

    static func points(of spread: LossSpread) -> [LineChart.Point] {
        spread.epochs.map { epoch in
            let band = spread.count > 1 ? Bounds(low: epoch.low, high: epoch.high) : nil
            return LineChart.Point(x: Double(epoch.epoch), y: epoch.mean, band: band)
        }
    }

    /// What the bands hold, where there are some.
    static func bandName(_ spreads: [LossSpread]) -> String? {
        guard let most = spreads.max(by: { $0.count < $1.count }), most.count > 1 else { return nil }
        let isWhole = spreads.allSatisfy { $0.bandCount == $0.count }
        if isWhole { return "range over seeds (min to max)" }
        return "the middle \(most.bandCount) of \(most.count) seeds"
    }
}
