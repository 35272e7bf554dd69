import Comparison
import Engine
import Experiments
import Statistics
import Testing

/// What is compared where results have no counts: a real number of which less is better.
struct RealMetricTests {
    private func contender(_ layers: Int, _ losses: [Double]) throws -> Contender {
        let scores = losses.enumerated().map { SeedScore(seed: UInt32($0), metrics: [.trainLoss: .real($1)]) }
        return Contender(
            try TrainingConfiguration([.nLayer: .integer(layers)]), source: "text", plannedCount: losses.count, scores: scores)
    }

    private func pair() throws -> [Contender] {
        [
            try contender(1, [1.95, 1.91, 1.93, 1.97, 1.92, 1.94, 1.96, 1.9]),
            try contender(2, [1.75, 1.81, 1.73, 1.77, 1.82, 1.74, 1.76, 1.95]),
        ]
    }

    @Test func `the lowest mean is first, and less is a win`() throws {
        let sweep = try SweepComparison(pair())
        #expect(sweep.scale.metric == .trainLoss)
        #expect(sweep.rows.map(\.contender.configuration.nLayer) == [2, 1])
        #expect(abs(sweep.rows[0].scores.mean - 1.79125) < 1e-9)
        #expect(sweep.rows[0].scores.histogram.isEmpty)
        let difference = try #require(sweep.rows[1].difference)
        #expect([difference.wins, difference.ties, difference.losses] == [1, 0, 7])
        #expect(abs(difference.delta - 0.14375) < 1e-9)
        // One of eight differences is negative, and it is the smallest: of the 256 choices of signs, 4 are as far from 0.
        #expect(difference.test?.p == 4.0 / 256)
        let winShare = try #require(sweep.rows[0].winShare), outOfBag = try #require(sweep.outOfBag)
        #expect(winShare > 0.99)
        #expect(abs(outOfBag - 1.79) < 0.02)
    }

    @Test func `an interval of a real mean lies around it`() throws {
        let scores = try pair()[1].scores
        let summary = ScoreSummary(scores, on: try scores.scale())
        guard case .between(let low, let high)? = summary.interval else {
            Issue.record("\(String(describing: summary.interval))")
            return
        }
        #expect(low < summary.mean && summary.mean < high)
        #expect(low > 1.73 && high < 1.95)
    }

    @Test func `texts say what is compared, and nothing of items`() throws {
        let lines = ComparisonReport.sweep(try SweepComparison(pair())).text(width: 120)
        #expect(lines[0].hasPrefix("2 combinations, 8 seeds each, train loss, lower is better"))
        let text = lines.joined(separator: "\n")
        #expect(text.contains("1.7913") && !text.contains("perfect") && !text.contains("right"))
        let contenders = try pair()
        let report = ComparisonReport.pair(try PairComparison(contenders[0], contenders[1]))
        let words = report.text(width: 120).joined(separator: "\n")
        #expect(words.contains("P(b < a) = 0.875") && !words.contains("McNemar") && !words.contains("perfect"))
        #expect(report.csv[1].hasPrefix("train_loss,"))
        #expect(report.json.contains(#""metric":"train_loss""#))
    }

    @Test func `factors and importance take real numbers`() throws {
        let factor = try FactorComparison(pair(), by: .parameter(.nLayer))
        #expect(abs((factor.pairs[0].difference?.delta ?? 0) + 0.14375) < 1e-9)
        #expect(factor.pairs[0].difference?.wins == 7)
        #expect(try Importance(pair()).terms.map(\.isImportant) == [true])
    }

    @Test func `a loss beyond measure is cut off`() throws {
        let wild = try contender(3, [.greatestFiniteMagnitude, 1, 2, 3, 4, 5, 6, 7])
        let sweep = try SweepComparison(pair() + [wild])
        #expect(sweep.rows.map(\.contender.configuration.nLayer) == [2, 1, 3])
    }

    @Test func `results without a metric in common are not compared`() throws {
        let counted = SeedScore(seed: 0, metrics: [.testAccuracy: .count(1, of: 4)])
        let other = Contender(TrainingConfiguration(), source: "tree", plannedCount: 1, scores: [counted])
        #expect(throws: ComparisonError.differentData) { try SweepComparison(pair() + [other]) }
    }
}
