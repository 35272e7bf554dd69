import Engine
import Experiments
import Statistics

/// The best of the combinations that are through, and where its mean lies with 95 % confidence.
struct BestSoFar: Sendable {
    let success: Summary.Success
    private let interval: Interval?

    /// - Parameter records: the combination's, all of which finished.
    init(_ success: Summary.Success, records: [RunRecord]) {
        self.success = success
        let metric = success.averages.ranking
        interval = records.compactMap { $0.result?.metrics[metric] }.meanInterval
    }
}

extension BestSoFar: CustomStringConvertible {
    /// `0.6150 [0.555, 0.670] with n_layer=2, n_head=8, …`; no interval where the seeds give none.
    var description: String {
        let between = interval.map { " \($0.text())" } ?? ""
        return "\(success.averages.score.fixed(4))\(between) with \(success.combination.assignments)"
    }
}
