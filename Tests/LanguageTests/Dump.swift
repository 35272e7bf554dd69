import Language

// Syntax trees as S-expressions, without spans: two programs are the same when these are equal.

extension Program {
    var dump: String { statements.map(\.dump).joined(separator: "\n") }
}

extension Block {
    var dump: String { "{" + statements.map(\.dump).joined(separator: " ") + "}" }
}

extension Statement {
    var dump: String {
        switch kind {
        case .command(let call): call.dump
        case .expression(let value): value.dump
        case .binding(let name, let value): "(let \(name.text) \(value.dump))"
        case .assignment(let name, let value): "(= \(name.text) \(value.dump))"
        case .loop(let variable, let sequence, let body): "(for \(variable.text) \(sequence.dump) \(body.dump))"
        case .conditional(let branches, let otherwise):
            "(if" + branches.map { " \($0.condition.dump) \($0.body.dump)" }.joined() + (otherwise.map { " else \($0.dump)" } ?? "") + ")"
        case .timed(let statement): "(time \(statement.dump))"
        case .help(let topic): "(?" + (topic.map { " " + $0.text } ?? "") + ")"
        case .markdown(let text): "(markdown \(text.debugDescription))"
        }
    }
}

extension CommandCall {
    var dump: String {
        var parts = [name.text] + positionals.map(\.dump)
        if !byNames.isEmpty { parts.append("(by \(byNames.map(\.text).joined(separator: " ")))") }
        parts += named.map(\.dump)
        parts += bundles.map { bundle in "(\(([bundle.name.text] + bundle.arguments.map(\.dump)).joined(separator: " ")))" }
        if let condition { parts.append("(where \(condition.dump))") }
        return "<" + parts.joined(separator: " ") + ">"
    }
}

extension CommandCall.NamedArgument {
    var dump: String { "(\(name.text) \(value.dump))" }
}

extension CommandCall.Positional {
    var dump: String {
        switch self {
        case .expression(let value): value.dump
        case .word(let name): "'" + name.text
        case .path(let path): path.isQuoted ? "(path \(path.text.debugDescription))" : "(path \(path.text))"
        }
    }
}

extension Expression {
    var dump: String {
        switch kind {
        case .integer(let value): "\(value)"
        case .float(let value): "\(value)"
        case .string(let value): value.debugDescription
        case .boolean(let value): "\(value)"
        case .none: "none"
        case .name(let name): name
        case .list(let elements): "[" + elements.map(\.dump).joined(separator: " ") + "]"
        case .call(let function, let arguments): "(\(([function.text] + arguments.map(\.dump)).joined(separator: " ")))"
        case .access(let base, let path): "(\(base.dump)" + path.map(\.dump).joined() + ")"
        case .power(let base, let exponent): "(** \(base.dump) \(exponent.dump))"
        case .sign(let sign, let operand): "(\(sign.rawValue) \(operand.dump))"
        case .arithmetic(let first, let steps): "(" + steps.reduce(first.dump) { "\($0) \($1.operation.rawValue) \($1.operand.dump)" } + ")"
        case .range(let lower, let upper, let step): "(.. \(lower.dump) \(upper.dump)" + (step.map { " by \($0.dump)" } ?? "") + ")"
        case .comparison(let first, let steps): "(" + steps.reduce(first.dump) { "\($0) \($1.operation.rawValue) \($1.operand.dump)" } + ")"
        case .negation(let operand): "(not \(operand.dump))"
        case .conjunction(let operands): "(and " + operands.map(\.dump).joined(separator: " ") + ")"
        case .disjunction(let operands): "(or " + operands.map(\.dump).joined(separator: " ") + ")"
        case .command(let call): call.dump
        }
    }
}

extension Access {
    var dump: String {
        switch self {
        case .field(let name): "." + name.text
        case .index(let index, _): "[" + index.dump + "]"
        }
    }
}
