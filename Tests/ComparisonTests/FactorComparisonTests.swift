import Comparison
import Engine
import Experiments
import Statistics
import Testing

struct FactorComparisonTests {
    /// n_layer 1…2 × n_head 1…3, each seed's right items as given.
    private func grid(_ right: [[Int?]]) throws -> [Contender] {
        try right.enumerated().map { index, right in
            try contender([.nLayer: .integer(index / 3 + 1), .nHead: .integer(index % 3 + 1)], right)
        }
    }

    private static let scores: [[Int?]] = [
        [0, 1, 1, 2, 0, 1], [1, 1, 2, 3, 0, 1], [1, 2, 3, 3, 1, 2],
        [1, 1, 1, 3, 0, 2], [1, 2, 3, 3, 1, 1], [2, 2, 4, 4, 1, 3],
    ]

    @Test func `each seed's scores are added over the other factors`() throws {
        let factor = try FactorComparison(grid(Self.scores), by: .parameter(.nLayer))
        #expect(factor.levels.map(\.cellCount) == [3, 3])
        // Sums of 18 scores of 4.
        #expect(factor.levels.map(\.mean) == [25.0 / 72, 35.0 / 72])
        #expect(factor.pairs.count == 1)
        let difference = try #require(factor.pairs[0].difference)
        #expect(difference == PairedDifference([2, 1, 2, 2, 1, 2], unit: 12))
        #expect(factor.pairs[0].p == 0x1p-5)
        #expect(factor.isFullGrid)
    }

    @Test func `more than two values are all pairs, after Holm`() throws {
        let factor = try FactorComparison(grid(Self.scores), by: .parameter(.nHead))
        #expect(factor.pairs.map { "\($0.first) \($0.second)" } == ["1 2", "1 3", "2 3"])
        let raw = factor.pairs.compactMap { $0.difference?.test?.p }
        #expect(factor.pairs.compactMap(\.p) == Holm.adjusted(raw))
        let comparison = ComparisonReport.factors([factor])
        #expect(comparison.text(width: 80) == [
            "n_head: 3 values, over the 6 seeds that every combination has",
            "",
            "n_head  combinations   mean",
            "     1             2  0.271",
            "     2             2  0.396",
            "     3             2  0.583",
            "",
            "a  b  settings   b - a    95 % interval  won–tied–lost  P(b > a)      p",
            "1  2         2  +0.125  [-0.125, 0.375]          5–0–1     0.833  0.188",
            "1  3         2  +0.312   [0.250, 0.625]          6–0–0     1.000  0.094",
            "2  3         2  +0.188   [0.125, 0.375]          6–0–0     1.000  0.094",
            "",
            "Each seed's scores are averaged over all settings of the others. p is of the",
            "exact sign-flip test, after Holm over 3 tests.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(comparison.csv == [
            "factor,a,b,settings,delta,delta_low,delta_high,wins,ties,losses,p_b_better,p,p_holm",
            "n_head,1,2,2,0.125,-0.12499999999999997,0.375,5,0,1,0.8333333333333334,0.1875,0.1875",
            "n_head,1,3,2,0.3125,0.25,0.625,6,0,0,1.0,0.03125,0.09375",
            "n_head,2,3,2,0.1875,0.125,0.375,6,0,0,1.0,0.03125,0.09375",
        ])
        #expect(comparison.json == #"{"factors":[{"kind":"factor","factor":"n_head","together":[],"seeds":6,"test_size":4,"full_grid":true,"left_out":0,"failed":[],"levels":[{"value":1,"combinations":2,"mean":0.2708333333333333},{"value":2,"combinations":2,"mean":0.3958333333333333},{"value":3,"combinations":2,"mean":0.5833333333333334}],"pairs":[{"factor":"n_head","a":1,"b":2,"settings":2,"delta":0.125,"delta_low":-0.12499999999999997,"delta_high":0.375,"wins":5,"ties":0,"losses":1,"p_b_better":0.8333333333333334,"p":0.1875,"p_holm":0.1875},{"factor":"n_head","a":1,"b":3,"settings":2,"delta":0.3125,"delta_low":0.25,"delta_high":0.625,"wins":6,"ties":0,"losses":0,"p_b_better":1.0,"p":0.03125,"p_holm":0.09375},{"factor":"n_head","a":2,"b":3,"settings":2,"delta":0.1875,"delta_low":0.125,"delta_high":0.375,"wins":6,"ties":0,"losses":0,"p_b_better":1.0,"p":0.03125,"p_holm":0.09375}]}],"note":"p-values and intervals are for new seeds on this data set."}"#)
    }

    @Test func `only the seeds that every cell has count`() throws {
        func longer(_ lost: [Int: Int]) -> [[Int?]] {
            Self.scores.enumerated().map { cell, right in
                var seeds = right + right
                if let seed = lost[cell] { seeds[seed] = nil }
                return seeds
            }
        }
        #expect(try FactorComparison(grid(longer([4: 5])), by: .parameter(.nLayer)).seedCount == 11)
        #expect(try FactorComparison(grid(longer([4: 5, 0: 0])), by: .parameter(.nLayer)).seedCount == 10)
        let scores: [[Int?]] = [[1, nil], [nil, 1], [1, nil], [1, nil], [1, nil], [1, nil]]
        #expect(throws: ComparisonError.noCommonSeeds) { try FactorComparison(grid(scores), by: .parameter(.nLayer)) }
    }

    @Test func `an incomplete grid compares the settings that both values have`() throws {
        let factor = try FactorComparison(grid(Array(Self.scores.dropLast())), by: .parameter(.nLayer))
        #expect(!factor.isFullGrid)
        #expect(factor.pairs[0].cellCount == 2)
        #expect(factor.pairs[0].difference == PairedDifference([1, 1, 1, 1, 1, 1], unit: 8))
        let apart = try FactorComparison([grid(Self.scores)[0], grid(Self.scores)[5]], by: .parameter(.nLayer))
        // n_head changes with n_layer, and so is no setting of the others.
        #expect(apart.pairs[0].cellCount == 1)
        #expect(apart.together == [.nHead])
        let comparison = ComparisonReport.factors([apart])
        #expect(comparison.text(width: 80) == [
            "n_layer: 2 values, over the 6 seeds that every combination has",
            "",
            "n_layer  combinations   mean",
            "      1             1  0.208",
            "      2             1  0.667",
            "",
            "a  b  settings   b - a   95 % interval  won–tied–lost  P(b > a)      p",
            "1  2         1  +0.458  [0.250, 0.750]          6–0–0     1.000  0.031",
            "",
            "Each seed's scores are averaged over all settings of the others. p is of the",
            "exact sign-flip test.",
            "n_head changes together with n_layer in these results: the effect is of all of",
            "them.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `the width is a factor too, over the settings of the others`() throws {
        let grid = try [1, 2].flatMap { layers in
            try [(1, 16), (2, 16), (1, 32)].enumerated().map { index, width in
                try contender(
                    [.nLayer: .integer(layers), .nHead: .integer(width.0), .nEmbdFactor: .integer(width.1)],
                    [0, 1, 1].map { $0 + index + layers - 1 }, outOf: 6)
            }
        }
        let factor = try FactorComparison(grid, by: .width)
        #expect(factor.levels.map(\.value) == [.integer(16), .integer(32)])
        #expect(factor.levels.map(\.cellCount) == [2, 4])
        #expect(factor.pairs[0].cellCount == 2)
        // 32 is 1 and 2 above 16, in both n_layer.
        #expect(factor.pairs[0].difference?.delta == 0.25)
        #expect(ComparisonReport.factors([factor]).text(width: 200).contains(
            "n_embd follows from n_head and n_embd_factor: their effects are in it."))
    }

    @Test func `combinations with too few seeds are left out`() throws {
        var scores = Self.scores
        scores[5] = [nil, nil, 1, nil, nil, nil]
        let factor = try FactorComparison(grid(scores), by: .parameter(.nLayer))
        #expect(factor.seedCount == 6)
        #expect(factor.leftOutCount == 1)
        #expect(ComparisonReport.factors([factor]).text(width: 200).contains {
            $0.contains("both values have. Left out for too few seeds: 1 combination. p is")
        })
        #expect(try Importance(grid(scores)).leftOutCount == 1)
    }

    @Test func `a factor that does not vary is an error that names those that do`() throws {
        #expect(throws: ComparisonError.notVaried(.parameter(.dropout), swept: [.nLayer, .nHead])) {
            try FactorComparison(grid(Self.scores), by: .parameter(.dropout))
        }
        #expect(ComparisonError.notVaried(.parameter(.dropout), swept: [.nLayer, .nHead]).description
            == "dropout has one value in all results; n_layer and n_head vary")
        #expect(ComparisonError.notVaried(.parameter(.dropout), swept: []).description
            == "dropout has one value in all results; nothing varies in them")
    }

    @Test func `a factor of too many values is an error`() throws {
        let many = try (1...51).map { try contender([.epochs: .integer($0)], [$0 % 5]) }
        #expect(throws: ComparisonError.tooManyValues(.parameter(.epochs), count: 51)) { try FactorComparison(many, by: .parameter(.epochs)) }
        #expect(ComparisonError.tooManyValues(.parameter(.epochs), count: 51).description
            == "epochs has 51 values in the results; compare by takes at most 50")
        #expect(try FactorComparison(Array(many.dropLast()), by: .parameter(.epochs)).pairs.count == 1225)
    }
}
