import Engine
import Statistics
import Testing

struct BestComparisonTests {
    private func findings(_ scores: [[Int]], best: Int = 0, unit: Int = 4, times: Int = 1) -> [BestComparison.Finding?] {
        var stream = MersenneTwister(seed: 7)
        return BestComparison(scores, best: best, unit: unit, times: times) { stream.next(below: $0) }.findings
    }

    private static let first = [4, 3, 4, 2, 4, 3, 1, 4], second = [3, 3, 2, 2, 1, 3, 0, 2]

    @Test func `of two rows it is the sign-flip test`() throws {
        let differences = zip(Self.first, Self.second).map(-)
        let finding = try #require(findings([Self.first, Self.second])[1])
        #expect(finding.p == SignFlipTest(differences).p)
        let many = (0..<40).map { $0 % 5 }, fewer = (0..<40).map { max(0, $0 % 5 - $0 % 3 / 2) }
        #expect(findings([many, fewer])[1]?.p == SignFlipTest(zip(many, fewer).map(-)).p)
    }

    @Test func `the interval of two rows is what the sign-flip test does not reject`() throws {
        let interval = try #require(findings([Self.first, Self.second])[1]?.interval)
        let low = try #require(interval.low), high = try #require(interval.high)
        // In 4 · 840ths, so that a shift by a hundredth of an item is a whole number.
        func p(_ shift: Double) -> Double {
            SignFlipTest(zip(Self.second, Self.first).map { 840 * ($0 - $1) - Int((shift * 3360).rounded()) }).p
        }
        #expect(p(low + 0.002) > 0.05 && p(low - 0.002) <= 0.05)
        #expect(p(high - 0.002) > 0.05 && p(high + 0.002) <= 0.05)
        #expect(SignFlipInterval.interval(of: zip(Self.second, Self.first).map(-), unit: 4) == interval)
        #expect(SignFlipInterval.interval(of: zip(Self.first, Self.second).map(-), unit: 4) == .between(-high, -low))
    }

    @Test func `rows keep their order, and where lower is better all turns round`() throws {
        let rows = [[1, 1, 2, 1, 1, 2, 1, 1], Self.first, Self.second]
        let found = findings(rows, best: 1)
        #expect(found[1] == nil)
        #expect(try #require(found[0]).p <= #require(found[2]).p)
        let lower = findings(rows.map { $0.map { -$0 } }.map { $0.map { -$0 } }, best: 1, unit: -4)
        #expect(lower.map { $0?.p } == found.map { $0?.p })
        #expect(lower[2]?.interval?.low == found[2]?.interval?.high.map { -$0 })
    }

    @Test func `one that is as good has p 1, and few seeds bound nothing`() {
        #expect(findings([[1, 2, 3], [3, 2, 1], [1, 2, 3]]).dropFirst().map { $0?.p } == [1, 1])
        let five = findings([[4, 4, 4, 4, 3], [0, 0, 1, 0, 0]])[1]
        #expect(five?.p == 0.0625)
        #expect(five?.interval == nil)
    }

    @Test func `asked more often, each time errs less often`() throws {
        let once = try #require(findings([Self.first, Self.second])[1]), twice = try #require(findings([Self.first, Self.second], times: 2)[1])
        #expect(twice.p == 2 * once.p)
        #expect(try #require(twice.interval?.low) < #require(once.interval?.low))
    }

    @Test func `Gaffke's bound of zeros and ones is Clopper and Pearson's`() throws {
        // scipy.stats.binomtest(3, 10).proportion_ci(method="exact")
        let interval = try #require(MeanInterval.ofCounts([1, 1, 1, 0, 0, 0, 0, 0, 0, 0], outOf: 1))
        #expect(abs(try #require(interval.low) - 0.06673951117773447) < 1e-9)
        #expect(abs(try #require(interval.high) - 0.652452850060008) < 1e-9)
    }

    @Test func `intervals stay where a mean can be`() throws {
        let losses = try #require(MeanInterval.ofLosses([0.01, 0.02, 0.5]))
        #expect(losses.low == 0)
        let shares = try #require(MeanInterval.ofShares(Array(repeating: 0.99, count: 11) + [0.5]))
        #expect(shares.high == 1)
    }
}
