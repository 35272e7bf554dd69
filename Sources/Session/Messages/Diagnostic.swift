import Characters
package import Language

/// What is wrong, where it is written, and in which text.
///
///     my.sweep:3:7: error: unknown hyper-parameter "dorpout"
///       3 | sweep dorpout=[0.1, 0.2]
///         |       ^~~~~~~ did you mean "dropout"?
package struct Diagnostic: Error, Sendable {
    package let error: SessionError
    package let span: SourceSpan
    package let source: SourceText
    /// What to do about a syntax error, where a session knows more than the grammar.
    let advice: String?

    init(_ error: SessionError, at span: SourceSpan, in source: SourceText, advice: String? = nil) {
        self.advice = advice
        self.error = error
        self.span = span
        self.source = source
    }

    /// A process's exit status: 2 for what is not a program or not a command line, 1 for a command that failed.
    package var exitStatus: Int32 {
        if case .syntax = error { 2 } else { source.isCommandLine && error.isWrongUsage ? 2 : 1 }
    }

    /// The message as it is shown: some lines joined by `\n`, without a last one.
    package var rendered: String {
        if case .syntax(let error) = error { return ForeignText.lines(error.rendered(in: source, hint: hint)) }
        let message = ForeignText.line(message), hint = hint.map(ForeignText.line)
        if source.isCommandLine, !error.isWrongUsage { return "\(source.name): \(message)" + (hint.map { "; \($0)" } ?? "") }
        return SourceExcerpt(of: span, in: source).rendered("error", message, note: hint)
    }
}

/// That a worker was asked to leave, and left work that it could have done.
package struct WorkLeft: Error, Sendable, CustomStringConvertible {
    package let description: String

    /// Of a process: to be tried again later.
    package static let exitStatus: Int32 = 75

    init(description: String) { self.description = ForeignText.line(description) }
}

/// That the work was cancelled; the session goes on.
package struct Interrupted: Error, Sendable, CustomStringConvertible {
    /// What is kept, where, and how to go on.
    package let description: String

    init(description: String) { self.description = ForeignText.line(description) }
}
