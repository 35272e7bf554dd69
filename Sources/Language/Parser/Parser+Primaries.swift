extension Parser {
    /// All of the text as one expression: a value given from outside, a variable's name in a path's place.
    ///
    /// - Throws: the first mistake.
    package mutating func loneExpression() throws(SyntaxError) -> Expression {
        while current.isNewline { advance() }
        let expression = try expression()
        while current.isNewline { advance() }
        guard current.isEnd else { throw unexpected(.endOfStatement) }
        return expression
    }

    /// `a.field`, `a[index]`
    @inline(never) mutating func access() throws(SyntaxError) -> Expression {
        let base = try primary()
        return isAtAccess ? try access(to: base) : base
    }

    private var isAtAccess: Bool { current.is(.dot) || current.is(.leftBracket) || current.is(.leftParenthesis) }

    @inline(never) private mutating func access(to base: Expression) throws(SyntaxError) -> Expression {
        var path: [Access] = []
        while isAtAccess {
            path.append(current.is(.leftBracket) ? try index() : try field(of: base, path))
        }
        return try node(.access(base, path: path), from: base.span.start)
    }

    /// `.name`
    @inline(never) private mutating func field(of base: Expression, _ path: [Access]) throws(SyntaxError) -> Access {
        if current.is(.leftParenthesis) { throw error(.notAFunction) }
        advance()
        offerField(of: base, path)
        guard let name = current.name else { throw unexpected(.fieldName) }
        advance()
        return .field(name)
    }

    /// `[expression]`
    @inline(never) private mutating func index() throws(SyntaxError) -> Access {
        let start = current.span.start
        try open(.square)
        let index = try expression()
        try close(.square, expecting: .symbol(.rightBracket))
        return .index(index, span: span(from: start))
    }

    @inline(never) private mutating func primary() throws(SyntaxError) -> Expression {
        offerOperand()
        if current.is(.leftParenthesis) { return try group() }
        if current.is(.leftBracket) { return try list() }
        return isAtCall ? try call() : try atom()
    }

    /// A literal or a name.
    @inline(never) private mutating func atom() throws(SyntaxError) -> Expression {
        let start = current.span.start
        let kind: Expression.Kind
        switch current.kind {
        case .integer(let value): kind = .integer(value)
        case .float(let value): kind = .float(value)
        case .string(let value): kind = .string(value)
        case .keyword(.true), .keyword(.capitalTrue): kind = .boolean(true)
        case .keyword(.false), .keyword(.capitalFalse): kind = .boolean(false)
        case .keyword(.none), .keyword(.capitalNone): kind = .none
        case .name(let text) where shapes[text] == nil: kind = .name(text)
        case .name(let text): throw error(.commandInExpression(text))
        default: throw unexpected(.value)
        }
        advance()
        return try node(kind, from: start)
    }

    /// `name(expression, …)`; a comma may stand behind the last.
    @inline(never) private mutating func call() throws(SyntaxError) -> Expression {
        let function = functionName()
        let arguments = try elements(of: .parenthesis, function: function)
        return try node(.call(function: function, arguments: arguments), from: function.span.start)
    }

    /// `[expression, …]`; a comma may stand behind the last.
    @inline(never) private mutating func list() throws(SyntaxError) -> Expression {
        let start = current.span.start
        let elements = try elements(of: .square, function: nil)
        return try node(.list(elements), from: start)
    }

    @inline(never) private mutating func elements(of bracket: Bracket, function: Name?) throws(SyntaxError) -> [Expression] {
        try open(bracket)
        var elements: [Expression] = []
        while !current.is(bracket.closer) {
            elements.append(try expression())
            guard try matchComma(in: function) else { break }
        }
        try close(bracket, expecting: .commaOrCloser(bracket))
        return elements
    }

    /// `(expression)` or `(command)`
    @inline(never) mutating func group() throws(SyntaxError) -> Expression {
        let start = current.span.start
        try open(.parenthesis)
        offer(.parenthesis)
        let value = isAtCommand ? try commandValue() : try expression()
        return try closedGroup(value, from: start)
    }

    /// A command as a value.
    @inline(never) mutating func commandValue() throws(SyntaxError) -> Expression {
        let call = try command()
        return try node(.command(call), from: call.span.start)
    }
}

// MARK: - Tokens of primaries
extension Parser {
    /// Whether the current token is a name with an opening parenthesis behind it.
    private var isAtCall: Bool {
        guard current.name != nil, !isAtCommand else { return false }
        return following().is(.leftParenthesis)
    }

    @inline(never) private mutating func functionName() -> Name {
        let name = Name(text: source[current.span], span: current.span)
        advance()
        return name
    }

    @inline(never) private mutating func matchComma(in function: Name?) throws(SyntaxError) -> Bool {
        if let function, current.is(.equal) { throw error(.namedArgumentInCall(function: function.text)) }
        return match(.comma)
    }

    /// Reads the end of the parentheses around `value` that start at `start`.
    @inline(never) private mutating func closedGroup(_ value: Expression, from start: Int) throws(SyntaxError) -> Expression {
        if current.is(.comma) || current.is(.equal), let call = calls.last, call.call.name.span.end == start {
            throw error(.parenthesesAfterCommand(call.call.name.text, takesArguments: call.shape.takesArguments))
        }
        if current.is(.comma) { throw error(.commaInParentheses) }
        try close(.parenthesis, expecting: .symbol(.rightParenthesis))
        return value.spanning(span(from: start))
    }
}
