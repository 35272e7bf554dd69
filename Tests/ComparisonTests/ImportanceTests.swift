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
                let parameters = term.factors.map { Self.parameters[$0] }
                let found = try #require(importance.terms.first { $0.parameters == parameters })
                #expect(abs(found.variance - term.variance) < 1e-14)
                #expect(abs(found.share - term.share) < 1e-12)
            }
            #expect(importance.terms.map(\.share) == importance.terms.map(\.share).sorted(by: >))
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
            "Importance: the share of the variance between combinations",
            "that each explains.",
            "",
            "hyper-parameter   share",
            "n_layer          75.0 %",
            "",
            "The grid is incomplete: main effects only, which overlap and",
            "need not add up. What noise would explain is taken off.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `a value that never occurs twice explains nothing`() throws {
        let drawn = try [0.1, 0.2, 0.3].enumerated().map { index, dropout in
            try contender([.dropout: .real(dropout), .nLayer: .integer(index == 2 ? 2 : 1)], [index, index + 1])
        }
        #expect(try Importance(drawn).terms.map(\.name) == ["n_layer"])
    }

    @Test func `without variance, or beyond noise, there is no importance`() throws {
        let equal = try contenders([2], [[1, 2], [1, 2]])
        #expect(throws: ComparisonError.noVariance) { try Importance(equal) }
        let noise = try contenders([2], [[4, 0, 4, 0], [0, 4, 0, 3]])
        #expect(throws: ComparisonError.noVariance) { try Importance(noise) }
        let single = try contenders([1], [[1, 2]])
        #expect(throws: ComparisonError.noVariance) { try Importance(single) }
    }

    @Test func `text and JSON tell the terms`() throws {
        let importance = ComparisonReport.importance(try Importance(contenders([2, 2], [[0], [1], [2], [4]])))
        #expect(importance.text(width: 80) == [
            "Importance: the share of the variance between combinations that each explains.",
            "",
            "hyper-parameter    share",
            "n_layer           71.4 %",
            "n_head            25.7 %",
            "n_layer × n_head   2.9 %",
            "",
            "Functional ANOVA of the full grid; × is an interaction beyond the effects of its",
            "parts. With one seed noise can't be told from effects.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(importance.csv == [
            "term,order,variance,share", "n_layer,1,0.09765625,0.7142857142857143",
            "n_head,1,0.03515625,0.2571428571428571", "n_layer × n_head,2,0.00390625,0.02857142857142857",
        ])
        #expect(importance.json.hasPrefix(
            #"{"kind":"importance","full_grid":true,"left_out":0,"failed":[],"noise":null,"terms":[{"term":"n_layer","order":1,"variance":0.09765625,"#))
    }
}
