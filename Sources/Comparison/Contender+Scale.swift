import Engine
import Experiments

extension [Contender] {
    /// What all scores are compared on, with what is to be said of it.
    ///
    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData`, `.notMeasured` or `.perToken`.
    func scale(by metric: Metric?) throws(ComparisonError) -> Scale {
        guard Set(map(\.configuration.kind)).count < 2 else { throw .differentData }
        let isAcross = Set(map(\.configuration.tokenization)).count > 1
        if isAcross, let metric, metric.isPerToken { throw .perToken(metric) }
        let scale = try flatMap(\.ended).scale(by: isAcross ? .valBitsPerByte : metric, of: first?.configuration.kind ?? .relations)
        let notes = [isAcross ? Self.tokensNote : nil, isAcross ? nil : looksNote(scale.metric), splitNote]
        return scale.with(notes.compactMap { $0 })
    }

    private static var tokensNote: String {
        "The combinations read text as different tokens, so that they are compared by bits per byte of the text, not by loss per token."
    }

    /// The lowest of several looks at the validation text is too low.
    private func looksNote(_ metric: Metric) -> String? {
        let counts = flatMap { $0.scores.map(\.evaluations.count) }.filter { $0 > 0 }
        guard metric == .bestValLoss, let fewest = counts.min(), let most = counts.max() else { return nil }
        return "best_val_loss is val_loss less what validation loss rose by after the lowest of \(fewest == most ? "\(most)" : "\(fewest) to \(most)") "
            + "evaluations of each run. It is picked by the validation text itself: a run stopped there without a look would not be as good. "
            + "\(evaluationText)"
    }

    /// What the evaluations are of, which is not the whole validation text.
    var evaluationText: String {
        let texts = Set(map(\.configuration.evaluationText)).sorted()
        return "Evaluations are of \(texts.joined(separator: ", or "))."
    }

    private var splitNote: String? {
        Set(map { $0.configuration[.dataSplit] }).count > 1 && first?.configuration.kind == .text
            ? "data_split differs: the validation texts are different parts of the text." : nil
    }
}

extension TrainingConfiguration {
    /// What a token is; the same for all relations.
    fileprivate var tokenization: [Hyperparameter.Value] {
        switch (kind, tokenizer) {
        case (.relations, _): []
        case (.text, .char), (.text, .byte): [self[.tokenizer]]
        case (.text, .bpe): [self[.tokenizer], self[.vocabSize]]
        }
    }
}
