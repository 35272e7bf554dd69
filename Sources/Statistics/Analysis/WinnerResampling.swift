/// How sure the winner of several configurations is: 2,000 resamples of the seeds, the same for all configurations.
///
/// The best of many means is too high; scored on the seeds that a resample left out, the winner's is not.
package struct WinnerResampling: Hashable, Sendable {
    /// For each configuration the share of resamples it won; those that tie share one.
    package let winShares: [Double]
    /// The mean of each resample's winner on the seeds left out; nil when no resample left one out. Of
    /// winners that tie, the first counts.
    package let outOfBag: Double?

    package static let resampleCount = 2000

    /// - Parameters:
    ///   - scores: for each configuration the score of each seed, more being better, the same seeds in all; at least one of each.
    ///   - unit: the score that makes up 1; negative where scores are, because lower is better.
    ///   - draw: a whole number below the one given, all with one chance.
    package init(_ scores: [[Int]], unit: Int, draw: (Int) -> Int) {
        // (seed, configuration)
        let bySeed = (scores.first ?? []).indices.map { seed in scores.map { $0[seed] } }
        var wins = [Double](repeating: 0, count: scores.count), outOfBag: [Double] = []
        for _ in 0..<Self.resampleCount {
            var draws = [Int](repeating: 0, count: bySeed.count)
            for _ in bySeed { draws[draw(bySeed.count)] += 1 }
            let winners = Self.winners(bySeed, draws)
            for winner in winners { wins[winner] += 1 / Double(winners.count) }
            let left = draws.indices.filter { draws[$0] == 0 }
            guard let winner = winners.first, !left.isEmpty else { continue }
            let right = left.reduce(0) { $0 + scores[winner][$1] }
            outOfBag.append(Double(right) / Double(left.count * unit))
        }
        winShares = wins.map { $0 / Double(Self.resampleCount) }
        self.outOfBag = outOfBag.isEmpty ? nil : outOfBag.reduce(0, +) / Double(outOfBag.count)
    }

    /// The configurations with the largest sum over a resample.
    private static func winners(_ bySeed: [[Int]], _ draws: [Int]) -> [Int] {
        var sums = [Int](repeating: 0, count: bySeed.first?.count ?? 0)
        sums.withUnsafeMutableBufferPointer { sums in
            for (scores, draws) in zip(bySeed, draws) where draws > 0 {
                scores.withUnsafeBufferPointer { scores in
                    for i in sums.indices { sums[i] &+= draws &* scores[i] }
                }
            }
        }
        let best = sums.max()
        return sums.indices.filter { sums[$0] == best }
    }
}
