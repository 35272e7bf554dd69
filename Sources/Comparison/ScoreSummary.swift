import Engine
import Experiments
package import Statistics

/// The test scores of one configuration over its seeds.
package struct ScoreSummary: Hashable, Sendable {
    package let count: Int
    package let scale: Scale
    /// The mean as measured, of a count 0 to 1, and its sample standard deviation over the seeds, nil for one seed.
    package let mean: Double
    package let deviation: Double?
    /// BCa on the exact bootstrap; a one-sided bound where all seeds are perfect or all at 0; nil for one seed and
    /// where all are equal in between.
    package let interval: Interval?
    /// How many seeds have 0, 1, … all items right; none where it is no count, of test sets of several sizes, or of more than
    /// ``mostItems``.
    package let histogram: [Int]
    package let perfectCount: Int

    /// - Parameter scores: at least one.
    package init(_ scores: [SeedScore], on scale: Scale) {
        precondition(!scores.isEmpty)
        let steps = scores.map(scale.steps(of:)), values = scale.values(of: scores)
        count = scores.count
        self.scale = scale
        let isFinite = scores.allSatisfy(scale.isFinite)
        mean = Self.mean(of: scores, on: scale)
        deviation = isFinite ? SeedSpread(values.map(\.number)).deviation : nil
        interval = values.meanInterval(of: scale.kind)
        perfectCount = scores.count(where: scale.isPerfect)
        var histogram = [Int](repeating: 0, count: scale.itemCount.map { $0 > Self.mostItems ? 0 : $0 + 1 } ?? 0)
        if !histogram.isEmpty { for count in steps { histogram[count] += 1 } }
        self.histogram = histogram
    }

    /// The worst value where a score is not finite.
    static func mean(of scores: [SeedScore], on scale: Scale) -> Double {
        scores.allSatisfy(scale.isFinite) ? scale.values(of: scores).mean ?? scale.metric.worst : scale.metric.worst
    }

    /// A column each for more items than this is what nobody reads.
    private static let mostItems = 128

    /// A share, 0 to 1.
    package var perfectRate: Double { Double(perfectCount) / Double(count) }
    /// Nil for one seed.
    package var perfectInterval: Interval? { count > 1 ? Wilson.interval(perfectCount, of: count) : nil }
}
