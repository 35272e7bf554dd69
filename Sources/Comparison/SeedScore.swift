package import Experiments

/// What a comparison needs of one finished run.
package struct SeedScore: Hashable, Sendable {
    package let seed: UInt32
    /// Test items right, 0 to `testSize`.
    package let right: Int
    /// Test items, at least 1.
    package let testSize: Int
    package let trainLoss: Double

    package init(seed: UInt32, right: Int, testSize: Int, trainLoss: Double) {
        self.seed = seed
        self.right = right
        self.testSize = testSize
        self.trainLoss = trainLoss
    }

    /// Nil for a run that failed.
    package init?(_ record: RunRecord) {
        guard case .finished(let findings) = record.ending else { return nil }
        self.init(
            seed: record.seed, right: findings.testItemsRightCount, testSize: findings.testSize,
            trainLoss: findings.trainLoss)
    }

    /// Whether the test accuracy is above 0.99.
    package var isPerfect: Bool { Double(right) / Double(testSize) > 0.99 }
}
