package import Engine

/// Why results can't be compared.
package enum ComparisonError: Error, Equatable, Sendable {
    /// No run has ended.
    case noScores
    /// No run of one of two results has finished.
    case noneFinished(String)
    /// All runs failed, so many, for these reasons.
    case allFailed(Int, causes: [String])
    /// The runs learned from different data.
    case differentData
    /// A metric that not all results have; all have the others.
    case notMeasured(Metric, known: [Metric])
    /// A metric that counts by tokens, of results that read text as different ones.
    case perToken(Metric)
    /// Results of several data by data, or to one reference.
    case acrossData
    /// Two places with different results of one run.
    case conflict(run: String, String, String)
    /// No seed has finished in both, or in all.
    case noCommonSeeds
    /// A factor that has one value in all results.
    case notVaried(Factor, swept: [Hyperparameter])
    /// A factor of which one value has results, because all runs of the others failed and are left out, or have not ended.
    case oneValueLeft(Factor, lost: [Hyperparameter.Value], haveFailed: Bool)
    /// A factor of which one value has enough seeds; of the others so many have ended: `2 (5/10)`.
    case tooFewSeeds(Factor, enough: Hyperparameter.Value, [String])
    /// A factor with more values than `FactorComparison.largestLevelCount`.
    case tooManyValues(Factor, count: Int)
    /// Importance, where nothing varies or no mean differs.
    case noVariance
}

extension ComparisonError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .noScores:
            "no run has finished, so there is nothing to compare"
        case .noneFinished(let source):
            "no run of \(source) has finished, so there is nothing to compare it by"
        case .allFailed(let count, let causes):
            "\(count == 1 ? "the only run" : "all \(count) runs") failed (\(causes.joined(separator: ", "))), so there is nothing to compare"
        case .differentData:
            "the results are of different data sets, so that a seed means something else in each"
        case .notMeasured(let metric, let known):
            "not all results have a \(metric.name); they have \(Self.list(known.map(\.name), "and"))"
        case .perToken(let metric):
            "\(metric.name) is per token, and these results read text as different tokens; only val_bits_per_byte compares them"
        case .acrossData:
            "results on different data are ranked apart, so they can't be compared by data or with one reference"
        case .conflict(let run, let first, let second):
            "\(first) and \(second) have different results of \(run); one of the two is wrong"
        case .noCommonSeeds:
            "the results have no seed in common; compare pairs results of the same seed"
        case .notVaried(let factor, let swept):
            "\(factor.name) has one value in all results; " + (swept.isEmpty
                ? "nothing varies in them" : "\(Self.list(swept.map(\.name), "and")) \(swept.count == 1 ? "varies" : "vary")")
        case .oneValueLeft(let factor, let lost, let haveFailed):
            "\(factor.name) has one value with results: " + (haveFailed ? "all runs" : "no run")
                + " of \(Self.list(lost.map(\.description), haveFailed ? "and" : "or")) "
                + (haveFailed ? "failed and are left out" : "has finished")
        case .tooFewSeeds(let factor, let enough, let short):
            "only \(factor.name)=\(enough) has enough seeds to compare; too few have ended for \(Self.list(short, "and"))"
        case .tooManyValues(let factor, let count):
            "\(factor.name) has \(count) values in the results; compare by takes at most \(FactorComparison.largestLevelCount)"
        case .noVariance:
            "there is no variance to explain: all means are equal, or only one combination has enough seeds"
        }
    }

    private static func list(_ words: [String], _ last: String) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
    }
}
