import Experiments

/// What results are counted by, wherever they are compared or drawn.
enum CountingOption {
    static let failed = Option<FailedRuns>.choice(
        "failed", as: "worst|exclude", "count a failed run as the metric's worst value, or leave it out",
        default: FailedRuns.worst.rawValue)
}

extension Invocation {
    /// What failed runs count as.
    var failedRuns: FailedRuns { self[CountingOption.failed] ?? .worst }
}
