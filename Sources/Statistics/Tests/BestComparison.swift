/// Compares rows of scores with the best of them, which is picked from these very scores: p and interval hold for all
/// rows together.
///
/// Seeds are blocks. If nothing differs, the scores of a seed, less the rows' means, could as well all have the other
/// sign: rows need not vary alike, nor independently. Under such choices of signs the statistic is the range of the
/// rows' means, whichever are then the best and the worst. Rows are tested from the worst up, each among those that are at
/// least as good, and p never falls on the way (multiple comparisons with the best, Hsu 1996; step-down, Westfall & Young
/// 1993). The row that is tested keeps its distance from the best in its scores: of two rows this is the sign-flip test.
/// The interval holds the differences that the same choices of signs don't reject, each row among all; where p is at most
/// 0.05 it ends before 0, and else it has 0 in it.
package struct BestComparison: Hashable, Sendable {
    /// What is said of a row against the best.
    package struct Finding: Hashable, Sendable {
        package let p: Double
        /// Of the row's mean less the best one's; nil where so few seeds bound nothing.
        package let interval: Interval?
    }

    /// One for each row; nil for the best, and for all where the task was cancelled.
    package let findings: [Finding?]

    /// The chance that any row that is as good as the best is called worse.
    package static let level = 0.05
    /// The random choices of signs, where there are too many to go through all.
    package static let resampleCount = 2000
    /// The most seeds with which all are gone through.
    package static let largestExact = 12

    /// - Parameters:
    ///   - scores: of each row the score of each seed, more being better, the same seeds in all, two or more.
    ///   - best: the row that the others are compared with.
    ///   - unit: the score that makes up 1; negative where scores are, because lower is better.
    ///   - times: how often such a comparison is made of these rows; each then errs in that part of cases (Bonferroni).
    ///   - draw: a whole number below the one given, all with one chance.
    package init(_ scores: [[Int]], best: Int, unit: Int, times: Int = 1, draw: (Int) -> Int) {
        let sums = scores.map { $0.reduce(0, +) }, seedCount = scores[best].count
        let order = scores.indices.filter { $0 != best }.sorted { (-sums[$0], $0) < (-sums[$1], $1) }
        let flips = SignFlips(seedCount: seedCount, level: Self.level / Double(times), draw: draw)
        let rows = order.map {
            FlippedRow(means: flips.means(of: scores[$0]), gap: Double(sums[best] - sums[$0]) / Double(seedCount))
        }
        var (p, reaches) = Self.tests(of: rows, FlippedRange(flips.means(of: scores[best]), flips))
        if order.count == 1, !p.isEmpty {
            p = [SignFlipTest(CoarseValues(zip(scores[best], scores[order[0]]).map(-)).values).p]
        }
        var findings = [Finding?](repeating: nil, count: scores.count)
        for (place, row) in order.enumerated() where place < p.count {
            let interval = reaches[place].interval(gap: rows[place].gap, leavesOut0: p[place] <= flips.level)
            findings[row] = Finding(p: min(1, p[place] * Double(times)), interval: interval?.divided(by: Double(unit)))
        }
        self.findings = findings
    }

    /// Of each row p among those before it, and its reach among all. None where the task was cancelled.
    private static func tests(of rows: [FlippedRow], _ best: FlippedRange) -> (p: [Double], reaches: [FlippedReach]) {
        var range = best, p: [Double] = []
        for row in rows.dropLast() where !Task.isCancelled {
            p.append(range.p(of: row))
            range.include(row)
        }
        guard let last = rows.last, !Task.isCancelled else { return ([], []) }
        p.append(range.p(of: last))
        for i in p.indices.dropLast().reversed() { p[i] = max(p[i], p[i + 1]) }
        // The last row is among all others already.
        let reach = range.reach(of: last)
        range.include(last)
        let reaches = rows.dropLast().map { Task.isCancelled ? reach : range.reach(of: $0) }
        return (p, reaches + [reach])
    }
}
