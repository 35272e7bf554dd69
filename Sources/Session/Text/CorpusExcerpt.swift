import Comparison
import Engine

/// Finds the words and the lines where some of a validation text's tokens stand.
struct CorpusExcerpt {
    private let corpus: Corpus
    private let tokenizer: any Tokenizer
    /// Line ends in each token.
    private let lineEnds: [Int]

    /// Nil where nothing tells what the tokens stand for.
    init?(_ corpus: Corpus) {
        let vocabulary = ModelVocabulary(names: corpus.vocabulary, form: corpus.form)
        guard let tokenizer = vocabulary.tokenizer else { return nil }
        self.corpus = corpus
        self.tokenizer = tokenizer
        lineEnds = corpus.vocabulary.indices.map { token in
            tokenizer.decode([UInt16(token)]).count { $0 == UInt8(ascii: "\n") }
        }
    }

    /// Tokens that an excerpt shows, and characters.
    private static let length = 44

    /// - Parameter predicted: numbers of predicted tokens, from the second of the validation text on.
    func callAsFunction(_ predicted: Range<Int>) -> StretchLosses.Excerpt {
        let start = corpus.trainingCount + 1 + predicted.lowerBound
        let tokens = corpus.tokens[start..<min(start + min(predicted.count, Self.length), corpus.tokens.count)]
        let text = String(decoding: tokenizer.decode(tokens), as: UTF8.self)
        let cut = text.count > Self.length ? text.prefix(Self.length) + "…" : text[...]
        return StretchLosses.Excerpt(
            line: 1 + corpus.tokens[..<start].reduce(0) { $0 + lineEnds[Int($1)] }, text: String(cut).debugDescription)
    }
}
