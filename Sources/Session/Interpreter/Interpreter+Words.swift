import Engine
import Language

// Hyper-parameters whose values may be words, or the paths of files: `precision=[fp32, bf16]`, `data=input.txt`.
extension Interpreter {
    /// What is given to a name. For a hyper-parameter whose values are words, a name that stands for nothing else is a
    /// word, alone or in a list that is written out; whether it is one of the right words is checked with the value.
    func value(of expression: Expression, givenTo name: Name, _ context: ExecutionContext) async throws -> Value {
        guard let parameter = Hyperparameter.named(name.text), parameter.takesWords else { return try await value(of: expression, context) }
        guard case .list(let elements) = expression.kind else { return try await wordOrValue(expression, of: parameter, context) }
        var values: [Value] = []
        for element in elements { values.append(try await wordOrValue(element, of: parameter, context)) }
        return try context.at(expression.span) { () throws(SessionError) in try Value.list(values).bounded() }
    }

    private func wordOrValue(
        _ expression: Expression, of parameter: Hyperparameter, _ context: ExecutionContext
    ) async throws -> Value {
        if parameter.takesPath, let path = barePath(expression, context) { return .string(path) }
        if case .name(let word) = expression.kind, variables[word] == nil, takenKind(word) == nil {
            return .string(word)
        }
        return try await value(of: expression, context)
    }

    /// A path that is written without quotes, `texts/input.txt`; nil where it may be something else: what starts with a
    /// variable, or holds a blank or a sign that a path rarely has.
    private func barePath(_ expression: Expression, _ context: ExecutionContext) -> String? {
        guard expression.isNameLike else { return nil }
        let text = context.source[expression.span]
        let first = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard text.first?.isLetter == true, variables[String(first)] == nil, text.contains(".") || text.contains("/"),
            text.allSatisfy({ $0.isLetter || $0.isNumber || "_-./".contains($0) })
        else { return nil }
        return text
    }

    /// Whether a name is a word of some hyper-parameter.
    static func isWord(_ name: String) -> Bool {
        Hyperparameter.all.contains { $0.words.contains(name) }
    }
}

extension Hyperparameter {
    /// Whether it takes any text, the path of a file.
    var takesPath: Bool { if case .path = range { true } else { false } }

    /// Whether a name that stands for nothing else may be its value.
    fileprivate var takesWords: Bool { kind == .word || !words.isEmpty }
}

extension Expression {
    /// Whether it is made of names: `input`, `input.txt`, `texts/input.txt`.
    fileprivate var isNameLike: Bool {
        switch kind {
        case .name, .access, .arithmetic: true
        case .integer, .float, .string, .boolean, .none, .list, .call, .command, .power, .sign, .range, .comparison, .negation,
            .conjunction, .disjunction: false
        }
    }
}
