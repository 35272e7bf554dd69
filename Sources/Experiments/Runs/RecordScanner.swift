import Engine
import Formats

/// Reads records in the form they are written in, many times as fast as whole JSON values.
///
/// It is strict: whatever is not of that form, though it may be valid JSON, is nil and left to `RunRecord(jsonLine:)`.
/// Configurations and inputs that follow one another alike are held once.
struct RecordScanner {
    private var settings: [Hyperparameter.Value?] = []
    private var configuration: TrainingConfiguration?
    private var splits: [UInt32: Split] = [:]

    /// What a seed's split shows of itself.
    private struct Split {
        var testInputs: [[Int]]
        var firstTrainingInput: [Int]
    }

    /// The record in a line, which is given without its newline; nil for what is not in the canonical form.
    mutating func record(in range: Range<Int>, of bytes: [UInt8]) -> RunRecord? {
        guard let fields = LineFields(JSONReader(line: bytes, in: range)), let seed = fields.seed, let seconds = fields.seconds,
            let configuration = configuration(of: fields.settings), let ending = ending(of: fields, configuration, seed)
        else { return nil }
        return RunRecord(configuration: configuration, seed: seed, ending: ending, seconds: seconds)
    }

    private mutating func configuration(of settings: [Hyperparameter.Value?]) -> TrainingConfiguration? {
        if settings == self.settings { return configuration }
        var known: [Hyperparameter: Hyperparameter.Value] = [:]
        for (parameter, value) in zip(Hyperparameter.all, settings) {
            // What is from before a hyper-parameter was there lacks it, and has its default.
            guard value != nil || parameter.hasSilentDefault else { return nil }
            known[parameter] = value
        }
        self.settings = settings
        configuration = try? TrainingConfiguration(known)
        return configuration
    }

    private mutating func ending(
        of fields: LineFields, _ configuration: TrainingConfiguration, _ seed: UInt32
    ) -> RunRecord.Ending? {
        if fields.status == "failed" {
            guard let epoch = fields.failedEpoch, let loss = fields.failedLoss else { return nil }
            return .failed(epoch: epoch, loss: loss)
        }
        guard fields.status == "finished", let inputs = fields.testInputs, let items = fields.testItems,
            let right = fields.trainItemsRight, let loss = fields.trainLoss, let first = fields.firstTrainingInput,
            let sum = fields.tokenEmbeddingSum, let curve = fields.curve(of: configuration),
            let embedding = fields.embedding(of: configuration), !items.isEmpty, items.count == inputs.count,
            fields.testItemsRight == items.count(where: { $0 }), (0...configuration.trainSize).contains(right)
        else { return nil }
        var split = splits[seed] ?? Split(testInputs: inputs, firstTrainingInput: first)
        if split.testInputs != inputs { split.testInputs = inputs }
        if split.firstTrainingInput != first { split.firstTrainingInput = first }
        splits[seed] = split
        return .finished(RunFindings(
            testInputs: split.testInputs, testItemsRight: items, trainItemsRight: right,
            trainSize: configuration.trainSize, trainLoss: loss, tokenEmbeddingSum: Float(sum),
            firstTrainingInput: split.firstTrainingInput, lossCurve: curve, embedding: embedding))
    }
}

extension RecordScanner {
    /// The values in a line, by their names; the derived ones are checked for their form alone.
    private struct LineFields {
        var settings = [Hyperparameter.Value?](repeating: nil, count: Hyperparameter.all.count)
        var seed: UInt32?
        var seconds: Double?
        var status: String?
        var testInputs: [[Int]]?
        var testItems: [Bool]?
        var testItemsRight: Int?
        var trainItemsRight: Int?
        var trainLoss: Double?
        var firstTrainingInput: [Int]?
        var tokenEmbeddingSum: Double?
        var failedEpoch: Int?
        var failedLoss: Double?
        var lossCurve: [UInt8]?
        var embedding: [UInt8]?

        /// Nil when the line is not an object of such fields.
        init?(_ line: JSONReader) {
            var line = line
            guard line.take("{") else { return nil }
            repeat {
                guard let name = line.plainText(), line.take(":"), take(name, &line) else { return nil }
            } while line.take(",")
            guard line.take("}"), line.isAtEnd else { return nil }
        }

        private mutating func take(_ name: String, _ line: inout JSONReader) -> Bool {
            if let index = Hyperparameter.all.firstIndex(where: { $0.name == name }) {
                settings[index] = switch Hyperparameter.all[index].kind {
                case .integer: line.integer().map { .integer($0) }
                case .real: line.real().map { .real($0) }
                case .word: line.plainText().map { .word($0) }
                }
                return settings[index] != nil
            }
            switch name {
            case "seed": return set(&seed, line.integer().flatMap { UInt32(exactly: $0) })
            case "seconds": return set(&seconds, line.real())
            case "status": return set(&status, line.plainText())
            case "test_inputs": return set(&testInputs, line.list { $0.list { $0.integer() } })
            case "test_items": return set(&testItems, line.list { $0.boolean() })
            case "test_items_right": return set(&testItemsRight, line.integer())
            case "train_items_right": return set(&trainItemsRight, line.integer())
            case "train_loss": return set(&trainLoss, line.real())
            case "train_input_first": return set(&firstTrainingInput, line.list { $0.integer() })
            case "wte_sum": return set(&tokenEmbeddingSum, line.real())
            case "loss_curve": return set(&lossCurve, line.base64())
            case "embedding": return set(&embedding, line.base64())
            case "failed_epoch": return set(&failedEpoch, line.integer())
            case "failed_loss": return set(&failedLoss, line.real())
            case "n_embd", "test_size": return line.integer() != nil
            case "train_accuracy": return line.real() != nil
            case "reason": return line.plainText() != nil
            default: return false
            }
        }

        /// The curve, nil in it where the line has none; nil when it is none of the configuration's.
        func curve(of configuration: TrainingConfiguration) -> LossCurve?? {
            guard let lossCurve else { return .some(nil) }
            return LossCurve(bytes: lossCurve, epochs: configuration.epochs).map { .some($0) }
        }

        /// The embedding, likewise.
        func embedding(of configuration: TrainingConfiguration) -> TokenEmbedding?? {
            guard let embedding else { return .some(nil) }
            return TokenEmbedding(bytes: embedding, width: configuration.nEmbd).map { .some($0) }
        }

        private func set<Value>(_ field: inout Value?, _ value: Value?) -> Bool {
            field = value
            return value != nil
        }
    }
}
