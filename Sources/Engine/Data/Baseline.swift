import Statistics

/// What a table of counts reaches on the validation part of a text, for a line to compare a loss with.
package struct Baseline: Hashable, Sendable {
    /// `bigram`
    package let name: String
    /// Mean negative logarithm of the probability of a token.
    package let nats: Double

    package init(name: String, nats: Double) {
        self.name = name
        self.nats = nats
    }

    /// At most so many tokens are counted, and so many predicted: the last to train on and the first to validate.
    package static let mostCounted = 1 << 24
    package static let mostPredicted = 1 << 21

    /// What each table reaches that the text is long enough for, from the simplest: all tokens equally probable, tables of 1 to
    /// 4 tokens with 0.1 added to each count, and the interpolated counts of up to 5 tokens.
    static func all(training: ArraySlice<UInt16>, validation: ArraySlice<UInt16>, vocabularySize: Int) -> [Baseline] {
        let table = NGramTable(training.suffix(mostCounted), vocabularySize: vocabularySize)
        let text = validation.prefix(mostPredicted)
        let score = table.score(text)
        let names = ["unigram", "bigram", "trigram", "4-gram", "5-gram interpolated"]
        let tables = zip(names, score.sums + [score.interpolated]).enumerated().map { context, entry in
            (name: entry.0, sum: entry.1, count: text.count - context)
        }
        return [Baseline(name: "uniform", nats: ElementaryFunctions.log(Double(vocabularySize)))]
            + tables.filter { $0.count > 0 }.map { Baseline(name: $0.name, nats: $0.sum / Double($0.count)) }
    }
}
