import Engine
import Formats

/// The form in `runs.jsonl`: one flat object, the hyper-parameters by their names. What follows from
/// other fields (n_embd, counts, accuracies) is written for other readers' sake; of it only the count of right
/// items is read back, as a check.
extension RunRecord {
    /// One line of `runs.jsonl`, without the newline: keys sorted, every number in the fewest digits
    /// that read back as the same one, infinity and NaN as text.
    package var jsonLine: [UInt8] { JSONWriter.bytes(of: .object(fields), .line) }

    /// Reads one line of `runs.jsonl`.
    ///
    /// - Throws: an error when it is no record.
    package init(jsonLine: some Collection<UInt8>) throws {
        let fields = try Fields(json: jsonLine)
        let configuration = try fields.configuration()
        let ending: Ending = switch try fields.text("status") {
        case "finished": .finished(try fields.findings(of: configuration))
        case "failed": .failed(epoch: try fields.integer("failed_epoch"), loss: try fields.real("failed_loss"))
        default: throw FieldError.otherKind(JSONPath().appending("status"))
        }
        self.init(
            configuration: configuration, seed: try fields.value("seed") { $0.integer.flatMap { UInt32(exactly: $0) } },
            ending: ending, seconds: try fields.real("seconds"))
    }

    private var fields: JSONObject {
        var fields = JSONObject(configuration)
        fields["n_embd"] = JSONValue(configuration.nEmbd)
        fields["seed"] = JSONValue(Int(seed))
        fields["seconds"] = JSONValue(brief: seconds)
        switch ending {
        case .finished(let findings):
            fields["status"] = "finished"
            fields.set(findings)
        case .failed(let epoch, let loss):
            fields["status"] = "failed"
            fields["reason"] = ending.reason.map(JSONValue.string)
            fields["failed_epoch"] = JSONValue(epoch)
            fields["failed_loss"] = JSONValue(brief: loss)
        }
        return fields
    }
}

extension JSONObject {
    fileprivate mutating func set(_ findings: RunFindings) {
        self["test_inputs"] = .array(findings.testInputs.map(Self.numbers))
        self["test_items"] = .array(findings.testItemsRight.map(JSONValue.boolean))
        self["test_items_right"] = JSONValue(findings.testItemsRightCount)
        self["test_size"] = JSONValue(findings.testSize)
        self["train_items_right"] = JSONValue(findings.trainItemsRight)
        self["train_accuracy"] = JSONValue(brief: findings.trainAccuracy)
        self["train_loss"] = JSONValue(brief: findings.trainLoss)
        self["train_input_first"] = Self.numbers(findings.firstTrainingInput)
        // As a double, with the digits that the console shows.
        self["wte_sum"] = JSONValue(brief: Double(findings.tokenEmbeddingSum))
        self["loss_curve"] = findings.lossCurve.map { .string(Base64.encoded($0.bytes)) }
        self["embedding"] = findings.embedding.map { .string(Base64.encoded($0.bytes)) }
    }

    private static func numbers(_ numbers: [Int]) -> JSONValue { .array(numbers.map { JSONValue($0) }) }
}

extension Fields {
    fileprivate func findings(of configuration: TrainingConfiguration) throws(FieldError) -> RunFindings {
        let inputs = try list("test_inputs", Self.numbers)
        let right = try list("test_items", \.boolean)
        let trainItemsRight = try integer("train_items_right")
        try check("test_items", !right.isEmpty && right.count == inputs.count)
        try check("test_items_right", try integer("test_items_right") == right.count { $0 })
        try check("train_items_right", (0...configuration.trainSize).contains(trainItemsRight))
        return RunFindings(
            testInputs: inputs, testItemsRight: right, trainItemsRight: trainItemsRight, trainSize: configuration.trainSize,
            trainLoss: try real("train_loss"), tokenEmbeddingSum: Float(try real("wte_sum")),
            firstTrainingInput: try value("train_input_first", Self.numbers),
            lossCurve: try optional("loss_curve") { Self.bytes($0).flatMap { LossCurve(bytes: $0, epochs: configuration.epochs) } },
            embedding: try optional("embedding") { Self.bytes($0).flatMap { TokenEmbedding(bytes: $0, width: configuration.nEmbd) } })
    }

    private static func bytes(_ value: JSONValue) -> [UInt8]? { value.string.flatMap { Base64.decoded($0.utf8) } }

    private static func numbers(_ value: JSONValue) -> [Int]? {
        guard let elements = value.array else { return nil }
        let numbers = elements.compactMap(\.integer)
        return numbers.count == elements.count ? numbers : nil
    }
}
