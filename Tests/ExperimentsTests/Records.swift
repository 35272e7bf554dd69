import Engine
import Experiments

extension RunRecord {
    /// A run of the family trees' split 100 + 4 that finished.
    static func finished(
        _ run: Run, right: Int = 1, trainRight: Int = 50, loss: Double = 0.0625, sum: Float = 1.5,
        first: [Int] = [19, 33], seconds: Double = 0.25
    ) -> RunRecord {
        let result = RunResult(
            metrics: [
                .testAccuracy: .count((0..<4).count { $0 < right }, of: 4), .trainAccuracy: .count(trainRight, of: 100), .trainLoss: .real(loss),
            ],
            testInputs: [[1, 24], [2, 25], [3, 26], [4, 27]], testItemsRight: (0..<4).map { $0 < right }, tokenEmbeddingSum: sum,
            firstTrainingInput: first)
        return RunRecord(
            configuration: run.configuration, seed: run.seed, ending: .finished(result), seconds: seconds)
    }

    static func failed(_ run: Run, epoch: Int, loss: Double) -> RunRecord {
        RunRecord(
            configuration: run.configuration, seed: run.seed, ending: .failed(epoch: epoch, loss: loss), seconds: 0.5)
    }
}

/// A grid of whole and real numbers, as tests write it.
func plan(
    nLayer: [Int] = [2], nHead: [Int] = [2], nEmbdFactor: [Int] = [16], dropout: [Double] = [0.1],
    learningRate: [Double] = [0.01], seeds: Int = 2
) throws -> SweepPlan {
    try SweepPlan(
        [
            .nLayer: nLayer.map(Hyperparameter.Value.integer),
            .nHead: nHead.map(Hyperparameter.Value.integer),
            .nEmbdFactor: nEmbdFactor.map(Hyperparameter.Value.integer),
            .dropout: dropout.map(Hyperparameter.Value.real),
            .learningRate: learningRate.map(Hyperparameter.Value.real),
        ], seeds: try Seeds(count: seeds))
}
