/// Reads a text as a program: the guide to this room.
///
///     var parser = Parser(SourceText(name: "my.sweep", text), shapes: shapes)
///     let program = try parser.program()
///
/// The parser is shaped like the grammar in this room's documentation, one function a rule, each named
/// as its rule. It looks at one token, `current`, and decides by it; it never goes back, except to read
/// the bytes of a path anew. It knows no command: `CommandShapes` says which names are commands and
/// how their arguments are read.
///
/// The first mistake ends the parse with a `SyntaxError` whose span lies within the text. Whatever the
/// bytes are, the parser returns or throws in time proportional to their number, and its stack is
/// bounded by `nestingLimit`: the functions that call each other in circles are kept thin, leave all
/// work on tokens to others that don't, and are `@inline(never)`, so that none takes in another's frame.
/// The deepest text needs less than 128 KB of stack, 384 KB in a debug build.
package struct Parser {
    /// How deep brackets, blocks and operators may be nested.
    package static let nestingLimit = 50

    let source: SourceText
    let shapes: CommandShapes
    var lexer: Lexer
    /// The token to be read next.
    private(set) var current: Token
    /// Where the last token that was read ends.
    private(set) var previousEnd: Int
    /// The brackets and blocks that are open, the outermost first.
    private var openers: [Opener] = []
    /// How many rules that may contain themselves are being read.
    private var depth = 0
    /// The commands whose arguments are being read, the outermost first.
    var calls: [OpenCall] = []
    /// What is being sought for a completion; nil in an ordinary parse.
    var probe: CompletionProbe?

    /// A parser for the part of `source` within `span`, or all of it.
    package init(_ source: SourceText, shapes: CommandShapes, within span: SourceSpan? = nil) {
        self.source = source
        self.shapes = shapes
        lexer = Lexer(source, within: span)
        previousEnd = lexer.offset
        current = lexer.next()
    }

    private struct Opener {
        let bracket: Bracket
        let span: SourceSpan
    }
}

// MARK: - Tokens
extension Parser {
    /// Whether line breaks are blanks here: directly within parentheses or square brackets.
    var isWithinBrackets: Bool {
        guard let innermost = openers.last else { return false }
        return innermost.bracket != .brace
    }

    var isWithinBlock: Bool { openers.last?.bracket == .brace }

    /// How many brackets and blocks are open.
    var openCount: Int { openers.count }

    @inline(never) mutating func advance() {
        previousEnd = current.span.end
        current = lexer.next(acrossLines: isWithinBrackets)
    }

    /// Reads the current token if it is `symbol`.
    mutating func match(_ symbol: Symbol) -> Bool {
        guard current.is(symbol) else { return false }
        advance()
        return true
    }

    mutating func match(_ keyword: Keyword) -> Bool {
        guard current.is(keyword) else { return false }
        advance()
        return true
    }

    @inline(never) mutating func consume(_ symbol: Symbol) throws(SyntaxError) {
        guard match(symbol) else { throw unexpected(.symbol(symbol)) }
    }

    @inline(never) mutating func consume(_ keyword: Keyword) throws(SyntaxError) {
        guard match(keyword) else { throw unexpected(.keyword(keyword)) }
    }

    /// The token after the current one.
    @inline(never) func following() -> Token {
        var ahead = lexer
        return ahead.next(acrossLines: isWithinBrackets)
    }

    /// Whether the current token is followed by `=`.
    var isBeforeEqual: Bool { following().is(.equal) }

    /// Whether the current token is the name of a command.
    var isAtCommand: Bool {
        if case .name(let name) = current.kind { shapes[name] != nil } else { false }
    }

    /// Whether the text ends where brackets are open, and so may go on.
    var endsWithinBrackets: Bool { current.isEnd && isWithinBrackets }

    /// Skips line breaks if what comes after them is the token asked for.
    mutating func advanceOverLines(to isWanted: (Token) -> Bool) {
        var ahead = self
        while ahead.current.isNewline { ahead.advance() }
        if isWanted(ahead.current) { self = ahead }
    }

    /// Moves to `offset` and reads on from there.
    mutating func resume(at offset: Int) {
        lexer.move(to: offset)
        previousEnd = offset
        current = lexer.next(acrossLines: isWithinBrackets)
    }

    /// Forgets what is open and goes on at the next line.
    mutating func recover() {
        openers = []
        calls = []
        depth = 0
        while !current.isNewline, !current.isEnd { advance() }
    }

    /// From `start` to the end of the last token that was read.
    func span(from start: Int) -> SourceSpan {
        SourceSpan(start: start, end: previousEnd)
    }
}

// MARK: - Nesting
extension Parser {
    /// Reads the opening bracket that is current.
    @inline(never) mutating func open(_ bracket: Bracket) throws(SyntaxError) {
        try enter()
        openers.append(Opener(bracket: bracket, span: current.span))
        advance()
    }

    /// Reads the closing bracket of the innermost that is open.
    @inline(never) mutating func close(_ bracket: Bracket, expecting expected: SyntaxError.Expected) throws(SyntaxError) {
        guard current.is(bracket.closer) else { throw unexpected(expected) }
        openers.removeLast()
        leave()
        advance()
    }

    /// Goes a level deeper.
    @inline(never) mutating func enter() throws(SyntaxError) {
        guard depth < Self.nestingLimit else { throw tooDeep(at: current.span) }
        depth += 1
    }

    mutating func leave() { depth -= 1 }

    /// The node of an expression that starts at `start` and has just been read.
    @inline(never) func node(_ kind: Expression.Kind, from start: Int) throws(SyntaxError) -> Expression {
        let expression = Expression(kind, at: span(from: start))
        guard expression.height <= Self.nestingLimit else { throw tooDeep(at: expression.span) }
        return expression
    }

    private func tooDeep(at span: SourceSpan) -> SyntaxError {
        SyntaxError(.nestedTooDeeply(limit: Self.nestingLimit), at: span)
    }
}

// MARK: - Mistakes
extension Parser {
    @inline(never) func error(_ kind: SyntaxError.Kind, at span: SourceSpan? = nil) -> SyntaxError {
        SyntaxError(kind, at: span ?? place)
    }

    /// The current token's place; at the end of a line or text, where the last token ends.
    var place: SourceSpan {
        current.isNewline || current.isEnd ? .at(previousEnd) : current.span
    }

    var found: SyntaxError.Found {
        switch current.kind {
        case .newline: .endOfLine
        case .end: source.isCommandLine ? .endOfLine : .endOfText
        default: .text(source.abbreviated(current.span))
        }
    }

    /// What is wrong with the current token, where `expected` should stand.
    @inline(never) func unexpected(_ expected: SyntaxError.Expected) -> SyntaxError {
        switch current.kind {
        case .invalid(let error): return error
        case .end where endsWithinBrackets: return unclosed() ?? error(.expected(expected, found: found))
        case .symbol(.equal) where expected != .name: return error(.assignmentInExpression)
        case .symbol(.question): return error(.strayQuestionMark)
        case .keyword(.by) where expected != .name: return error(.byWithoutRange)
        case .keyword(let keyword) where expected == .name: return error(.reservedName(keyword.rawValue))
        case .symbol(let symbol):
            return mismatch(of: symbol) ?? error(.expected(expected, found: found))
        default: return error(.expected(expected, found: found))
        }
    }

    /// The error that the innermost open bracket or block is never closed.
    func unclosed() -> SyntaxError? {
        openers.last.map { error(.unclosed($0.bracket), at: $0.span) }
    }

    /// What is wrong with a closing bracket that isn't the innermost open one's.
    private func mismatch(of symbol: Symbol) -> SyntaxError? {
        guard let bracket = Bracket.closed(by: symbol), bracket != openers.last?.bracket else { return nil }
        guard let opener = openers.last, opener.bracket != .brace else {
            return error(.strayCloser(bracket))
        }
        return error(.wrongCloser(bracket, opener: opener.bracket, openedAt: opener.span))
    }
}
