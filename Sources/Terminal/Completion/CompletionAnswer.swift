/// Says whether Enter runs the text or breaks the line. True for a text that is wrong: it is run, and its error shown.
package typealias CompletenessCheck = (_ text: String) -> Bool

/// Says how the text can be completed at the cursor, an offset in bytes of UTF-8.
package typealias Completer = (_ text: String, _ cursor: Int) -> CompletionAnswer

/// One way to complete a text.
package struct CompletionCandidate: Hashable, Sendable {
    /// What takes the place of the unfinished word.
    package let text: String
    /// What it is, in a word or two: `hyper-parameter`.
    package let kind: String?
    /// One line about it.
    package let detail: String?
    /// What follows it when it is the only candidate: a blank, `=`, `/`, or nothing.
    package let suffix: String

    package init(_ text: String, kind: String? = nil, detail: String? = nil, suffix: String = "") {
        self.text = text
        self.kind = kind
        self.detail = detail
        self.suffix = suffix
    }
}

/// The ways to complete a text at the cursor, in the order they are listed.
package struct CompletionAnswer: Sendable {
    /// The unfinished word: offsets into the text, in bytes of UTF-8.
    package let replacing: Range<Int>
    package let candidates: [CompletionCandidate]

    package init(replacing: Range<Int>, candidates: [CompletionCandidate]) {
        self.replacing = replacing
        self.candidates = candidates
    }
}
