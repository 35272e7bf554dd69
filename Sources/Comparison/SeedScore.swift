package import Engine
package import Experiments

/// What a comparison needs of one run that has ended.
package struct SeedScore: Hashable, Sendable {
    package let seed: UInt32
    /// What was measured; nothing for a run that failed.
    package let metrics: MetricValues
    /// Why the run failed: `loss is nan`; nil for one that finished.
    package let failure: String?
    /// Those of a text's run on its way.
    package let evaluations: [TextOutcome.Evaluation]

    package init(seed: UInt32, metrics: MetricValues, evaluations: [TextOutcome.Evaluation] = []) {
        self.seed = seed
        self.metrics = metrics
        failure = nil
        self.evaluations = evaluations
    }

    package init(seed: UInt32, failure: String) {
        self.seed = seed
        metrics = [:]
        self.failure = failure
        evaluations = []
    }

    package init(_ record: RunRecord) {
        switch record.ending {
        case .finished(let result):
            self.init(seed: record.seed, metrics: result.metrics, evaluations: result.text?.evaluations ?? [])
        case .failed: self.init(seed: record.seed, failure: record.ending.cause ?? "")
        }
    }

    /// A metric's number, of a failed run the worst there is; nil where it was not measured.
    func number(of metric: Metric) -> Double? { failure == nil ? metrics[metric]?.number : metric.worst }
}

/// What is compared: a metric, in whole steps.
package struct Scale: Hashable, Sendable {
    package let metric: Metric
    /// Steps that make up 1: the items of a count, or 10,000.
    package let unit: Int
    /// The sizes of the test sets that a count is of, rising; none for a real number.
    package let sizes: [Int]
    /// What was learned.
    package let kind: TaskKind
    /// What is said wherever it is what results are compared on.
    package private(set) var notes: [String] = []

    /// More steps than this are not told apart.
    private static let mostSteps = 1_000_000

    /// - Parameter sizes: the items of the counts, different and rising; none for a real number.
    fileprivate init(_ metric: Metric, sizes: [Int], _ kind: TaskKind) {
        self.metric = metric
        self.kind = kind
        self.sizes = sizes
        // Shares of test sets of several sizes are whole numbers of the least common multiple's parts.
        unit = sizes.isEmpty ? MetricValue.real(0).stepsInOne : sizes.reduce(1) { unit, size in
            guard let unit = Self.leastCommonMultiple(unit, size), unit <= Self.mostSteps else { return Self.mostSteps }
            return unit
        }
        notes = [sharesNote].compactMap { $0 }
    }

    /// The same with more to be said.
    func with(_ notes: [String]) -> Scale {
        var scale = self
        scale.notes += notes
        return scale
    }

    private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int? {
        var (x, y) = (a, b)
        while y > 0 { (x, y) = (y, x % y) }
        let (multiple, isTooLarge) = (a / x).multipliedReportingOverflow(by: b)
        return isTooLarge ? nil : multiple
    }

    /// The items of a count; nil for a real number, and where counts are of several sizes.
    package var itemCount: Int? { sizes.count == 1 ? unit : nil }

    /// Whether it tells something that more than 99 % of its items are right: a text is never learned so well.
    var hasPerfect: Bool { itemCount != nil && kind == .relations }

    /// Whether it is a count of which more than 99 % are right.
    func isPerfect(_ score: SeedScore) -> Bool {
        score.metrics[metric]?.isPerfect ?? false
    }

    /// A failed run has the worst value there is.
    func steps(of score: SeedScore) -> Int {
        switch score.metrics[metric] ?? worst {
        case .count(let right, let size) where unit % size == 0: right * (unit / size)
        case .count(let right, let size): Int((Double(right) / Double(size) * Double(unit)).rounded())
        case let real: real.steps
        }
    }

    private var worst: MetricValue { (sizes.first.map { MetricValue.count(0, of: $0) } ?? .real(0)).worst(of: metric) }

    /// The values of one configuration's scores, all with one unit.
    func values(of scores: [SeedScore]) -> [MetricValue] {
        let known = scores.lazy.compactMap { $0.metrics[metric] }.first
        return scores.map { $0.metrics[metric] ?? known?.worst(of: metric) ?? worst }
    }

    /// Whether a mean and differences with the score are finite.
    func isFinite(_ score: SeedScore) -> Bool { score.number(of: metric)?.isFinite ?? false }
}

extension [SeedScore] {
    /// A metric that all have which finished, with the sizes of their test sets.
    ///
    /// - Parameters:
    ///   - asked: nil for the first in the table.
    ///   - kind: what was learned.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData` where they have no metric in common, or `.notMeasured`.
    package func scale(by asked: Metric? = nil, of kind: TaskKind = .relations) throws(ComparisonError) -> Scale {
        let finished = filter { $0.failure == nil }
        guard !finished.isEmpty else { throw isEmpty ? .noScores : .allFailed(count, causes: causes) }
        let known = Metric.all.filter { metric in finished.allSatisfy { $0.metrics[metric] != nil } }
        guard let first = known.first else { throw .differentData }
        let metric = asked ?? first
        guard known.contains(metric) else { throw .notMeasured(metric, known: known) }
        switch metric.kind {
        case .count: return Scale(metric, sizes: Set(finished.compactMap { $0.metrics[metric]?.stepsInOne }).sorted(), kind)
        case .real: return Scale(metric, sizes: [], kind)
        }
    }

    /// Why those failed that did, each reason once.
    var causes: [String] { Set(compactMap(\.failure)).sorted() }
}
