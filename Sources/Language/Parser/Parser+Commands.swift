extension Parser {
    /// A command and its arguments, which are separated by blanks or one comma.
    @inline(never) mutating func command() throws(SyntaxError) -> CommandCall {
        try enter()
        try beginCommand()
        var hasArgument = isAtFirstArgument()
        while hasArgument {
            try argument()
            hasArgument = try isAtNextArgument()
        }
        return try finishedCommand()
    }

    /// `where condition`, `by names`, `name=value`, `zip(name=value, …)`, or an argument without a name.
    @inline(never) private mutating func argument() throws(SyntaxError) {
        switch try argumentKind() {
        case .condition: try condition()
        case .byNames: try byNames()
        case .named: add(try named())
        case .bundle: try bundle()
        case .expression: try expressionArgument()
        case .word: try word()
        case .path: try path()
        }
    }

    /// `where condition`
    @inline(never) private mutating func condition() throws(SyntaxError) {
        advance()
        calls[innermost].call.condition = try operand(.condition)
    }

    /// `by name name …`, with blanks or commas between them.
    @inline(never) private mutating func byNames() throws(SyntaxError) {
        advance()
        repeat {
            offer(.byName)
            guard let name = current.name else { throw unexpected(.name) }
            if isBeforeEqual { throw missing("a name after \"by\"") }
            advance()
            calls[innermost].call.byNames.append(name)
        } while advanceToNextByName()
    }

    /// `name=value`
    @inline(never) private mutating func named() throws(SyntaxError) -> CommandCall.NamedArgument {
        let name = try argumentName()
        let value = try operand(.value(of: name.text))
        return CommandCall.NamedArgument(name: name, value: value)
    }

    /// `zip(name=value, …)`; a comma may stand behind the last.
    @inline(never) private mutating func bundle() throws(SyntaxError) {
        let name = try openBundle()
        var arguments: [CommandCall.NamedArgument] = []
        var hasArgument = try isAtBundledArgument()
        while hasArgument {
            arguments.append(try named())
            hasArgument = try isAtNextBundledArgument()
        }
        try closeBundle(name, arguments)
    }

    @inline(never) private mutating func expressionArgument() throws(SyntaxError) {
        try checkSign()
        let value = try operand(.operand)
        add(.expression(value))
    }

    /// A name, reserved or not.
    @inline(never) private mutating func word() throws(SyntaxError) {
        guard let word = current.word else { throw unexpected(.word) }
        advance()
        add(.word(word))
    }

    /// Raw text, or a string; either may stand in parentheses: `open("results")`. A command in parentheses is its value.
    @inline(never) private mutating func path() throws(SyntaxError) {
        let start = current.span.start
        if current.is(.leftParenthesis), case .name(let name) = following().kind, shapes[name] != nil {
            return try commandInPath(from: start)
        }
        if current.is(.leftParenthesis), case .string(let text) = following().kind {
            try open(.parenthesis)
            advance()
            try close(.parenthesis, expecting: .commaOrCloser(.parenthesis))
            return add(.path(CommandCall.PathArgument(text: text, isQuoted: true, span: span(from: start))))
        }
        switch current.kind {
        case .string(let text):
            advance()
            return add(.path(CommandCall.PathArgument(text: text, isQuoted: true, span: span(from: start))))
        case .invalid(let error) where !error.mayBeInPath: throw error
        case .symbol(.equal): throw unexpected(.path)
        default: break
        }
        lexer.move(to: start)
        let whole = try lexer.path()
        guard !whole.isEmpty else { throw unexpected(.path) }
        resume(at: whole.end)
        let text = source[whole]
        let isEnclosed = text.count > 2 && text.hasPrefix("(") && text.hasSuffix(")")
        let span = isEnclosed ? SourceSpan(start: whole.start + 1, end: whole.end - 1) : whole
        add(.path(CommandCall.PathArgument(text: source[span], isQuoted: false, span: span)))
    }
}

extension Parser {
    /// `(command)` where a path may stand.
    private mutating func commandInPath(from start: Int) throws(SyntaxError) {
        let value = try group()
        add(.path(CommandCall.PathArgument(
            text: source[value.span], isQuoted: false, span: span(from: start), expression: value)))
    }
}

extension SyntaxError {
    /// Whether it is only an error outside of a path.
    fileprivate var mayBeInPath: Bool {
        switch kind {
        case .invalidUTF8, .controlCharacter, .unterminatedString, .unknownEscape, .malformedEscape,
            .danglingContinuation, .invisibleCharacter:
            false
        case .mistaken(_, let meant): meant != "\"" && meant != "'"
        default: true
        }
    }
}
