import Engine
import Language

// Hyper-parameters whose values are words: `precision=bf16`, `precision=[fp32, bf16]`.
extension Interpreter {
    /// What is given to a name. For a hyper-parameter whose values are words, a name that stands for nothing else is a
    /// word, alone or in a list that is written out; whether it is one of the right words is checked with the value.
    func value(of expression: Expression, givenTo name: Name, _ context: ExecutionContext) async throws -> Value {
        guard Hyperparameter.named(name.text)?.kind == .word else { return try await value(of: expression, context) }
        guard case .list(let elements) = expression.kind else { return try await wordOrValue(expression, context) }
        var values: [Value] = []
        for element in elements { values.append(try await wordOrValue(element, context)) }
        return try context.at(expression.span) { () throws(SessionError) in try Value.list(values).bounded() }
    }

    private func wordOrValue(_ expression: Expression, _ context: ExecutionContext) async throws -> Value {
        if case .name(let word) = expression.kind, variables[word] == nil, takenKind(word) == nil {
            return .string(word)
        }
        return try await value(of: expression, context)
    }

    /// Whether a name is a word of some hyper-parameter.
    static func isWord(_ name: String) -> Bool {
        Hyperparameter.all.contains { $0.words.contains(name) }
    }
}
