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
        case .finished(let findings):
            try fields.encode("finished", forKey: "status")
            try fields.encode(findings)
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
            .finished(try fields.decodeFindings(configuration))
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
    fileprivate mutating func encode(_ findings: RunFindings) throws {
        try encode(findings.testInputs, forKey: "test_inputs")
        try encode(findings.testItemsRight, forKey: "test_items")
        try encode(findings.testItemsRightCount, forKey: "test_items_right")
        try encode(findings.testSize, forKey: "test_size")
        try encode(findings.trainItemsRight, forKey: "train_items_right")
        try encode(findings.trainAccuracy, forKey: "train_accuracy")
        try encode(findings.trainLoss, forKey: "train_loss")
        try encode(findings.firstTrainingInput, forKey: "train_input_first")
        // As a double, with the digits that the console shows.
        try encode(Double(findings.tokenEmbeddingSum), forKey: "wte_sum")
        if let curve = findings.lossCurve { try encode(Data(curve.bytes), forKey: "loss_curve") }
        if let embedding = findings.embedding { try encode(Data(embedding.bytes), forKey: "embedding") }
    }
}

extension KeyedDecodingContainer<JSON.Key> {
    fileprivate func decodeFindings(_ configuration: TrainingConfiguration) throws -> RunFindings {
        let inputs = try decode([[Int]].self, forKey: "test_inputs")
        let right = try decode([Bool].self, forKey: "test_items")
        let trainItemsRight = try decode(Int.self, forKey: "train_items_right")
        guard !right.isEmpty, right.count == inputs.count else {
            throw DecodingError.dataCorruptedError(
                forKey: "test_items", in: self, debugDescription: "\(right.count) for \(inputs.count) test inputs")
        }
        let rightCount = try decode(Int.self, forKey: "test_items_right")
        guard rightCount == right.count(where: { $0 }) else {
            throw DecodingError.dataCorruptedError(
                forKey: "test_items_right", in: self, debugDescription: "\(rightCount), test_items says otherwise")
        }
        guard (0...configuration.trainSize).contains(trainItemsRight) else {
            throw DecodingError.dataCorruptedError(
                forKey: "train_items_right", in: self, debugDescription: "\(trainItemsRight) of \(configuration.trainSize)")
        }
        return RunFindings(
            testInputs: inputs, testItemsRight: right, trainItemsRight: trainItemsRight, trainSize: configuration.trainSize,
            trainLoss: try decode(Double.self, forKey: "train_loss"),
            tokenEmbeddingSum: Float(try decode(Double.self, forKey: "wte_sum")),
            firstTrainingInput: try decode([Int].self, forKey: "train_input_first"),
            lossCurve: try decodeLossCurve(configuration.epochs), embedding: try decodeEmbedding(configuration.nEmbd))
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
