package import Language

/// What could be typed at a place, and what it would replace.
package struct CompletionList: Sendable {
    /// What a word is.
    package enum Kind: String, CustomStringConvertible, Sendable {
        case command, word, hyperparameter, value, option, variable, function, field, path

        /// For people.
        package var description: String { self == .hyperparameter ? "hyper-parameter" : rawValue }
    }

    package struct Item: Hashable, Sendable {
        /// What is put in the place of the span: `n_head=`.
        package let text: String
        package let kind: Kind
        /// One line; empty for a path.
        package let help: String
    }

    /// The bytes that a completion replaces.
    package let span: SourceSpan
    /// Sorted by kind, then as the tables list them, variables and paths by name, results folders first.
    package let items: [Item]
    /// The quote that is open around the span.
    package let quote: Character?
}
