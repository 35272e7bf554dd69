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

    /// Two metrics that disagree: right items and losses.
    private func disagreeing() throws -> [Contender] {
        [
            try ComparisonTests.contender([.nLayer: .integer(1)], [4, 4, 3, 4, 4, 3, 4, 4], losses: [1.95, 1.91, 1.93, 1.97, 1.92, 1.94, 1.96, 1.9]),
            try ComparisonTests.contender([.nLayer: .integer(2)], [1, 0, 1, 0, 1, 1, 0, 1], losses: [1.75, 1.81, 1.73, 1.77, 1.82, 1.74, 1.76, 1.95]),
        ]
    }

    @Test func `the metric that is asked for ranks, in every question`() throws {
        let contenders = try disagreeing()
        #expect(try SweepComparison(contenders).rows.map(\.contender.configuration.nLayer) == [1, 2])
        let sweep = try SweepComparison(contenders, by: .trainLoss)
        #expect(sweep.rows.map(\.contender.configuration.nLayer) == [2, 1])
        #expect(ComparisonReport.sweep(sweep).text(width: 120)[0].hasPrefix("2 combinations, 8 seeds each, train loss, lower is better"))
        #expect(try PairComparison(contenders[0], contenders[1], by: .trainLoss).firstScores.scale.metric == .trainLoss)
        #expect(try FactorComparison(contenders, by: .parameter(.nLayer), for: .trainLoss).levels.map { $0.mean.fixed(4) } == ["1.9350", "1.7913"])
        #expect(try Importance(contenders, for: .trainLoss).terms.map(\.name) == ["n_layer"])
    }

    @Test func `a metric that not all results have is refused with those that they have`() throws {
        let error = try #require(throws: ComparisonError.self) { try SweepComparison(disagreeing(), by: .trainAccuracy) }
        #expect("\(error)" == "not all results have a train_accuracy; they have test_accuracy and train_loss")
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

    @Test func `parts are reports under their headings, in every form`() throws {
        let parts = try [("data=a.txt", 4), ("data=b.txt", 2)].map { heading, items in
            let contenders = [try ComparisonTests.contender([.nLayer: .integer(1)], [1, 2, 1], outOf: items)]
            return ComparisonReport.Part(heading: heading, .sweep(try SweepComparison(contenders)))
        }
        let report = ComparisonReport.parts(parts)
        let lines = report.text(width: 120)
        #expect(lines[0] == "data=a.txt" && lines.contains("data=b.txt"))
        #expect(lines.count { $0 == ComparisonReport.caution } == 1)
        #expect(report.csv.count == 3 && report.csv[0].hasPrefix("of,rank,"))
        #expect(report.csv[1].hasPrefix("data=a.txt,1,"))
        // The second has fewer columns of its own.
        let counts = report.csv.map { line in line.count { $0 == "," } }
        #expect(report.csv[0].contains("right_4") && Set(counts).count == 1)
        #expect(report.json.hasPrefix(#"{"parts":[{"of":"data=a.txt","kind":"sweep","test_size":4,"#))
    }

    @Test func `results without a metric in common are not compared`() throws {
        let counted = SeedScore(seed: 0, metrics: [.testAccuracy: .count(1, of: 4)])
        let other = Contender(TrainingConfiguration(), source: "tree", plannedCount: 1, scores: [counted])
        #expect(throws: ComparisonError.differentData) { try SweepComparison(pair() + [other]) }
    }
}
