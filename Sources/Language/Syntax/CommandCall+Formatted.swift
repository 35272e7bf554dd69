extension CommandCall {
    /// The command as text that reads as the same command.
    package var formatted: String {
        var text = name.text
        var previous: Positional?
        for positional in positionals {
            text += previous?.expression == nil ? " " : ", "
            text += formatted(positional, after: previous)
            previous = positional
        }
        if !byNames.isEmpty {
            text += (previous?.expression == nil ? " by " : ", by ") + byNames.map(\.text).joined(separator: ", ")
        }
        for argument in named { text += " " + argument.formatted }
        for bundle in bundles {
            text += " \(bundle.name.text)(\(bundle.arguments.map(\.formatted).joined(separator: ", ")))"
        }
        if let condition { text += " where " + condition.formatted }
        return text
    }

    private func formatted(_ positional: Positional, after previous: Positional?) -> String {
        switch positional {
        case .word(let name): return name.text
        case .path(let path): return path.isQuoted ? path.text.formattedLiteral : path.text
        case .expression(let expression):
            let text = expression.formatted
            guard case .word? = previous, text.hasPrefix("-") || text.hasPrefix("+") else { return text }
            return "(" + text + ")"
        }
    }
}

extension CommandCall.NamedArgument {
    fileprivate var formatted: String { "\(name.text)=\(value.formatted)" }
}
