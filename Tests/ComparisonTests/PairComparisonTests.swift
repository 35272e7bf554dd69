import Comparison
import Engine
import Experiments
import Statistics
import Testing

struct PairComparisonTests {
    private func pair(
        _ first: [Int?], _ second: [Int?], outOf testSize: Int = 4, losses: ([Double], [Double]) = ([], [])
    ) throws -> PairComparison {
        try PairComparison(
            contender([.nLayer: .integer(1)], first, outOf: testSize, losses: losses.0, source: "base"),
            contender([.nLayer: .integer(2)], second, outOf: testSize, losses: losses.1, source: "wide"))
    }

    @Test func `every number follows from the seeds both have`() throws {
        let pair = try pair([0, 1, 2, 4, nil, 2], [2, 1, 4, 3, 4, 4], losses: ([0.5, 0.25, 0.5, 0.25], [0.25, 0.25, 0.25, 0.125]))
        #expect(pair.difference.count == 5)
        #expect(pair.firstScores.mean == 9.0 / 20)
        #expect(pair.secondScores.mean == 14.0 / 20)
        #expect(pair.difference.delta == 0.25)
        // D = 2, 0, 2, -1, 2: |sum| 5 or more with 1 or 0 signs against the 2s: (6 and -… ) 4 of 16.
        #expect(pair.difference.test?.p == 0.25)
        #expect([pair.difference.wins, pair.difference.ties, pair.difference.losses] == [3, 1, 1])
        #expect(pair.difference.superiority == 0.7)
        #expect([pair.perfect?.gained, pair.perfect?.lost] == [2, 1])
        #expect(pair.perfect?.p == 1)
        #expect(pair.others[0].delta == (-0.25 - 0.25 - 0.125) / 5)
        #expect(pair.others[0].wilcoxon == WilcoxonTest([-0.25, 0, -0.25, -0.125, 0]))
    }

    @Test func `resolution is 2.8 standard errors`() throws {
        let difference = PairedDifference([1, 3, 1, 3], unit: 4)
        // In accuracy: mean ½, sd √(¼/3).
        let deviation = (0.25 / 3).squareRoot()
        #expect(difference.smallestDetectable == 2.8 * deviation / 2)
        // The formula gives 3, and the test needs 6 that differ.
        #expect(difference.seedsNeeded == 6)
        #expect(PairedDifference([1, -1], unit: 4).seedsNeeded == nil)
        // Sum 15, squares 351: 7.84 · 50 · (50 · 351 - 225) / (49 · 225) is 616, and a little more in binary.
        let counts = [4: 9, -4: 5, 2: 15, -2: 16, 1: 2, -1: 1, 0: 2]
        let whole = PairedDifference(counts.flatMap { Array(repeating: $0.key, count: $0.value) }, unit: 4)
        #expect(whole.count == 50)
        #expect(whole.seedsNeeded == 616)
    }

    @Test func `a superiority is meaningful when it is sure and may be large`() {
        #expect(PairedDifference(Array(repeating: 1, count: 10), unit: 4).isMeaningful)
        #expect(PairedDifference(Array(repeating: -1, count: 20), unit: 4).conclusion == .worse(isMeaningful: true))
        #expect(!PairedDifference([1, -1, 1, -1, 0, 0], unit: 4).isMeaningful)
        #expect(!PairedDifference(Array(repeating: 0, count: 10), unit: 4).isMeaningful)
    }

    @Test func `test, interval, chance to win and conclusion agree with few seeds`() throws {
        for count in 2...10 {
            for losses in 0...1 {
                let difference = PairedDifference((0..<count).map { $0 < losses ? -1 : 1 + $0 % 2 }, unit: 4)
                let p = try #require(difference.test?.p), conclusion = try #require(difference.conclusion)
                let isSure = conclusion == .better(isMeaningful: true) || conclusion == .better(isMeaningful: false)
                #expect(isSure == (p <= 0.05))
                #expect((conclusion == .undecidable) == (count < 6))
                #expect((difference.interval == nil) == (count < 6))
                #expect((difference.interval.map { ($0.low ?? -1) > 0 } ?? false) == isSure)
                if losses == 0 { #expect(((difference.superiorityInterval?.low ?? 0) > 0.5) == isSure) }
                #expect(difference.seedsNeeded.map { $0 >= 6 } ?? true)
                if !isSure { #expect(!difference.isMeaningful) }
            }
        }
    }

    @Test func `large sums are rounded to four thousand steps`() throws {
        let differences = [40, -10, 30, 20, 5, 0, 15, -5, 25, 35, 10, 20]
        let exact = PairedDifference(differences, unit: 100)
        let large = PairedDifference(differences.map { $0 * 1_000_000 }, unit: 100_000_000)
        #expect(large.delta == exact.delta)
        #expect(large.test?.p == exact.test?.p)
        #expect(abs(try #require(large.interval?.low) - #require(exact.interval?.low)) < 2e-4)
        #expect(abs(try #require(large.interval?.high) - #require(exact.interval?.high)) < 2e-4)
    }

    @Test func `the text of a pair`() throws {
        let first = [0, 1, 2, 3, 4, 1, 0, 2, 1, 0, 1, 2], second = [1, 2, 2, 4, 4, 3, 1, 2, 3, 1, 4, 2]
        let losses = (first.indices.map { 0.0625 + Double($0) / 1024 }, first.indices.map { 0.0625 - Double($0 * $0) / 4096 })
        let pair = ComparisonReport.pair(try pair(first, second, losses: losses))
        #expect(pair.text(width: 100) == [
            "a: base, n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2",
            "b: wide, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "Paired on 12 seeds, 4 test items each",
            "",
            "                    a          a 95 %       b          b 95 %    b - a       95 % interval       p",
            "test accuracy   0.354  [0.208, 0.542]   0.604  [0.458, 0.771]   +0.250      [0.146, 0.396]   0.008",
            "perfect           8 %         [1, 35]    25 %         [9, 53]    +2 -0                   -   0.500",
            "train loss     0.0679               -  0.0522               -  -0.0157  [-0.0242, -0.0071]  <0.001",
            "",
            "b against a: won–tied–lost 8–4–0, P(b > a) = 0.833 [0.667, 0.958].",
            "b is better (p ≤ 0.05), and meaningfully: its chance to win is surely above 0.5 and may be above",
            "0.75.",
            "p: sign-flip exact, McNemar exact, Wilcoxon exact.",
            "The smallest difference that 12 seeds can be relied on to show is 0.193; the difference seen needs 8",
            "seeds.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(pair.text(width: 60) == [
            "a: base, n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2",
            "b: wide, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "Paired on 12 seeds, 4 test items each",
            "",
            "test accuracy",
            "  a 0.354, b 0.604, b - a +0.250, 95 % interval [0.146,",
            "  0.396], p 0.008",
            "perfect",
            "  a 8 %, b 25 %, b - a +2 -0, 95 % interval -, p 0.500",
            "train loss",
            "  a 0.0679, b 0.0522, b - a -0.0157, 95 % interval [-0.0242,",
            "  -0.0071], p <0.001",
            "(left out in 60 columns: a 95 %, b 95 %)",
            "",
            "b against a: won–tied–lost 8–4–0, P(b > a) = 0.833 [0.667,",
            "0.958].",
            "b is better (p ≤ 0.05), and meaningfully: its chance to win",
            "is surely above 0.5 and may be above 0.75.",
            "p: sign-flip exact, McNemar exact, Wilcoxon exact.",
            "The smallest difference that 12 seeds can be relied on to",
            "show is 0.193; the difference seen needs 8 seeds.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(pair.csv == [
            "measure,a,b,delta,delta_low,delta_high,p,test",
            #"test_accuracy,0.3541666666666667,0.6041666666666666,0.25,0.14583333333333334,0.3958333333333333,0.0078125,"sign-flip, exact""#,
            #"perfect,0.08333333333333333,0.25,0.16666666666666669,,,0.5,"McNemar, exact""#,
            #"train_loss,0.06787109375,0.052205403645833336,-0.015665690104166668,-0.024227296433497417,-0.007104083774835918,0.0009765625,"Wilcoxon, exact""#,
        ])
        #expect(pair.markdown == [
            "a: base, n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2",
            "",
            "b: wide, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "",
            "Paired on 12 seeds, 4 test items each",
            "",
            "|  | a | a 95 % | b | b 95 % | b - a | 95 % interval | p |",
            "| :-- | --: | --: | --: | --: | --: | --: | --: |",
            "| test accuracy | 0.354 | [0.208, 0.542] | 0.604 | [0.458, 0.771] | +0.250 | [0.146, 0.396] | 0.008 |",
            "| perfect | 8 % | [1, 35] | 25 % | [9, 53] | +2 -0 | - | 0.500 |",
            "| train loss | 0.0679 | - | 0.0522 | - | -0.0157 | [-0.0242, -0.0071] | <0.001 |",
            "",
            "b against a: won–tied–lost 8–4–0, P(b > a) = 0.833 [0.667, 0.958].",
            "",
            "b is better (p ≤ 0.05), and meaningfully: its chance to win is surely above 0.5 and may be above 0.75.",
            "",
            "p: sign-flip exact, McNemar exact, Wilcoxon exact.",
            "",
            "The smallest difference that 12 seeds can be relied on to show is 0.193; the difference seen needs 8 seeds.",
            "",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `few differences are told to be too few`() throws {
        let text = ComparisonReport.pair(try pair([0, 1, 2, 2, nil], [1, 2, 2, 3, 4])).text(width: 200)
        #expect(text == [
            "a: base, n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2",
            "b: wide, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "Paired on the 4 seeds that both have (a has 4/5, b 5), 4 test items each",
            "",
            "                    a          a 95 %       b          b 95 %   b - a  95 % interval      p",
            "test accuracy   0.312  [0.077, 0.738]   0.500  [0.185, 0.815]  +0.188              -  0.250",
            "perfect           0 %         [0, 49]     0 %         [0, 49]   +0 -0              -  1.000",
            "train loss     0.0625               -  0.0625               -  0.0000              -  1.000",
            "",
            "b against a: won–tied–lost 3–1–0, P(b > a) = 0.875 [0.334, 0.997].",
            "Nothing can be concluded: 3 seeds differ, so p can't be below 0.2500, and the test needs 6 that differ.",
            "p: sign-flip exact, McNemar exact, Wilcoxon exact.",
            "To be relied on, the difference seen needs 6 seeds.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `one seed has no interval and no p`() throws {
        let text = ComparisonReport.pair(try pair([0], [1])).text(width: 200)
        #expect(text == [
            "a: base, n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2",
            "b: wide, n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "Paired on 1 seed, 4 test items each",
            "",
            "                    a  a 95 %       b  b 95 %   b - a  95 % interval  p",
            "test accuracy   0.000       -   0.250       -  +0.250              -  -",
            "perfect           0 %       -     0 %       -   +0 -0              -  -",
            "train loss     0.0625       -  0.0625       -  0.0000              -  -",
            "",
            "b against a: won–tied–lost 1–0–0, P(b > a) = 1.000.",
            "With one seed there is no interval and no p-value.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `what can't be paired is an error`() throws {
        #expect(throws: ComparisonError.noCommonSeeds) { try pair([0, nil], [nil, 1]) }
        #expect(throws: ComparisonError.noScores) { try pair([nil], [nil]) }
        #expect(ComparisonError.noCommonSeeds.description
            == "the results have no seed in common; compare pairs results of the same seed")
        #expect(ComparisonError.noScores.description == "no run has finished, so there is nothing to compare")
    }
}
