import Engine
import Formats

// What the line of a text's run has in the place of test items. `best_iter` and `epochs_seen` follow from other fields.
extension JSONObject {
    /// - Parameter metrics: what the outcome's run measured.
    mutating func set(_ text: TextOutcome, _ metrics: MetricValues) {
        self["val_tokens"] = JSONValue(text.validationTokens)
        self["train_tokens"] = JSONValue(text.trainingTokens)
        self["train_tokens_tested"] = JSONValue(metrics[.trainAccuracy]?.stepsInOne)
        self["val_segments"] = .string(Base64.encoded(SinglePrecision.bytes(of: text.segments)))
        self["evaluations"] = .array(text.evaluations.map { evaluation in
            .array([JSONValue(evaluation.iteration), JSONValue(brief: evaluation.train), JSONValue(brief: evaluation.validation)])
        })
        self["best_iter"] = JSONValue(text.best?.iteration)
        self["tokens_seen"] = JSONValue(text.tokensSeen)
        self["epochs_seen"] = JSONValue(brief: Double(text.tokensSeen) / Double(text.trainingTokens))
    }
}

extension Fields {
    func textOutcome() throws(FieldError) -> TextOutcome {
        let tokens = try integer("val_tokens"), right = try integer(Metric.testAccuracy.fieldName(for: .text))
        try check("val_tokens", tokens > 0 && (0...tokens).contains(right))
        return TextOutcome(
            evaluations: try list("evaluations", TextOutcome.Evaluation.init(json:)), validationTokens: tokens, validationTokensRight: right,
            segments: try value("val_segments") { $0.string.flatMap { Base64.decoded($0.utf8) }.flatMap(SinglePrecision.anyNumbers) },
            tokensSeen: try integer("tokens_seen"), trainingTokens: try integer("train_tokens"))
    }
}

extension TextOutcome.Evaluation {
    /// `[250,1.75,1.9]`; nil for anything else.
    fileprivate init?(json: JSONValue) {
        guard let row = json.array, row.count == 3, let iteration = row[0].integer, let train = row[1].real, let validation = row[2].real
        else { return nil }
        self.init(iteration: iteration, train: train, validation: validation)
    }
}
