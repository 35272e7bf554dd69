import Comparison
import Engine
import Experiments
import Foundation
import Testing

struct ImportanceTests {
    private struct Cases: Decodable {
        struct Term: Decodable { let factors: [Int], variance, share: Double }
        struct ANOVA: Decodable { let shape: [Int], right: [[Int]], noise: Double, terms: [Term] }
        let anova: [ANOVA]
    }

    private static let parameters = [Hyperparameter.nLayer, .nHead, .nEmbdFactor]

    /// The cells of a grid, the last factor the fastest.
    private func contenders(_ shape: [Int], _ right: [[Int]]) throws -> [Contender] {
        try right.enumerated().map { index, right in
            var settings: [Hyperparameter: Hyperparameter.Value] = [:], rest = index
            for factor in shape.indices.reversed() {
                settings[Self.parameters[factor]] = .integer(rest % shape[factor] + 1)
                rest /= shape[factor]
            }
            return try contender(settings, right)
        }
    }

    @Test func `shares and noise are those of the definition in NumPy`() throws {
        let file = try #require(Bundle.module.url(forResource: "Reference/importance", withExtension: "json"))
        let cases = try JSONDecoder().decode(Cases.self, from: Data(contentsOf: file)).anova
        #expect(cases.count == 3)
        for item in cases {
            let importance = try Importance(contenders(item.shape, item.right))
            #expect(importance.isFullGrid)
            #expect(abs(try #require(importance.noise) - item.noise) < 1e-14)
            #expect(importance.terms.count == item.terms.count)
            for term in item.terms {
                let name = term.factors.map { Self.parameters[$0].name }.joined(separator: " × ")
                let found = try #require(importance.terms.first { $0.name == name })
                #expect(abs(found.variance - term.variance) < 1e-14)
                #expect(abs(found.share - term.share) < 1e-12)
            }
            let shares = importance.terms.filter(\.isImportant).map(\.share)
            #expect(importance.terms.prefix(shares.count).map(\.share) == shares.sorted(by: >))
            let rest = try #require(importance.noiseShare)
            #expect(abs(importance.terms.reduce(rest) { $0 + $1.share } - 1) < 1e-12)
        }
    }

    @Test func `one seed has no noise term, and the whole variance is shared out`() throws {
        let importance = try Importance(contenders([2, 2], [[0], [1], [2], [4]]))
        #expect(importance.noise == nil)
        // Means 0, ¼, ½, 1: n_layer ±5/16, n_head ±3/16, interaction ±1/16.
        #expect(importance.terms.map(\.name) == ["n_layer", "n_head", "n_layer × n_head"])
        #expect(importance.terms.map { 256 * $0.variance } == [25, 9, 1])
        #expect(zip(importance.terms, [25.0, 9, 1]).allSatisfy { abs(35 * $0.share - $1) < 1e-12 })
    }

    @Test func `an incomplete grid has main effects only`() throws {
        let grid = try contenders([2, 2], [[0, 0], [1, 1], [2, 2], [4, 4]])
        let importance = try Importance(Array(grid.dropLast()))
        #expect(!importance.isFullGrid)
        // Means 0, ¼, ½ and their mean ¼; n_layer: ⅛ and ½, n_head: ¼ and ¼.
        #expect(importance.terms.map(\.name) == ["n_layer", "n_head"])
        #expect(abs(importance.terms[0].share - 0.75) < 1e-12)
        #expect(importance.terms[1].share == 0)
        #expect(ComparisonReport.importance(importance).text(width: 60) == [
            "Importance: the share of the variance of the combinations'",
            "means that each explains.",
            "",
            "hyper-parameter        share  p",
            "not told from noise  100.0 %",
            "noise                  0.0 %",
            "",
            "The grid is incomplete: main effects only, which overlap and",
            "need not add up. p is of exchanges within seeds, for all",
            "terms together.",
            "Not told from noise (p > 0.05): n_layer, n_head.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `a value that never occurs twice explains nothing`() throws {
        let drawn = try [0.1, 0.2, 0.3].enumerated().map { index, dropout in
            try contender([.dropout: .real(dropout), .nLayer: .integer(index == 2 ? 2 : 1)], [index, index + 1])
        }
        #expect(try Importance(drawn).terms.map(\.name) == ["n_layer"])
    }

    @Test func `without variance there is no importance, and of noise none that is shown`() throws {
        let equal = try contenders([2], [[1, 2], [1, 2]])
        #expect(throws: ComparisonError.noVariance) { try Importance(equal) }
        let noise = try contenders([2], [[4, 0, 4, 0], [0, 4, 0, 3]])
        #expect(try Importance(noise).terms.map(\.isImportant) == [false])
        let single = try contenders([1], [[1, 2]])
        #expect(throws: ComparisonError.noVariance) { try Importance(single) }
    }

    @Test func `what can be told from noise is shown, what can't is named`() throws {
        var simulated = SimulatedScores(seed: 3)
        let right = simulated.draw([0.2, 0.2, 0.2, 0.7, 0.7, 0.7], seeds: 12)
        let importance = try Importance(contenders([2, 3], right))
        #expect(importance.terms.map(\.isImportant) == [true, false, false])
        let report = ComparisonReport.importance(importance)
        #expect(report.text(width: 80).contains("Not told from noise (p > 0.05): n_head, 1 interaction."))
        #expect(report.csv.count == 5)
        #expect(report.csv[1].hasPrefix("n_layer,1,") && report.csv[1].hasSuffix(",0.000999000999000999,true,"))
        #expect(report.csv[4].hasPrefix("noise,0,"))
        #expect(report.json.contains(#""caution":null"#))
    }

    @Test func `hyper-parameters that move together are one axis`() throws {
        let zipped = try [[0, 1, 0], [4, 3, 4], [1, 0, 0], [4, 4, 3]].enumerated().map { index, right in
            try contender(
                [.nLayer: .integer(index % 2 + 1), .nHead: .integer(index % 2 * 2 + 2), .dropout: .real(index < 2 ? 0.1 : 0.2)],
                right)
        }
        let importance = try Importance(zipped)
        #expect(importance.isFullGrid)
        #expect(Set(importance.terms.map(\.name)) == ["n_layer + n_head", "dropout", "n_layer + n_head × dropout"])
    }

    @Test func `text and JSON tell the terms`() throws {
        let importance = ComparisonReport.importance(try Importance(contenders([2, 2], [[0], [1], [2], [4]])))
        #expect(importance.text(width: 80) == [
            "Importance: the share of the variance of the combinations' means that each",
            "explains.",
            "",
            "hyper-parameter    share  p",
            "n_layer           71.4 %",
            "n_head            25.7 %",
            "n_layer × n_head   2.9 %",
            "",
            "Functional ANOVA of the full grid; × is an interaction beyond the effects of its",
            "parts.",
            "With one seed effects can't be told from noise.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(importance.csv == [
            "term,order,variance,share,p,important,caution",
            "n_layer,1,0.09765625,0.7142857142857143,,,With one seed effects can't be told from noise.",
            "n_head,1,0.03515625,0.2571428571428571,,,With one seed effects can't be told from noise.",
            "n_layer × n_head,2,0.00390625,0.02857142857142857,,,With one seed effects can't be told from noise.",
        ])
        #expect(importance.json.hasPrefix(
            #"{"kind":"importance","full_grid":true,"left_out":0,"failed":[],"noise":null,"noise_share":null,"caution":"With one seed effects can't be told from noise.","terms":[{"term":"n_layer","order":1,"variance":0.09765625,"#))
    }
}
