package import Engine
package import Experiments

/// What a comparison needs of one finished run.
package struct SeedScore: Hashable, Sendable {
    package let seed: UInt32
    package let metrics: MetricValues

    package init(seed: UInt32, metrics: MetricValues) {
        self.seed = seed
        self.metrics = metrics
    }

    /// Nil for a run that failed.
    package init?(_ record: RunRecord) {
        guard case .finished(let result) = record.ending else { return nil }
        self.init(seed: record.seed, metrics: result.metrics)
    }
}

/// What is compared: a metric, in whole steps.
package struct Scale: Hashable, Sendable {
    package let metric: Metric
    /// Steps that make up 1: the items of a count, or 10,000.
    package let unit: Int

    /// The items of a count; nil for a real number.
    package var itemCount: Int? {
        switch metric.kind {
        case .count: unit
        case .real: nil
        }
    }

    /// Whether it is a count of which more than 99 % are right.
    func isPerfect(_ score: SeedScore) -> Bool {
        score.metrics[metric]?.isPerfect ?? false
    }

    func steps(of score: SeedScore) -> Int { score.metrics[metric]?.steps ?? 0 }
}

extension [SeedScore] {
    /// The first metric of the table that all have, with the unit they share.
    ///
    /// - Throws: `ComparisonError.noScores`, `.differentData` where they have no metric in common, `.differentTestSizes`.
    package func scale() throws(ComparisonError) -> Scale {
        guard !isEmpty else { throw .noScores }
        guard let metric = Metric.all.first(where: { metric in allSatisfy { $0.metrics[metric] != nil } }) else {
            throw .differentData
        }
        let units = Set(compactMap { $0.metrics[metric]?.stepsInOne })
        guard let unit = units.first, units.count == 1 else { throw .differentTestSizes(units.sorted()) }
        return Scale(metric: metric, unit: unit)
    }
}
