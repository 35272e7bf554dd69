/// Adds up the runs of one combination, in the order of its seeds.
///
/// Accuracies are added as counts of right items, so that an average is one division and equal
/// results are equal numbers; losses are added in the order of the seeds.
struct CombinationTally: Sendable {
    private var finished = 0
    private var perfect = 0
    private var test = (right: 0, all: 0)
    private var train = (right: 0, all: 0)
    private var lossSum = 0.0
    /// The runs' seconds, added.
    private(set) var seconds = 0.0
    private(set) var failures: [CombinationResult.Failure] = []

    mutating func add(_ record: RunRecord) {
        seconds += record.seconds
        switch record.ending {
        case .failed: failures.append(.init(seed: record.seed, reason: record.failure ?? ""))
        case .finished(let findings): add(findings)
        }
    }

    private mutating func add(_ findings: RunFindings) {
        finished += 1
        perfect += findings.isPerfect ? 1 : 0
        test.right += findings.testItemsRightCount
        test.all += findings.testSize
        train.right += findings.trainItemsRight
        train.all += findings.trainSize
        lossSum += findings.trainLoss
    }

    /// The averages over all runs; nil when one failed or there was none.
    var averages: Averages? {
        guard failures.isEmpty, finished > 0 else { return nil }
        return Averages(
            testAccuracy: Double(test.right) / Double(test.all),
            perfectShare: Double(perfect) / Double(finished),
            trainAccuracy: Double(train.right) / Double(train.all),
            trainLoss: lossSum / Double(finished))
    }
}
