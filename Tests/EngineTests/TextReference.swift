import Engine
import Foundation
import Testing

extension Reference {
    /// A real PyTorch run on tinyshakespeare's characters.
    struct TextRun: Decodable {
        struct Settings: Decodable {
            let n_layer: Int, n_head: Int, n_embd: Int, block_size: Int, batch_size: Int, max_iters: Int
            let eval_interval: Int, eval_iters: Int
            let bias: Int, tied: Int
            let `init`: String, decay: String
            let learning_rate: Double, min_lr: Double, warmup_iters: Int, lr_decay_iters: Int
            let beta1: Double, beta2: Double, weight_decay: Double, grad_clip: Double, dropout: Double
        }
        struct Evaluation: Decodable {
            let iter: Int
            let train: Double, val: Double
        }
        struct Validation: Decodable {
            let windows: Int, tokens: Int, right: Int
            let loss: Double
        }
        let streams: String
        let seed: UInt32
        let config: Settings
        let first_batches: [[Int]]
        let losses: [Double]
        let losses_every_10: [Double]
        let gradient_norms: [Double]
        let rates: [Double]
        let evaluations: [Evaluation]
        let val: Validation

        func configuration() throws -> TrainingConfiguration { try config.configuration(streams: streams) }
    }
}

extension Reference.TextRun.Settings {
    func configuration(streams: String) throws -> TrainingConfiguration {
        try TrainingConfiguration([
            .nLayer: .integer(n_layer), .nHead: .integer(n_head), .nEmbdFactor: .integer(n_embd / n_head),
            .blockSize: .integer(block_size), .batchSize: .integer(batch_size), .maxIters: .integer(max_iters),
            .evalInterval: .integer(eval_interval), .evalIters: .integer(eval_iters),
            .bias: .word(bias == 1 ? "true" : "false"), .tied: .word(tied == 1 ? "true" : "false"),
            .initialization: .word(`init`), .decay: .word(decay), .learningRate: .real(learning_rate), .minLR: .real(min_lr),
            .warmupIters: .integer(warmup_iters), .schedule: .word(lr_decay_iters == 0 ? "constant" : "cosine"),
            .beta1: .real(beta1), .beta2: .real(beta2), .weightDecay: .real(weight_decay), .gradClip: .real(grad_clip),
            .dropout: .real(dropout), .streams: .word(streams),
        ], kind: .text)
    }
}

extension Reference {
    static func textRuns() throws -> [TextRun] { try lines("text_runs.jsonl", of: TextRun.self) }

    /// The text of the runs: its characters in the order of their code points, the first nine tenths to train on.
    static func shakespeare() throws -> Corpus { try readShakespeare.get() }

    private static let readShakespeare = Result {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return corpus(try [UInt8](Data(contentsOf: package.appending(path: "Examples/tinyshakespeare.txt"))))
    }

    /// A text of ASCII characters.
    static func corpus(_ text: [UInt8], split: Double = 0.9) -> Corpus {
        let characters = Set(text).sorted()
        let index = Dictionary(uniqueKeysWithValues: characters.enumerated().map { ($1, UInt16($0)) })
        let trainingCount = Int(Double(text.count) * split)
        return Corpus(
            tokens: text.map { index[$0]! }, trainingCount: trainingCount,
            vocabulary: characters.map { String(UnicodeScalar($0)) }, validationBytes: text.count - trainingCount, source: text)
    }
}


/// How far a run is from PyTorch's: largest relative errors, but for the last two.
struct TextRunErrors {
    let losses: Double
    let norms: Double
    let evaluations: Double
    /// Nats.
    let validation: Double
    let rightTokens: Int
}

extension Reference.TextRun {
    /// Losses and evaluations within 1e-6, relative, to the last one recorded; the validation loss in the four digits that
    /// are printed. Norms within 2e-6: 46 of the 48 runs are within 9e-7, the others at 1.2e-6 and 1.4e-6, with losses
    /// within 1.8e-7.
    @discardableResult
    func expectAgreement(
        with outcome: TrainingOutcome, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> TextRunErrors {
        let text = try #require(outcome.text, sourceLocation: sourceLocation)
        let loss = try #require(outcome.metrics[.valLoss]?.number, sourceLocation: sourceLocation)
        let errors = errors(of: outcome, text, loss)
        #expect(errors.losses <= 1e-6, sourceLocation: sourceLocation)
        #expect(errors.norms <= 2e-6, sourceLocation: sourceLocation)
        #expect(errors.evaluations <= 1e-6, sourceLocation: sourceLocation)
        #expect(errors.validation <= 1e-5, sourceLocation: sourceLocation)
        #expect((loss * 1e4).rounded() == (val.loss * 1e4).rounded(), sourceLocation: sourceLocation)
        #expect(errors.rightTokens <= 10, sourceLocation: sourceLocation)
        #expect(text.validationTokens == val.tokens, sourceLocation: sourceLocation)
        let iterations = text.evaluations.map(\.iteration)
        #expect(evaluations.isEmpty || iterations == evaluations.map(\.iter), sourceLocation: sourceLocation)
        return errors
    }

    private func errors(of outcome: TrainingOutcome, _ text: TextOutcome, _ loss: Double) -> TextRunErrors {
        func worst(_ found: [Double], _ expected: [Double]) -> Double {
            zip(found, expected).map { abs($0 - $1) / $1 }.max() ?? 0
        }
        let everyTenth = stride(from: 0, to: outcome.losses.count, by: 10).map { outcome.losses[$0] }
        return TextRunErrors(
            losses: max(worst(outcome.losses, losses), worst(everyTenth, losses_every_10)),
            norms: worst(outcome.gradientNorms, gradient_norms),
            evaluations: max(
                worst(text.evaluations.map(\.train), evaluations.map(\.train)),
                worst(text.evaluations.map(\.validation), evaluations.map(\.val))),
            validation: abs(loss - val.loss), rightTokens: abs(text.validationTokensRight - val.right))
    }
}
