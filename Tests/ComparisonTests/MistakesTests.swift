import Comparison
import Engine
import Experiments
import Statistics
import Testing

/// Which facts, and which stretches of text, seeds get wrong.
struct MistakesTests {
    /// A combination with a record for each seed: what it tested, and what of it was right.
    private func runs(_ seeds: [[([Int], Bool)]], index: Int = 0) throws -> (combination: Combination, records: [RunRecord]) {
        let plan = try SweepPlan(SweepSpace(choices: [.nHead: [.integer(1), .integer(2)]]), seeds: Seeds(count: seeds.count))
        let combination = plan.combinations[index]
        return (combination, seeds.enumerated().map { seed, items in
            let result = RunResult(
                metrics: [.testAccuracy: .count(items.count { $0.1 }, of: items.count), .trainLoss: .real(0.5)],
                testInputs: items.map(\.0), testItemsRight: items.map(\.1), tokenEmbeddingSum: 0, firstTrainingInput: [0, 24])
            return RunRecord(configuration: combination.configuration, seed: UInt32(seed), ending: .finished(result), seconds: 1)
        })
    }

    private static let wife = [7, 35], uncle = [4, 34], son = [1, 32]

    @Test func `a fact is counted over the seeds that tested it`() throws {
        let mistakes = FactMistakes(of: [
            try runs([[(Self.wife, false), (Self.uncle, true)], [(Self.wife, false)], [(Self.uncle, false), (Self.son, true)]]),
            try runs([[(Self.wife, true)], [(Self.wife, false)]], index: 1),
        ])
        #expect(mistakes.facts == [Self.son, Self.uncle, Self.wife])
        #expect(mistakes.counts.map { $0.map(\.tested) } == [[1, 0], [2, 0], [2, 2]])
        #expect(mistakes.counts.map { $0.map(\.wrong) } == [[0, 0], [1, 0], [2, 1]])
        #expect(mistakes.totals.map(\.frequency) == [FactMistakes.Frequency.none, .some, .most])
        #expect(mistakes.order == [2, 1, 0])
        #expect(mistakes.relations.map(\.relation) == [32, 34, 35])
        #expect(mistakes.totals[1].interval?.low.map { ($0 * 1e4).rounded() } == 945)
    }

    @Test func `of facts that are missed equally often, those tested more often come first`() throws {
        let mistakes = FactMistakes(of: [try runs([[(Self.wife, false), (Self.son, false)], [(Self.wife, false)]])])
        #expect(mistakes.order.map { mistakes.facts[$0] } == [Self.wife, Self.son])
        #expect(mistakes.totals.allSatisfy { $0.frequency == .every })
    }

    @Test func `a failed run tests nothing`() throws {
        var runs = try runs([[(Self.wife, false)]])
        runs.records.append(RunRecord(
            configuration: runs.combination.configuration, seed: 9, ending: .failed(epoch: 0, loss: .nan), seconds: 1))
        #expect(FactMistakes(of: [runs]).totals.map(\.tested) == [1])
        #expect(FactMistakes(of: [(runs.combination, [runs.records[1]])]).facts == [])
    }

    @Test func `stretches are ranked by their mean loss over seeds`() throws {
        let plan = try SweepPlan(
            SweepSpace(choices: [.data: [.word("a.txt")], .task: [.word("text")]]), seeds: Seeds(count: 2))
        let segments: [[Float]] = [[1, 4, 2, 3], [1, 2, 2, 5]]
        let records = segments.enumerated().map { seed, segments in
            let text = TextOutcome(
                evaluations: [], validationTokens: 10, validationTokensRight: 3, segments: segments, tokensSeen: 1, trainingTokens: 9)
            let result = RunResult(
                metrics: [.valLoss: .real(2), .trainLoss: .real(2)], testInputs: [], testItemsRight: [], tokenEmbeddingSum: 0,
                firstTrainingInput: [0, 1], text: text)
            return RunRecord(configuration: plan.combinations[0].configuration, seed: UInt32(seed), ending: .finished(result), seconds: 1)
        }
        let losses = try #require(StretchLosses.all(of: [(plan.combinations[0], records)]).first)
        #expect(losses.means == [1, 3, 2, 4])
        #expect(losses.order == [3, 1, 2, 0])
        #expect(losses.stretches[0][1].low == 2 && losses.stretches[0][1].high == 4)
        #expect(losses.stretches[0].map(\.worstCount) == [0, 1, 0, 1])
        // Of ten tokens two, or three, each, as an evaluation counts them: token · 4 / 10.
        #expect((0..<4).map(losses.tokens) == [0..<3, 3..<5, 5..<8, 8..<10])
    }
}
