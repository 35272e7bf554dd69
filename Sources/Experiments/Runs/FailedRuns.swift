package import Engine

/// What a run that failed counts as wherever results are averaged, ranked, compared or drawn.
package enum FailedRuns: String, CaseIterable, Sendable {
    /// The metric's worst value: a combination gains nothing by losing its worst seeds. What holds unless something else
    /// is asked for.
    case worst
    /// Nothing: its seed is left out.
    case exclude
}

extension FailedRuns {
    /// What counts of a run: its values, those of a failed one the worst on the scale of others; nil where it is left out.
    package func metrics(of record: RunRecord, like known: MetricValues) -> MetricValues? {
        switch (record.ending, self) {
        case (.finished(let result), _): return result.metrics
        case (.failed, .worst):
            var metrics: MetricValues = [:]
            for (metric, value) in known.measured { metrics[metric] = value.worst(of: metric) }
            return metrics
        case (.failed, .exclude): return nil
        }
    }

    /// A metric's values of some runs, in their order; none where no run finished, because then nothing tells the size of
    /// their test sets.
    package func values(of metric: Metric, in records: [RunRecord]) -> [MetricValue] {
        guard let known = records.lazy.compactMap({ $0.result?.metrics }).first else { return [] }
        return records.compactMap { metrics(of: $0, like: known)?[metric] }
    }
}

extension Metric {
    /// What a failed run counts as, in words: `test accuracy 0`, `train loss inf`.
    package var worstText: String { "\(title) \(worst.isFinite ? worst.fixed(0) : worst.pythonDescription)" }
}
