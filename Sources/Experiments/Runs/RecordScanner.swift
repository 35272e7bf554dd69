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
        for (parameter, value) in zip(Hyperparameter.all, settings) { known[parameter] = value }
        let task = known[.task] ?? Hyperparameter.task.defaultValue
        guard let kind = TaskKind(rawValue: task.description) else { return nil }
        // What is from before a hyper-parameter was there lacks it, and has its default.
        let needed = Hyperparameter.belonging(to: kind).filter { $0.presence(for: kind) == .always }
        guard needed.allSatisfy({ known[$0] != nil }) else { return nil }
        self.settings = settings
        configuration = try? TrainingConfiguration(known, kind: kind)
        return configuration
    }

    private mutating func ending(
        of fields: LineFields, _ configuration: TrainingConfiguration, _ seed: UInt32
    ) -> RunRecord.Ending? {
        if fields.status == "failed" {
            guard let update = fields.failedUpdate(of: configuration.kind), let loss = fields.failedLoss else { return nil }
            return .failed(epoch: update, loss: loss)
        }
        if configuration.kind == .text { return fields.textResult(of: configuration).map(RunRecord.Ending.finished) }
        guard fields.status == "finished", let inputs = fields.testInputs, let items = fields.testItems,
            let metrics = fields.metrics(of: configuration, items), let first = fields.firstTrainingInput,
            let sum = fields.tokenEmbeddingSum, let curve = fields.curve(of: configuration),
            let embedding = fields.embedding(of: configuration), items.count == inputs.count
        else { return nil }
        var split = splits[seed] ?? Split(testInputs: inputs, firstTrainingInput: first)
        if split.testInputs != inputs { split.testInputs = inputs }
        if split.firstTrainingInput != first { split.firstTrainingInput = first }
        splits[seed] = split
        return .finished(RunResult(
            metrics: metrics, testInputs: split.testInputs, testItemsRight: items, tokenEmbeddingSum: Float(sum),
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
        var testSize: Int?
        /// Of each metric in the table its right items or its number.
        var measured = [Double?](repeating: nil, count: metricFields.count)
        var firstTrainingInput: [Int]?
        var tokenEmbeddingSum: Double?
        var failedEpoch: Int?
        var failedLoss: Double?
        var lossCurve: [UInt8]?
        var embedding: [UInt8]?
        var failedIteration: Int?
        var text = TextFields()

        private static let metricFields = Metric.all.map { (name: $0.fieldName(for: .relations), metric: $0) }

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
                case .real: Self.numberOrWord(&line)
                case .word: line.plainText().map { .word($0) }
                }
                return settings[index] != nil
            }
            if let index = Self.metricFields.firstIndex(where: { $0.name == name }) {
                measured[index] = switch Self.metricFields[index].metric.kind {
                case .count: line.integer().map(Double.init)
                case .real: line.real()
                }
                return measured[index] != nil
            }
            switch name {
            case "seed": return set(&seed, line.integer().flatMap { UInt32(exactly: $0) })
            case "seconds": return set(&seconds, line.real())
            case "status": return set(&status, line.plainText())
            case "test_inputs": return set(&testInputs, line.list { $0.list { $0.integer() } })
            case "test_items": return set(&testItems, line.list { $0.boolean() })
            case "train_input_first": return set(&firstTrainingInput, line.list { $0.integer() })
            case "wte_sum": return set(&tokenEmbeddingSum, line.real())
            case "loss_curve": return set(&lossCurve, line.base64())
            case "embedding": return set(&embedding, line.base64())
            case "failed_epoch": return set(&failedEpoch, line.integer())
            case "failed_loss": return set(&failedLoss, line.real())
            case "test_size": return set(&testSize, line.integer())
            case "n_embd": return line.integer() != nil
            case "train_accuracy": return line.real() != nil
            case "failed_iter": return set(&failedIteration, line.integer())
            case "reason", "crc32": return line.plainText() != nil
            default: return text.take(name, &line)
            }
        }

        private static func numberOrWord(_ line: inout JSONReader) -> Hyperparameter.Value? {
            var word = line
            if let number = line.real() { return .real(number) }
            defer { line = word }
            return word.plainText().map { .word($0) }
        }

        /// The epoch, or the iteration, in which a run failed.
        func failedUpdate(of kind: TaskKind) -> Int? {
            switch kind {
            case .relations: failedEpoch
            case .text: failedIteration
            }
        }

        /// The result of a text's run; nil when something of it is missing or can't be.
        func textResult(of configuration: TrainingConfiguration) -> RunResult? {
            guard status == "finished", let outcome = text.outcome, var metrics = text.metrics, let first = firstTrainingInput,
                let sum = tokenEmbeddingSum, let curve = curve(of: configuration), let embedding = embedding(of: configuration)
            else { return nil }
            for ((_, metric), number) in zip(Self.metricFields, measured) where metric.kind == .real {
                metrics[metric] = number.map(MetricValue.real)
            }
            guard metrics[.trainLoss] != nil, metrics[.valLoss] != nil else { return nil }
            return RunResult(
                metrics: metrics, testInputs: [], testItemsRight: [], tokenEmbeddingSum: Float(sum), firstTrainingInput: first,
                lossCurve: curve, embedding: embedding, text: outcome)
        }

        /// What was measured; nil when one of the two counts or the train loss is missing, or a count is none of its items.
        func metrics(of configuration: TrainingConfiguration, _ items: [Bool]) -> MetricValues? {
            let testSize = items.isEmpty ? testSize ?? 0 : items.count
            var metrics: MetricValues = [:]
            for ((_, metric), number) in zip(Self.metricFields, measured) {
                guard let number else { continue }
                switch metric.kind {
                case .real: metrics[metric] = .real(number)
                case .count(let set):
                    let size = set == .test ? testSize : configuration.trainSize
                    guard size > 0, (0...Double(size)).contains(number) else { return nil }
                    metrics[metric] = .count(Int(number), of: size)
                }
            }
            guard let right = metrics[.testAccuracy]?.steps, items.isEmpty || right == items.count(where: { $0 }),
                metrics[.trainAccuracy] != nil, metrics[.trainLoss] != nil
            else { return nil }
            return metrics
        }

        /// The curve, nil in it where the line has none; nil when it is none of the configuration's.
        func curve(of configuration: TrainingConfiguration) -> LossCurve?? {
            guard let lossCurve else { return .some(nil) }
            return LossCurve(bytes: lossCurve, epochs: configuration.updates).map { .some($0) }
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
