import Experiments

/// What of a run is drawn against hyper-parameters.
enum PlotMetric: String, CaseIterable, Hashable, Sendable {
    case testAccuracy = "test_accuracy"
    case trainAccuracy = "train_accuracy"
    case trainLoss = "train_loss"

    /// For people: `test accuracy`.
    var title: String { rawValue.replacing("_", with: " ") }

    func value(of findings: RunFindings) -> Double {
        switch self {
        case .testAccuracy: findings.testAccuracy
        case .trainAccuracy: findings.trainAccuracy
        case .trainLoss: findings.trainLoss
        }
    }
}
