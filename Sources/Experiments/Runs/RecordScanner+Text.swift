import Engine
import Formats

extension RecordScanner {
    /// What the line of a text's run has in the place of test items.
    struct TextFields {
        private var validationTokens: Int?
        private var validationTokensRight: Int?
        private var trainingTokens: Int?
        private var trainingTokensTested: Int?
        private var trainingTokensRight: Int?
        private var segments: [UInt8]?
        private var evaluations: [TextOutcome.Evaluation]?
        private var tokensSeen: Int?

        /// Whether it is a field of these, and as it should be.
        mutating func take(_ name: String, _ line: inout JSONReader) -> Bool {
            switch name {
            case "val_tokens": Self.set(&validationTokens, line.integer())
            case "val_tokens_right": Self.set(&validationTokensRight, line.integer())
            case "train_tokens": Self.set(&trainingTokens, line.integer())
            case "train_tokens_tested": Self.set(&trainingTokensTested, line.integer())
            case "train_tokens_right": Self.set(&trainingTokensRight, line.integer())
            case "val_segments": Self.set(&segments, line.base64())
            case "evaluations": Self.set(&evaluations, line.list(Self.evaluation))
            case "tokens_seen": Self.set(&tokensSeen, line.integer())
            case "best_iter": line.integer() != nil
            case "epochs_seen": line.real() != nil
            default: false
            }
        }

        private static func evaluation(_ line: inout JSONReader) -> TextOutcome.Evaluation? {
            guard line.take("["), let iteration = line.integer(), line.take(","), let train = line.real(), line.take(","),
                let validation = line.real(), line.take("]")
            else { return nil }
            return TextOutcome.Evaluation(iteration: iteration, train: train, validation: validation)
        }

        private static func set<Value>(_ field: inout Value?, _ value: Value?) -> Bool {
            field = value
            return value != nil
        }

        /// Nil when something is missing.
        var outcome: TextOutcome? {
            guard let validationTokens, let validationTokensRight, let trainingTokens, let evaluations, let tokensSeen,
                let segments = segments.flatMap(SinglePrecision.anyNumbers)
            else { return nil }
            return TextOutcome(
                evaluations: evaluations, validationTokens: validationTokens, validationTokensRight: validationTokensRight,
                segments: segments, tokensSeen: tokensSeen, trainingTokens: trainingTokens)
        }

        /// The two counts; nil when one is missing, or none of its tokens.
        var metrics: MetricValues? {
            guard let test = Self.count(validationTokensRight, of: validationTokens),
                let train = Self.count(trainingTokensRight, of: trainingTokensTested)
            else { return nil }
            return [.testAccuracy: test, .trainAccuracy: train]
        }

        private static func count(_ right: Int?, of size: Int?) -> MetricValue? {
            guard let right, let size, size > 0, (0...size).contains(right) else { return nil }
            return .count(right, of: size)
        }
    }
}
