import Comparison
import Engine
import Experiments
import Testing

/// A failed run is a result: it counts as the worst value, or is left out where that is asked for, and is told of.
struct FailedRunTests {
    /// A configuration with the right items of seeds 0, 1, …; a failed run where it is nil.
    private func contender(_ layers: Int, _ right: [Int?], _ rule: FailedRuns = .worst) throws -> Contender {
        let scores = right.enumerated().map { seed, right in
            right.map { SeedScore(seed: UInt32(seed), metrics: [.testAccuracy: .count($0, of: 4), .trainLoss: .real(0.5)]) }
                ?? SeedScore(seed: UInt32(seed), failure: "loss is nan")
        }
        return Contender(
            try TrainingConfiguration([.nLayer: .integer(layers)]), source: "results", plannedCount: right.count,
            scores: scores, failed: rule)
    }

    /// n_layer=1 has lost its two worst seeds of twenty.
    private func survivors(_ rule: FailedRuns) throws -> [Contender] {
        let most = [Int?](repeating: 3, count: 18)
        return [
            try contender(1, most + [nil, nil], rule), try contender(2, most + [2, 2], rule),
            try contender(3, [Int?](repeating: nil, count: 20), rule),
        ]
    }

    @Test func `what lost its worst seeds is not first`() throws {
        let worst = try SweepComparison(survivors(.worst))
        #expect(worst.rows.map(\.contender.configuration.nLayer) == [2, 1, 3])
        #expect(worst.rows.map(\.scores.mean) == [0.725, 0.675, 0])
        #expect(worst.rows[1].difference?.losses == 2)
        let excluded = try SweepComparison(survivors(.exclude))
        #expect(excluded.rows.map(\.contender.configuration.nLayer) == [1, 2])
        #expect(excluded.rows.map(\.scores.mean) == [0.75, 0.725])
        #expect(excluded.unscored.map(\.configuration.nLayer) == [3])
    }

    @Test func `of equal means that with fewer failed runs is first`() throws {
        let sweep = try SweepComparison([contender(1, [4, nil]), contender(2, [2, 2]), contender(3, [nil, nil]), contender(4, [0, 0])])
        #expect(sweep.rows.map(\.contender.configuration.nLayer) == [2, 1, 4, 3])
    }

    @Test func `every report says what failed and what it counts as`() throws {
        for rule in FailedRuns.allCases {
            let all = try survivors(rule)
            let reports: [ComparisonReport] = [
                .sweep(try SweepComparison(all)), .pair(try PairComparison(all[0], all[1])),
                .factors([try FactorComparison(all, by: .parameter(.nLayer))]),
            ] + (rule == .worst ? [.importance(try Importance(all))] : [])
            for report in reports {
                let text = report.text(width: 300).joined(separator: "\n")
                #expect(text.contains("test accuracy 0"))
                #expect(text.contains("2 of 20 seeds failed (loss is nan): n_layer=1."))
                #expect(report.json.contains("\"failed\":[{"))
                #expect(!text.contains("has finished"))
            }
            let text = ComparisonReport.sweep(try SweepComparison(all)).text(width: 300).joined(separator: "\n")
            #expect(text.contains("All 20 seeds failed (loss is nan): n_layer=3.") && text.contains("  failed  "))
            #expect(ComparisonReport.sweep(try SweepComparison(all)).json.contains("\"unfinished\":[]"))
        }
    }

    @Test func `a factor whose other value failed has one value left only where failed runs are left out`() throws {
        let worst = try FactorComparison([contender(1, [2, 3]), contender(2, [nil, nil])], by: .parameter(.nLayer))
        #expect(worst.levels.map(\.mean) == [0.625, 0])
        let error = ComparisonError.oneValueLeft(.parameter(.nLayer), lost: [.integer(2)], haveFailed: true)
        #expect(throws: error) {
            try FactorComparison([contender(1, [2, 3], .exclude), contender(2, [nil, nil], .exclude)], by: .parameter(.nLayer))
        }
        #expect(error.description == "n_layer has one value with results: all runs of 2 failed and are left out")
        #expect(throws: ComparisonError.allFailed(2, causes: ["loss is nan"])) { try SweepComparison([contender(1, [nil, nil])]) }
    }

    @Test func `an infinite loss is ranked last, without an interval or a difference`() throws {
        let scores = { (losses: [Double?]) in
            losses.enumerated().map { seed, loss in
                loss.map { SeedScore(seed: UInt32(seed), metrics: [.trainLoss: .real($0)]) }
                    ?? SeedScore(seed: UInt32(seed), failure: "loss is inf")
            }
        }
        let contenders = try [[0.1, 0.2, nil, 0.1], [0.9, 0.8, 0.9, 0.7]].enumerated().map { index, losses in
            Contender(
                try TrainingConfiguration([.nLayer: .integer(index + 1)]), source: "r", plannedCount: 4, scores: scores(losses))
        }
        let rows = try SweepComparison(contenders).rows
        #expect(rows.map(\.contender.configuration.nLayer) == [2, 1])
        #expect(rows[1].scores.mean == .infinity && rows[1].scores.interval == nil && rows[1].difference == nil)
    }
}
