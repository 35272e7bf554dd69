import Comparison
import Engine
import Testing

/// Results with test sets of several sizes: shares of right items are compared.
struct TestSizeTests {
    private func contenders() throws -> [Contender] {
        [
            try contender([.trainSize: .integer(80)], [12, 18, 6, 24], outOf: 24),
            try contender([.trainSize: .integer(90)], [7, 14, 7, 14], outOf: 14),
            try contender([.trainSize: .integer(100)], [1, 2, 1, 4]),
        ]
    }

    @Test func `shares are exact and ranked`() throws {
        let sweep = try SweepComparison(contenders())
        #expect(sweep.scale.sizes == [4, 14, 24])
        #expect(sweep.scale.unit == 168)
        #expect(sweep.scale.itemCount == nil)
        #expect(sweep.rows.map(\.scores.mean) == [0.75, 0.625, 0.5])
        #expect(sweep.rows[0].contender.configuration.trainSize == 90)
        let difference = try #require(sweep.rows[1].difference)
        #expect(difference.delta == -0.125)
        #expect([difference.wins, difference.ties, difference.losses] == [0, 2, 2])
    }

    @Test func `every report says so`() throws {
        let all = try contenders()
        let reports: [ComparisonReport] = [
            .sweep(try SweepComparison(all)), .pair(try PairComparison(all[0], all[1])),
            .factors([try FactorComparison(all, by: .parameter(.trainSize))]),
        ]
        for report in reports {
            let text = report.text(width: 200).joined(separator: "\n")
            #expect(text.contains("14 and 24 items, as train_size differs: shares of right items are compared"))
            #expect(!text.contains(" right  ") && !text.contains("perfect"))
        }
    }

    @Test func `sizes without a small common multiple are shares of a million`() throws {
        let all = try (1...40).map { try contender([.trainSize: .integer(104 - $0)], [1], outOf: $0) }
        let sweep = try SweepComparison(all)
        #expect(sweep.scale.unit == 1_000_000)
        #expect(abs((sweep.rows.last?.scores.mean ?? 1) - 1.0 / 40) < 1e-6)
    }
}
