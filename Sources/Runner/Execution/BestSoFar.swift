import Engine
import Experiments
import Statistics

/// The best of the combinations that are through, and where its mean lies with 95 % confidence.
struct BestSoFar: Sendable {
    let ranked: Summary.Ranked
    private let interval: Interval?

    /// - Parameter records: the combination's; one that failed counts as the worst value.
    init(_ ranked: Summary.Ranked, records: [RunRecord]) {
        self.ranked = ranked
        interval = FailedRuns.worst.values(of: ranked.averages.ranking, in: records)
            .meanInterval(of: ranked.combination.configuration.kind)
    }
}

extension BestSoFar: CustomStringConvertible {
    /// `0.6150 [0.555, 0.670] with n_layer=2, n_head=8, …`; no interval where the seeds give none.
    var description: String {
        let decimals = ranked.averages.ranking.kind == .real ? 4 : 3
        let between = interval.map { " \($0.text(decimals: decimals))" } ?? ""
        return "\(ranked.averages.score.fixed(4))\(between) with \(ranked.combination.assignments)"
    }
}
