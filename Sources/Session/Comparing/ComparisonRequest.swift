package import Comparison
package import Engine
package import Experiments

/// What is to be compared, for the command language and the command line alike.
package struct ComparisonRequest: Sendable {
    package enum Question: Sendable {
        /// All against one: nil is the best.
        case ranking(to: ComparisonReference?)
        case factors([Factor])
        case importance
    }

    private let results: [LoadedResults]
    private let question: Question
    private let failed: FailedRuns
    private let metric: Metric?

    /// - Parameters:
    ///   - results: at least one, as they are named.
    ///   - failed: what failed runs count as.
    ///   - metric: what they are compared by; nil for what they are ranked by.
    package init(_ results: [LoadedResults], _ question: Question, failed: FailedRuns = .worst, by metric: Metric? = nil) {
        self.results = results
        self.question = question
        self.failed = failed
        self.metric = metric
    }

    /// The comparison: two results of one combination each are a pair, more are ranked. What several have of one combination
    /// is pooled.
    ///
    /// - Throws: `ComparisonError`, or `ReferenceError`.
    ///   `CancellationError` where the task was cancelled on the way.
    package func comparison() throws -> ComparisonReport {
        let report = try report()
        try Task.checkCancellation()
        return report
    }

    private func report() throws -> ComparisonReport {
        guard Set(results.map(\.otherData)).count <= 1 else { throw ComparisonError.differentData }
        var contenders = try results.flatMap { $0.contenders(failed: failed) }.pooled()
        switch question {
        case .factors(let parameters):
            return .factors(try parameters.map { try FactorComparison(contenders, by: $0, for: metric) })
        case .importance:
            return .importance(try Importance(contenders, for: metric))
        case .ranking(to: nil) where contenders.count == 2 && results.allSatisfy { $0.combinationCount == 1 }:
            return try contenders[0].isPaired(with: contenders[1])
                ? .pair(PairComparison(contenders[0], contenders[1], by: metric))
                : .unpaired(UnpairedComparison(contenders[0], contenders[1], by: metric))
        case .ranking(let reference):
            let index = try reference?.index(in: &contenders)
            return .sweep(try SweepComparison(contenders, reference: index, looks: results.map(\.lookCount).max() ?? 1, by: metric))
        }
    }
}
