import Engine
import Formats

/// The form in `runs.jsonl`: one flat object, the hyper-parameters by their names. What follows from
/// other fields (n_embd, counts, accuracies) is written for other readers' sake; of it only the count of right
/// items is read back, as a check.
extension RunRecord {
    /// One line of `runs.jsonl`, without the checksum and the newline: keys sorted, every number in the fewest digits
    /// that read back as the same one, infinity and NaN as text.
    package var jsonLine: [UInt8] { JSONWriter.bytes(of: .object(fields), .line) }

    /// The same as it is kept: with a checksum as its last field, and the newline.
    package var keptLine: [UInt8] { LineChecksum.sealed(jsonLine) + [UInt8(ascii: "\n")] }

    /// Reads one line of `runs.jsonl`.
    ///
    /// - Throws: an error when it is no record.
    package init(jsonLine: some Collection<UInt8>) throws {
        let fields = try Fields(json: jsonLine)
        let configuration = try fields.configuration()
        let ending: Ending = switch try fields.text("status") {
        case "finished": .finished(try fields.result(of: configuration))
        case "failed":
            .failed(epoch: try fields.integer(Self.failedUpdate(of: configuration.kind)), loss: try fields.real("failed_loss"))
        default: throw FieldError.otherKind(JSONPath().appending("status"))
        }
        self.init(
            configuration: configuration, seed: try fields.value("seed") { $0.integer.flatMap { UInt32(exactly: $0) } },
            ending: ending, seconds: try fields.real("seconds"))
    }

    /// The field with the epoch, or the iteration, in which a run failed.
    private static func failedUpdate(of kind: TaskKind) -> String {
        switch kind {
        case .relations: "failed_epoch"
        case .text: "failed_iter"
        }
    }

    /// All that a line holds.
    var fields: JSONObject {
        var fields = JSONObject(configuration)
        fields["n_embd"] = JSONValue(configuration.nEmbd)
        fields["seed"] = JSONValue(Int(seed))
        fields["seconds"] = JSONValue(brief: seconds)
        switch ending {
        case .finished(let result):
            fields["status"] = "finished"
            fields.set(result)
        case .failed(let epoch, let loss):
            fields["status"] = "failed"
            fields["reason"] = failure.map(JSONValue.string)
            fields[Self.failedUpdate(of: configuration.kind)] = JSONValue(epoch)
            fields["failed_loss"] = JSONValue(brief: loss)
        }
        return fields
    }
}

extension JSONObject {
    fileprivate mutating func set(_ result: RunResult) {
        let kind: TaskKind = result.text == nil ? .relations : .text
        for (metric, value) in result.metrics.measured {
            self[metric.fieldName(for: kind)] = switch value {
            case .count(let right, _): JSONValue(right)
            case .real(let number): JSONValue(brief: number)
            }
        }
        if let text = result.text {
            set(text, result.metrics)
        } else {
            self["test_inputs"] = .array(result.testInputs.map(Self.numbers))
            self["test_items"] = .array(result.testItemsRight.map(JSONValue.boolean))
            self["test_size"] = JSONValue(result.metrics[.testAccuracy]?.stepsInOne)
        }
        self["train_accuracy"] = JSONValue(brief: result[.trainAccuracy])
        self["train_input_first"] = Self.numbers(result.firstTrainingInput)
        // As a double, with the digits that the console shows.
        self["wte_sum"] = JSONValue(brief: Double(result.tokenEmbeddingSum))
        self["loss_curve"] = result.lossCurve.map { .string(Base64.encoded($0.bytes)) }
        self["embedding"] = result.embedding.map { .string(Base64.encoded($0.bytes)) }
    }

    private static func numbers(_ numbers: [Int]) -> JSONValue { .array(numbers.map { JSONValue($0) }) }
}

extension Fields {
    fileprivate func result(of configuration: TrainingConfiguration) throws(FieldError) -> RunResult {
        if configuration.kind == .text { return try textResult(of: configuration) }
        let inputs = try list("test_inputs", Self.numbers)
        let right = try list("test_items", \.boolean)
        try check("test_items", right.count == inputs.count)
        let testSize = right.isEmpty ? try integer("test_size") : right.count
        let metrics = try metrics(testSize: testSize, trainSize: configuration.trainSize)
        try check("test_items_right", right.isEmpty || metrics[.testAccuracy]?.steps == right.count { $0 })
        return RunResult(
            metrics: metrics, testInputs: inputs, testItemsRight: right, tokenEmbeddingSum: Float(try real("wte_sum")),
            firstTrainingInput: try value("train_input_first", Self.numbers),
            lossCurve: try lossCurve(of: configuration), embedding: try embedding(of: configuration))
    }

    private func textResult(of configuration: TrainingConfiguration) throws(FieldError) -> RunResult {
        let text = try textOutcome()
        var metrics: MetricValues = [.testAccuracy: .count(text.validationTokensRight, of: text.validationTokens)]
        metrics[.trainAccuracy] = try count(.trainAccuracy, .text, of: try integer("train_tokens_tested"))
        for metric in Metric.all where metric.kind == .real && ([.trainLoss, .valLoss].contains(metric) || has(metric.name)) {
            metrics[metric] = .real(try real(metric.name))
        }
        return RunResult(
            metrics: metrics, testInputs: [], testItemsRight: [], tokenEmbeddingSum: Float(try real("wte_sum")),
            firstTrainingInput: try value("train_input_first", Self.numbers), lossCurve: try lossCurve(of: configuration),
            embedding: try embedding(of: configuration), text: text)
    }

    private func lossCurve(of configuration: TrainingConfiguration) throws(FieldError) -> LossCurve? {
        try optional("loss_curve") { Self.bytes($0).flatMap { LossCurve(bytes: $0, epochs: configuration.updates) } }
    }

    private func embedding(of configuration: TrainingConfiguration) throws(FieldError) -> TokenEmbedding? {
        try optional("embedding") { Self.bytes($0).flatMap { TokenEmbedding(bytes: $0, width: configuration.nEmbd) } }
    }

    /// Every record has the two counts and the train loss.
    private func metrics(testSize: Int, trainSize: Int) throws(FieldError) -> MetricValues {
        var metrics: MetricValues = [
            .testAccuracy: try count(.testAccuracy, .relations, of: testSize),
            .trainAccuracy: try count(.trainAccuracy, .relations, of: trainSize),
        ]
        for metric in Metric.all where metric.kind == .real && (metric == .trainLoss || has(metric.name)) {
            metrics[metric] = .real(try real(metric.name))
        }
        return metrics
    }

    private func count(_ metric: Metric, _ kind: TaskKind, of size: Int) throws(FieldError) -> MetricValue {
        let name = metric.fieldName(for: kind), right = try integer(name)
        try check(name, size > 0 && (0...size).contains(right))
        return .count(right, of: size)
    }

    private static func bytes(_ value: JSONValue) -> [UInt8]? { value.string.flatMap { Base64.decoded($0.utf8) } }

    private static func numbers(_ value: JSONValue) -> [Int]? {
        guard let elements = value.array else { return nil }
        let numbers = elements.compactMap(\.integer)
        return numbers.count == elements.count ? numbers : nil
    }
}
