/// How a text becomes tokens and is split.
package struct TextEncoding: Hashable, Sendable {
    package let tokenizer: TokenizerKind
    /// The tokens that `bpe` merges up to; 0 for the others, which find theirs.
    package let vocabularySize: Int
    /// The share of the text that trains.
    package let split: Double

    /// The largest vocabulary: a token is 16 bits.
    package static let largestVocabulary = 1 << 16

    package init(tokenizer: TokenizerKind, vocabularySize: Int, split: Double) {
        self.tokenizer = tokenizer
        self.vocabularySize = tokenizer == .bpe ? vocabularySize : 0
        self.split = split
    }

    /// As a configuration of text says.
    package init(_ configuration: TrainingConfiguration) {
        self.init(
            tokenizer: configuration.tokenizer, vocabularySize: configuration.vocabSize, split: configuration.dataSplit)
    }
}

extension Corpus {
    /// The tokens of a text. The first ⌊count · split⌋ characters train, with `byte` so many bytes; `bpe` then has tokens of
    /// each part, found in the one that trains.
    ///
    /// - Throws: `DataError` where the bytes are no text that the tokenizer reads.
    package init(text source: [UInt8], _ encoding: TextEncoding) throws(DataError) {
        switch encoding.tokenizer {
        case .char: try self.init(characters: source, encoding.split)
        case .byte: try self.init(bytes: source, encoding.split)
        case .bpe: try self.init(bytePairs: source, encoding)
        }
    }

    private init(characters source: [UInt8], _ split: Double) throws(DataError) {
        let text = try PlainText(source)
        let tokenizer = try CharacterTokenizer(of: text)
        let tokens = try tokenizer.encode(text)
        let count = Int(Double(tokens.count) * split)
        self.init(
            tokens: tokens, trainingCount: count, vocabulary: tokenizer.names,
            validationBytes: text.split(after: count).1.bytes.count, source: source)
    }

    private init(bytes source: [UInt8], _ split: Double) throws(DataError) {
        if source.isEmpty { throw .empty }
        let tokenizer = ByteTokenizer()
        let count = Int(Double(source.count) * split)
        self.init(
            tokens: tokenizer.encode(source), trainingCount: count, vocabulary: tokenizer.names, form: .bytes,
            validationBytes: source.count - count, source: source)
    }

    private init(bytePairs source: [UInt8], _ encoding: TextEncoding) throws(DataError) {
        let text = try PlainText(source)
        let (training, validation) = text.split(after: Int(Double(text.characterCount) * encoding.split))
        let tokenizer = BytePairTokenizer(trainedOn: training, size: encoding.vocabularySize)
        let tokens = tokenizer.encode(training)
        self.init(
            tokens: tokens + tokenizer.encode(validation), trainingCount: tokens.count, vocabulary: tokenizer.names,
            form: .bytePairs(tokenizer.merged), validationBytes: validation.bytes.count, source: source)
    }

    /// Checks that both parts have an example of `blockSize` tokens and the one after.
    ///
    /// - Throws: `DataError.Kind.tooShort`.
    package func check(blockSize: Int) throws(DataError) {
        for (part, count) in [(DataError.Part.training, trainingCount), (.validation, validationCount)]
        where count <= blockSize {
            throw DataError(.tooShort(part: part, tokens: count, blockSize: blockSize))
        }
    }

    package var validationCount: Int { tokens.count - trainingCount }

    /// UTF-8 bytes of a token of the part that validates, on average.
    package var validationBytesPerToken: Double { Double(validationBytes) / Double(validationCount) }

    /// What tables of counts reach on the part that validates, from the simplest.
    package var baselines: [Baseline] {
        Baseline.all(
            training: tokens[..<trainingCount], validation: tokens[trainingCount...], vocabularySize: vocabulary.count)
    }
}

extension TaskKind {
    /// What bytes are read as unless the user says: relations where their lines have columns, else text.
    package init(ofContent bytes: [UInt8]) { self = RelationReader.recognizes(bytes) ? .relations : .text }
}
