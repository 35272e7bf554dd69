import Engine
import Experiments

extension RunRecord {
    /// A run of text that finished, with a validation text of 1,000 tokens in 4,000 bytes.
    ///
    /// - Parameter validation: the losses of its evaluations, every 250 iterations; the last is the validation loss.
    static func text(_ run: Run, validation: [Double], right: Int = 450, train: [Double]? = nil) -> RunRecord {
        let train = train ?? validation.map { $0 - 0.1 }
        let evaluations = zip(validation, train).enumerated().map { index, losses in
            TextOutcome.Evaluation(iteration: 250 * index, train: losses.1, validation: losses.0)
        }
        let loss = validation[validation.count - 1], best = validation.min() ?? loss
        let result = RunResult(
            metrics: [
                .valLoss: .real(loss), .bestValLoss: .real(best), .valBitsPerByte: .real(loss / 4),
                .testAccuracy: .count(right, of: 1000), .trainAccuracy: .count(500, of: 1000), .trainLoss: .real(train[train.count - 1]),
            ],
            testInputs: [], testItemsRight: [], tokenEmbeddingSum: 1.5, firstTrainingInput: [19, 33],
            text: TextOutcome(
                evaluations: evaluations, validationTokens: 1000, validationTokensRight: right,
                segments: Array(repeating: Float(loss), count: TextOutcome.segmentCount), tokensSeen: 64_000, trainingTokens: 9000))
        return RunRecord(configuration: run.configuration, seed: run.seed, ending: .finished(result), seconds: 0.25)
    }
}

/// A grid of text runs; values as their words and numbers are written.
func textPlan(
    nLayer: [Int] = [4], data: [String] = ["shakespeare.txt"], tokenizer: [String] = ["char"], seeds: Int = 2
) throws -> SweepPlan {
    try SweepPlan(
        [
            .task: [.word("text")], .data: data.map(Hyperparameter.Value.word), .nLayer: nLayer.map(Hyperparameter.Value.integer),
            .tokenizer: tokenizer.map(Hyperparameter.Value.word),
        ], seeds: try Seeds(count: seeds))
}

/// What the runs of such a plan learn: the same text under every name.
func textTasks(of plan: SweepPlan) throws -> TaskLibrary {
    let bytes = Array(String(repeating: "to be or not to be. ", count: 40).utf8)
    let files = plan.data.map { ($0.description, DataFile(name: $0.description, bytes: bytes)) }
    return try TaskLibrary(of: plan, files: Dictionary(uniqueKeysWithValues: files))
}
