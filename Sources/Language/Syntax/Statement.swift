/// Something to do.
package struct Statement: Sendable {
    package indirect enum Kind: Sendable {
        case command(CommandCall)
        /// A bare expression, which shows its value.
        case expression(Expression)
        /// `let name = value`
        case binding(Name, value: Expression)
        /// `name = value`
        case assignment(Name, value: Expression)
        /// `for variable in sequence { … }`
        case loop(variable: Name, sequence: Expression, body: Block)
        /// `if … { … } else if … { … } else { … }`: at least one branch.
        case conditional([Branch], otherwise: Block?)
        /// `time statement`, of which help and Markdown are none.
        case timed(Statement)
        /// `?`, `?topic` or `topic?`; a topic may be a reserved word, or fields: `s.best`.
        case help(topic: Name?)
        /// `#:` comments of successive lines, joined by `\n`: a cell of Markdown.
        case markdown(String)
    }

    package let kind: Kind
    package let span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

extension Statement {
    /// The statement without a `time` before it.
    package var untimed: Statement { if case .timed(let statement) = kind { statement } else { self } }
}

/// Statements in `{ }`.
package struct Block: Sendable {
    package let statements: [Statement]
    /// Where it is, with its braces.
    package let span: SourceSpan
}

/// A condition and what to do when it is the first that is true.
package struct Branch: Sendable {
    package let condition: Expression
    package let body: Block
}
