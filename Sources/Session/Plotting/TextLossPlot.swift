import Engine
import Experiments
import Plots

// How the loss of text falls, at the evaluations that the runs made on their way.
extension PlotRequest {
    /// Validation losses over iterations, a line for each combination, of many the best; train losses too where there is room.
    func textLossFigure() throws(SessionError) -> Figure {
        let known = source.entries.filter { entry in entry.runs.contains { $0.result.text != nil } }
        guard !known.isEmpty else { throw .plot(.noLossCurves(folder: source.folder)) }
        let shown = shown(of: known)
        let showsTrain = 2 * shown.count <= Self.mostLines
        let curves = shown.flatMap { entry -> [(name: String, spread: LossSpread)] in
            let evaluations = entry.runs.compactMap(\.result.text?.evaluations)
            let name = source.entries.count > 1 ? ", \(source.label(of: entry))" : ""
            return [("validation\(name)", LossSpread(evaluations, \.validation))]
                + (showsTrain ? [("train (evaluated)\(name)", LossSpread(evaluations, \.train))] : [])
        }
        let chart = LineChart(
            x: Axis("iteration"), y: Axis("loss", unit: "nats per token"),
            series: curves.map { LineChart.Series(name: $0.name, points: Self.points(of: $0.spread)) },
            references: references(for: shown), bandName: Self.bandName(curves.map(\.spread)))
        let notes = notes(on: shown, of: known) + textNotes(on: shown, showsTrain: showsTrain)
        return Figure(title: "\(showsTrain ? "Loss" : "Validation loss") over iterations", content: .lines(chart), notes: notes)
    }

    /// What tables of n-grams reach, each once; of several data or tokenizers with whose they are.
    private func references(for shown: [PlotSource.Entry]) -> [LineChart.Reference] {
        let telling = source.varied.filter([Hyperparameter.data, .tokenizer, .vocabSize, .dataSplit].contains)
        var references: [LineChart.Reference] = []
        for entry in shown {
            let whose = telling.map { ", \($0.label(of: entry.configuration[$0]))" }.joined()
            for baseline in source.baselines(of: entry) {
                let reference = LineChart.Reference(name: baseline.name + whose, y: baseline.nats)
                if !references.contains(reference) { references.append(reference) }
            }
        }
        return references
    }

    private func textNotes(on shown: [PlotSource.Entry], showsTrain: Bool) -> [String] {
        var notes = showsTrain ? [] : ["Train losses are drawn for at most \(Self.mostLines / 2) combinations."]
        let texts = Set(shown.map(\.configuration.evaluationText)).sorted()
        notes.append("Points are evaluations, without dropout, of \(texts.joined(separator: ", or ")); val_loss is of the whole validation text"
            + (showsTrain ? ", train_loss of the last 100 iterations' batches." : "."))
        if source.ranking == .valBitsPerByte {
            notes.append("Losses per token of different tokenizers can't be compared; val_bits_per_byte can.")
        }
        notes += [source.dataNote].compactMap { $0 }
        guard shown.count == 1, let overfitting = Overfitting(shown[0].runs.compactMap(\.result.text?.evaluations)) else { return notes }
        return notes + ["Overfitting: \(overfitting)."]
    }
}
