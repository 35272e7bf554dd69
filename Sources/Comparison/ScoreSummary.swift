package import Statistics

/// The test scores of one configuration over its seeds.
package struct ScoreSummary: Hashable, Sendable {
    package let count: Int
    /// Test items.
    package let testSize: Int
    /// The mean test accuracy, 0 to 1, and its sample standard deviation over the seeds, nil for one seed.
    package let mean: Double
    package let deviation: Double?
    /// BCa on the exact bootstrap; a one-sided bound where all seeds are perfect or all at 0; nil for one seed and
    /// where all are equal in between.
    package let interval: Interval?
    /// How many seeds have 0, 1, … `testSize` items right.
    package let histogram: [Int]
    package let perfectCount: Int

    /// - Parameter scores: at least one, all of test sets of one size.
    package init(_ scores: [SeedScore]) {
        precondition(!scores.isEmpty)
        let right = scores.map(\.right), testSize = scores[0].testSize
        count = scores.count
        self.testSize = testSize
        mean = Double(right.reduce(0, +)) / Double(scores.count * testSize)
        deviation = SeedSpread(right.map { Double($0) / Double(testSize) }).deviation
        interval = ExactBootstrap.interval(of: right, outOf: testSize)
        var histogram = [Int](repeating: 0, count: testSize + 1)
        for count in right { histogram[count] += 1 }
        self.histogram = histogram
        perfectCount = scores.count { $0.isPerfect }
    }

    /// A share, 0 to 1.
    package var perfectRate: Double { Double(perfectCount) / Double(count) }
    /// Nil for one seed.
    package var perfectInterval: Interval? { count > 1 ? Wilson.interval(perfectCount, of: count) : nil }
}
