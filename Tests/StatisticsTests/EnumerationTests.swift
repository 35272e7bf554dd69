import Engine
import Statistics
import Testing

/// The exact distributions against plain enumeration of everything that can happen.
struct EnumerationTests {
    /// All lists of `count` elements.
    private func lists<Element>(of elements: [Element], count: Int) -> [[Element]] {
        (0..<count).reduce([[]]) { lists, _ in lists.flatMap { list in elements.map { list + [$0] } } }
    }

    /// The formula of the page, over all nⁿ resamples.
    private func enumeratedInterval(_ sample: [Int], outOf best: Int) -> [Double] {
        let n = sample.count, total = sample.reduce(0, +)
        let sums = lists(of: sample, count: n).map { $0.reduce(0, +) }.sorted()
        let below = sums.count { $0 < total }, equal = sums.count { $0 == total }
        let bias = Normal.quantile((Double(below) + Double(equal) / 2) / Double(sums.count))
        let jackknife = sample.map { Double(total - $0) / Double(n - 1) }
        let mean = jackknife.reduce(0, +) / Double(n)
        let cubes = jackknife.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        let squares = jackknife.reduce(0) { $0 + (mean - $1) * (mean - $1) }
        let acceleration = cubes / (6 * squares * squares.squareRoot())
        return [-1.959963984540054, 1.959963984540054].map { z in
            let p = Normal.cumulative(bias + (bias + z) / (1 - acceleration * (bias + z)))
            let needed = (p * Double(sums.count)).rounded(.up)
            return Double(sums[max(0, Int(needed) - 1)]) / Double(n * best)
        }
    }

    @Test(arguments: [[0, 1], [4, 4, 1], [0, 0, 0, 4], [1, 2, 3, 4], [0, 1, 1, 3, 4], [4, 4, 4, 4, 4, 3], [0, 2, 2, 3, 1, 4]])
    func `the interval is that of all resamples`(_ sample: [Int]) {
        let expected = enumeratedInterval(sample, outOf: 4)
        #expect(ExactBootstrap.interval(of: sample, unit: 4) == .between(expected[0], expected[1]))
    }

    @Test(arguments: [[1], [1, -1], [2, 2, -1], [3, 1, 0, -2, 4], [0, 0, 5], [1, 1, 1, 1, 1, -1, 2], [4, -3, 2, -1, 4, 4, -2, 1]])
    func `p is the share of all signs`(_ differences: [Int]) {
        let nonzero = differences.filter { $0 != 0 }
        let all = lists(of: [1, -1], count: nonzero.count)
        let sum = abs(nonzero.reduce(0, +))
        let far = all.count { signs in abs(zip(signs, nonzero).reduce(0) { $0 + $1.0 * $1.1 }) >= sum }
        let test = SignFlipTest(differences)
        #expect(test.p == Double(far) / Double(all.count))
        #expect(test.nonzeroCount == nonzero.count)
        #expect(test.smallestP == 2 / Double(all.count))
    }

    @Test func `more than two thousand differences give the p of the sum's distribution`() {
        let many = SignFlipTest(Array(repeating: 1, count: 1100) + Array(repeating: -1, count: 1000))
        // 2 · P(B ≤ 1000), B of 2,100 tries; from scipy.stats.binomtest(1000, 2100).
        #expect(abs(many.p - 0.03072070786424249) < 1e-11)
        #expect(SignFlipTest(Array(repeating: 3, count: 1000) + Array(repeating: -3, count: 1000) + [0, 1]).p > 0.9)
        #expect(SignFlipTest(Array(repeating: 2, count: 3000)).p == 0)
    }

    @Test func `no difference has p 1, and few differences can't be significant`() {
        #expect(SignFlipTest([0, 0, 0]).p == 1)
        #expect(SignFlipTest([]).p == 1)
        #expect(SignFlipTest([0]).smallestP == 1)
        #expect(SignFlipTest([1, 2, 3, 4]).smallestP == 0.125)
        #expect(SignFlipTest(Array(repeating: 1, count: 50)).p == 0x1p-49)
    }

    @Test func `Holm's p never fall and stop at 1`() {
        #expect(Holm.adjusted([0.01, 0.04, 0.03]) == [0.03, 0.06, 0.06])
        #expect(Holm.adjusted([0.5, 0.02, 0.5, 0.02]) == [1, 0.08, 1, 0.08])
        #expect(Holm.adjusted([0.2]) == [0.2])
        #expect(Holm.adjusted([]) == [])
    }

    @Test func `one score has no interval, and those at an end a bound`() throws {
        #expect(ExactBootstrap.interval(of: [2, 2, 2], unit: 4) == nil)
        #expect(MeanInterval.ofCounts([4], outOf: 4) == nil)
        let best = try #require(MeanInterval.ofCounts(Array(repeating: 4, count: 50), outOf: 4))
        #expect(best.high == nil)
        #expect(abs(try #require(best.low) - 0.94184) < 1e-5)
        let worst = try #require(MeanInterval.ofCounts(Array(repeating: 0, count: 50), outOf: 4))
        #expect(worst.low == nil)
        #expect(abs(try #require(worst.high) - 0.05816) < 1e-5)
    }

    @Test func `always 0 in 24 runs is a bound for 24 runs`() throws {
        // Six seeds of four runs with four items each.
        let interval = try #require(MeanInterval.ofCounts(Array(repeating: 0, count: 6), outOf: 16, runsPerSeed: 4))
        #expect(abs(try #require(interval.high) - (1 - 0.8826538438)) < 1e-6)
    }

    @Test func `the interval of a thousand seeds is near the normal one`() throws {
        // 1,000 seeds with 0 to 4 right in turn: mean ½, sd 0.3537.
        let interval = try #require(MeanInterval.ofCounts((0..<1000).map { $0 % 5 }, outOf: 4))
        #expect(abs(try #require(interval.low) - (0.5 - 1.96 * 0.35355 / 31.623)) < 3e-4)
        #expect(abs(try #require(interval.high) - (0.5 + 1.96 * 0.35355 / 31.623)) < 3e-4)
    }

    @Test func `of two seeds half the resamples leave none out`() {
        // (configuration, seed): the first wins on seed 0, the second on seed 1 and, by tie, half of the mixed bags.
        var stream = MersenneTwister(seed: 1)
        let resampling = WinnerResampling([[4, 0], [0, 4]], unit: 4) { stream.next(below: $0) }
        #expect(resampling.winShares.reduce(0, +) == 1)
        #expect(abs(resampling.winShares[0] - 0.5) < 0.03)
        // The winner of a bag of one seed twice scores 0 on the other.
        #expect(resampling.outOfBag == 0)
        #expect(WinnerResampling([[4]], unit: 4, draw: { stream.next(below: $0) }).outOfBag == nil)
    }
}
