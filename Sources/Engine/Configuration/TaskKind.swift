/// What a model learns of its data.
package enum TaskKind: String, CaseIterable, Sendable {
    /// Facts, each of their answers a yes or no of its own.
    case relations
    /// The next token of a text.
    case text
}
