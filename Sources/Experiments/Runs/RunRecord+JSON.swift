import Engine
import FoundationEssentials

/// The form in `runs.jsonl`: one flat object, the hyper-parameters by their names. What follows from
/// other fields (n_embd, counts, accuracies) is written for other readers' sake; of it only the count of right
/// items is read back, as a check.
extension RunRecord: Codable {
    /// One line of `runs.jsonl`, without the newline: keys sorted, every number in the fewest digits
    /// that read back as the same one, infinity and NaN as text.
    package var jsonLine: [UInt8] {
        guard let data = try? JSON.encoder([.sortedKeys, .withoutEscapingSlashes]).encode(self) else {
            preconditionFailure("numbers, texts and lists always encode")
        }
        return Array(data)
    }

    /// Reads one line of `runs.jsonl`.
    ///
    /// - Throws: `DecodingError` when it is no record.
    package init(jsonLine: some Collection<UInt8>) throws {
        self = try JSON.decoder().decode(RunRecord.self, from: Data(jsonLine))
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: JSON.Key.self)
        try fields.encode(configuration)
        try fields.encode(configuration.nEmbd, forKey: "n_embd")
        try fields.encode(seed, forKey: "seed")
        try fields.encode(seconds, forKey: "seconds")
        switch ending {
        case .finished(let result):
            try fields.encode("finished", forKey: "status")
            try fields.encode(result)
        case .failed(let epoch, let loss):
            try fields.encode("failed", forKey: "status")
            try fields.encode(ending.reason, forKey: "reason")
            try fields.encode(epoch, forKey: "failed_epoch")
            try fields.encode(loss, forKey: "failed_loss")
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: JSON.Key.self)
        let configuration = try fields.decodeConfiguration()
        let ending: Ending = switch try fields.decode(String.self, forKey: "status") {
        case "finished":
            .finished(try fields.decodeResult(configuration))
        case "failed":
            .failed(
                epoch: try fields.decode(Int.self, forKey: "failed_epoch"),
                loss: try fields.decode(Double.self, forKey: "failed_loss"))
        case let status:
            throw DecodingError.dataCorruptedError(
                forKey: "status", in: fields, debugDescription: "no run ends as \"\(status)\"")
        }
        self.init(
            configuration: configuration, seed: try fields.decode(UInt32.self, forKey: "seed"),
            ending: ending, seconds: try fields.decode(Double.self, forKey: "seconds"))
    }
}

extension KeyedEncodingContainer<JSON.Key> {
    fileprivate mutating func encode(_ result: RunResult) throws {
        try encode(result.testInputs, forKey: "test_inputs")
        try encode(result.testItemsRight, forKey: "test_items")
        for (metric, value) in result.metrics.measured {
            switch value {
            case .count(let right, _): try encode(right, forKey: JSON.Key(metric))
            case .real(let number): try encode(number, forKey: JSON.Key(metric))
            }
        }
        try encodeIfPresent(result.metrics[.testAccuracy]?.stepsInOne, forKey: "test_size")
        try encode(result[.trainAccuracy], forKey: "train_accuracy")
        try encode(result.firstTrainingInput, forKey: "train_input_first")
        // As a double, with the digits that the console shows.
        try encode(Double(result.tokenEmbeddingSum), forKey: "wte_sum")
        if let curve = result.lossCurve { try encode(Data(curve.bytes), forKey: "loss_curve") }
        if let embedding = result.embedding { try encode(Data(embedding.bytes), forKey: "embedding") }
    }
}

extension KeyedDecodingContainer<JSON.Key> {
    fileprivate func decodeResult(_ configuration: TrainingConfiguration) throws -> RunResult {
        let inputs = try decode([[Int]].self, forKey: "test_inputs")
        let right = try decode([Bool].self, forKey: "test_items")
        guard right.count == inputs.count else {
            throw DecodingError.dataCorruptedError(
                forKey: "test_items", in: self, debugDescription: "\(right.count) for \(inputs.count) test inputs")
        }
        let metrics = try decodeMetrics(testSize: right.isEmpty ? decode(Int.self, forKey: "test_size") : right.count, configuration)
        guard right.isEmpty || metrics[.testAccuracy]?.steps == right.count(where: { $0 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: "test_items_right", in: self, debugDescription: "test_items says otherwise")
        }
        return RunResult(
            metrics: metrics, testInputs: inputs, testItemsRight: right,
            tokenEmbeddingSum: Float(try decode(Double.self, forKey: "wte_sum")),
            firstTrainingInput: try decode([Int].self, forKey: "train_input_first"),
            lossCurve: try decodeLossCurve(configuration.epochs), embedding: try decodeEmbedding(configuration.nEmbd))
    }

    /// Every record has the two counts and the train loss.
    private func decodeMetrics(testSize: Int, _ configuration: TrainingConfiguration) throws -> MetricValues {
        var metrics: MetricValues = [
            .testAccuracy: try decodeCount(.testAccuracy, of: testSize),
            .trainAccuracy: try decodeCount(.trainAccuracy, of: configuration.trainSize),
        ]
        for metric in Metric.all where metric.kind == .real {
            metrics[metric] = try decodeIfPresent(Double.self, forKey: JSON.Key(metric)).map(MetricValue.real)
        }
        guard metrics[.trainLoss] != nil else {
            throw DecodingError.dataCorruptedError(forKey: JSON.Key(.trainLoss), in: self, debugDescription: "missing")
        }
        return metrics
    }

    private func decodeCount(_ metric: Metric, of size: Int) throws -> MetricValue {
        let right = try decode(Int.self, forKey: JSON.Key(metric))
        guard size > 0, (0...size).contains(right) else {
            throw DecodingError.dataCorruptedError(
                forKey: JSON.Key(metric), in: self, debugDescription: "\(right) of \(size)")
        }
        return .count(right, of: size)
    }

    private func decodeLossCurve(_ epochs: Int) throws -> LossCurve? {
        guard let data = try decodeIfPresent(Data.self, forKey: "loss_curve") else { return nil }
        guard let curve = LossCurve(bytes: Array(data), epochs: epochs) else {
            throw DecodingError.dataCorruptedError(
                forKey: "loss_curve", in: self, debugDescription: "\(data.count) bytes are no curve of \(epochs) epochs")
        }
        return curve
    }

    private func decodeEmbedding(_ width: Int) throws -> TokenEmbedding? {
        guard let data = try decodeIfPresent(Data.self, forKey: "embedding") else { return nil }
        guard let embedding = TokenEmbedding(bytes: Array(data), width: width) else {
            throw DecodingError.dataCorruptedError(
                forKey: "embedding", in: self, debugDescription: "\(data.count) bytes are no vectors of \(width) numbers")
        }
        return embedding
    }
}

extension JSON.Key {
    fileprivate init(_ metric: Metric) { self.init(stringValue: metric.fieldName) }
}
