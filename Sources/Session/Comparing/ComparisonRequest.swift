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
        var hashes: [String: String] = [:]
        for (data, hash) in results.flatMap(\.dataHashes) {
            guard hashes.updateValue(hash, forKey: data).map({ $0 == hash }) ?? true else { throw ComparisonError.differentData }
        }
        let contenders = try results.flatMap { $0.contenders(failed: failed) }.pooled()
        let apart = contenders.byData
        guard apart.count > 1 else { return try report(on: contenders) }
        try checkApart()
        return .parts(try apart.map { data, contenders in
            ComparisonReport.Part(heading: "\(Hyperparameter.data.name)=\(Hyperparameter.data.label(of: data))", try report(on: contenders))
        })
    }

    /// - Throws: `ComparisonError.acrossData`, or `.differentData` for two results of one combination each.
    private func checkApart() throws(ComparisonError) {
        switch question {
        case .factors(let factors) where factors.contains(.parameter(.data)): throw .acrossData
        case .ranking(to: .some): throw .acrossData
        case .ranking(to: nil) where results.allSatisfy { $0.combinationCount == 1 } && results.count == 2: throw .differentData
        case .ranking, .factors, .importance: return
        }
    }

    private func report(on contenders: [Contender]) throws -> ComparisonReport {
        var contenders = contenders
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
            guard contenders.byData.count < 2 else { throw ComparisonError.acrossData }
            return .sweep(try SweepComparison(
                contenders, reference: index, looks: results.map(\.lookCount).max() ?? 1, by: metric))
        }
    }
}

extension [Contender] {
    /// Those of each data, in the order in which it appears.
    fileprivate var byData: [(data: Hyperparameter.Value, contenders: [Contender])] {
        var groups: [(data: Hyperparameter.Value, contenders: [Contender])] = []
        for contender in self {
            let data = contender.configuration[.data]
            if let place = groups.firstIndex(where: { $0.data == data }) {
                groups[place].contenders.append(contender)
            } else {
                groups.append((data, [contender]))
            }
        }
        return groups
    }
}
