/// A text as tokens: what comes first trains, the rest validates.
package struct Corpus: Sendable {
    /// Token indices below `vocabulary.count`.
    package let tokens: [UInt16]
    /// How many of them train.
    package let trainingCount: Int
    /// The names of the V tokens.
    package let vocabulary: [String]
    /// How text becomes these tokens.
    package let form: ModelVocabulary.Form
    /// UTF-8 bytes of the part that validates.
    package let validationBytes: Int
    /// The bytes the text was read from, for a digest.
    package let source: [UInt8]

    package init(
        tokens: [UInt16], trainingCount: Int, vocabulary: [String], form: ModelVocabulary.Form = .characters,
        validationBytes: Int, source: [UInt8] = []
    ) {
        precondition((0...tokens.count).contains(trainingCount))
        self.tokens = tokens
        self.trainingCount = trainingCount
        self.vocabulary = vocabulary
        self.form = form
        self.validationBytes = validationBytes
        self.source = source
    }
}
