package import Engine
import Statistics

/// What can be said of a text before a model reads it.
package struct TextDescription: Sendable {
    package let corpus: Corpus
    /// What needs no model, on the validation part: tables of counts, from the simplest, and zlib, which has seen the training part.
    package let references: [Baseline]
    /// How often each character occurs, rarest first; nil where bytes are read that are no text.
    package let characters: [(character: String, count: Int)]?
    package init(of file: DataFile, _ encoding: TextEncoding) throws(DataFileError) {
        corpus = try file.corpus(encoding)
        let text = try? PlainText(file.bytes)
        characters = text?.characterCounts
        let bytes = encoding.tokenizer == .byte ? file.bytes : text?.bytes ?? []
        references = corpus.baselines + Self.zlib(bytes.dropLast(corpus.validationBytes), bytes.suffix(corpus.validationBytes), corpus)
    }

    /// Bytes that the text takes, once for all runs: its own, and two for a token.
    package var memory: Double { Double(corpus.source.count + 2 * corpus.tokens.count) }

    private static func zlib(_ training: ArraySlice<UInt8>, _ validation: ArraySlice<UInt8>, _ corpus: Corpus) -> [Baseline] {
        let predicted = validation.prefix(Baseline.mostPredicted)
        guard !predicted.isEmpty else { return [] }
        let bits = Double(Compression.bits(of: predicted, after: training)) / Double(predicted.count)
        return [Baseline(name: "zlib", nats: bits * corpus.validationBytesPerToken * ElementaryFunctions.log(2))]
    }
}
