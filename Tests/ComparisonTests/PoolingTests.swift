import Comparison
import Engine
import Experiments
import Statistics
import Testing

/// Which runs belong to one combination where several places have some of it.
struct PoolingTests {
    private func contender(
        _ folder: String, layers: Int = 1, seeds: ClosedRange<UInt32>, right: (UInt32) -> Int, engine: Int = 2, name: String? = nil
    ) throws -> Contender {
        let plan = try SweepPlan([.nLayer: [.integer(layers)]], seeds: Seeds(seeds))
        let records = seeds.map { seed in
            RunRecord(
                configuration: plan.combinations[0].configuration, seed: seed,
                ending: .finished(RunResult(
                    metrics: [.testAccuracy: .count(right(seed), of: 4), .trainLoss: .real(0.5)], testInputs: [], testItemsRight: [],
                    tokenEmbeddingSum: 1, firstTrainingInput: [])),
                seconds: 1)
        }
        return Contender(
            plan.combinations[0], from: Contender.Origin(name: name ?? folder, folder: folder), engine: engine,
            planned: plan.seeds, records: records)
    }

    @Test func `the same combination with other seeds is one with all of them`() throws {
        let pooled = try [
            contender("a", seeds: 0...4) { _ in 1 }, contender("b", layers: 2, seeds: 0...4) { _ in 2 },
            contender("b", seeds: 5...9) { _ in 3 },
        ].pooled()
        #expect(pooled.map(\.source) == ["a + b", "b"])
        #expect(pooled[0].scores.map(\.seed) == Array(0...9))
        #expect(pooled[0].seedsText == "10")
        #expect(try SweepComparison(pooled).rows.map(\.scores.mean) == [0.5, 0.5])
    }

    @Test func `a run that is in several places counts once, and one that differs is refused`() throws {
        let first = try contender("a", seeds: 0...5) { Int($0 % 4) }
        let pooled = try [first, contender("b", seeds: 3...8) { Int($0 % 4) }].pooled()
        #expect(pooled.count == 1 && pooled[0].scores.count == 9 && pooled[0].plannedCount == 9)
        #expect(try [first, first].pooled() == [first])
        let error = #expect(throws: ComparisonError.self) { try [first, contender("b", seeds: 5...8) { _ in 0 }].pooled() }
        #expect(error?.description == "a and b have different results of seed 5 of n_layer=1, n_head=2, n_embd_factor=32, "
            + "dropout=0.2; one of the two is wrong")
    }

    @Test func `one folder under two names is one place`() throws {
        let pooled = try [
            contender("/r/a", seeds: 0...2, right: { _ in 1 }, name: "a"), contender("/r/a", seeds: 0...2, right: { _ in 1 }, name: "./a"),
        ].pooled()
        #expect(pooled.map(\.source) == ["a"])
    }

    @Test func `other engine revisions are kept apart`() throws {
        let pooled = try [
            contender("a", seeds: 0...2) { _ in 1 }, contender("b", seeds: 3...5, right: { _ in 1 }, engine: 1),
        ].pooled()
        #expect(pooled.map(\.source) == ["a", "b"])
    }

    @Test func `results without common seeds get an unpaired test, named so`() throws {
        let first = try contender("a", seeds: 0...5) { _ in 1 }, second = try contender("b", layers: 2, seeds: 6...11) { _ in 3 }
        #expect(!first.isPaired(with: second))
        let report = ComparisonReport.unpaired(try UnpairedComparison(first, second))
        let text = report.text(width: 100).joined(separator: "\n")
        #expect(text.contains("Unpaired: no seed in common (a has 6, b 6), 4 test items each"))
        // 2 of C(12, 6) = 924 ways.
        #expect(text.contains("+0.500  0.002"))
        #expect(text.contains("p: unpaired permutation test, exact."))
        #expect(report.csv == [
            "measure,a,b,delta,delta_low,delta_high,p,test",
            "test_accuracy,0.25,0.75,0.5,,,0.0021645021645021645,\"unpaired permutation test, exact\"",
        ])
        #expect(report.json.contains("\"paired\":false"))
    }

    @Test func `one seed in common is not enough for a pair, unless a side has no other`() throws {
        let first = try contender("a", seeds: 0...5) { _ in 1 }
        #expect(!first.isPaired(with: try contender("b", layers: 2, seeds: 5...9) { _ in 1 }))
        #expect(first.isPaired(with: try contender("b", layers: 2, seeds: 4...9) { _ in 1 }))
        #expect(first.isPaired(with: try contender("b", layers: 2, seeds: 5...5) { _ in 1 }))
    }

    @Test func `a table has an unpaired p where fewer than two seeds are shared, and counts of shared seeds`() throws {
        let sweep = try SweepComparison([
            contender("a", seeds: 0...7) { _ in 4 }, contender("b", layers: 2, seeds: 4...11) { $0 < 8 ? 3 : 2 },
            contender("c", layers: 3, seeds: 20...27) { _ in 1 },
        ])
        #expect(sweep.rows.map(\.commonSeedCount) == [8, 4, 0])
        #expect(sweep.rows.map { $0.difference?.count } == [nil, 4, nil])
        #expect(sweep.rows[2].unpaired?.delta == -0.75)
        // 2 of C(16, 8) ways.
        #expect(sweep.rows[2].unpaired?.test?.p == 2.0 / 12_870)
        let text = ComparisonReport.sweep(sweep).text(width: 200).joined(separator: "\n")
        #expect(text.contains("  common  ") && text.contains("independent groups (unpaired permutation test, exact)"))
        #expect(!text.contains("With one seed"))
        #expect(ComparisonReport.sweep(sweep).csv[3].contains("unpaired permutation test"))
    }
}
