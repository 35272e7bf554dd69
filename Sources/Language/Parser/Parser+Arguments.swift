// What the rules of commands are made of: the tokens and mistakes around arguments.
extension Parser {
    enum ArgumentKind {
        case condition, byNames, named, bundle, expression, word, path
    }

    /// The index of the innermost command whose arguments are being read.
    var innermost: Int { calls.count - 1 }

    private var innermostCall: CommandCall { calls[innermost].call }

    private var shape: CommandShape { calls[innermost].shape }

    @inline(never) mutating func add(_ argument: CommandCall.Positional) {
        calls[innermost].call.positionals.append(argument)
    }

    @inline(never) mutating func add(_ argument: CommandCall.NamedArgument) {
        calls[innermost].call.named.append(argument)
    }

    @inline(never) mutating func add(_ bundle: CommandCall.Bundle) {
        calls[innermost].call.bundles.append(bundle)
    }

    /// Reads the command's name.
    @inline(never) mutating func beginCommand() throws(SyntaxError) {
        let name = Name(text: source[current.span], span: current.span)
        calls.append(OpenCall(name, shape: shapes[name.text] ?? CommandShape(name.text)))
        advance()
        if current.is(.equal) { throw error(.nameIsCommand(name.text), at: name.span) }
        if isCalledLikeFunction {
            let takesArguments = shape.takesArguments && !following().is(.rightParenthesis)
            throw error(.parenthesesAfterCommand(name.text, takesArguments: takesArguments))
        }
    }

    @inline(never) mutating func finishedCommand() throws(SyntaxError) -> CommandCall {
        if let what = missingPositional { throw missing(what) }
        leave()
        var call = calls.removeLast().call
        call.span = span(from: call.name.span.start)
        return call
    }

    @inline(never) mutating func isAtFirstArgument() -> Bool {
        offerArgument()
        return !isAtEndOfArguments
    }

    @inline(never) mutating func isAtNextArgument() throws(SyntaxError) -> Bool {
        try separator()
        return isAtFirstArgument()
    }

    /// What the current token starts.
    @inline(never) func argumentKind() throws(SyntaxError) -> ArgumentKind {
        if innermostCall.condition != nil { throw misplacedAfterWhere() }
        if current.is(.where), shape.takesWhere { return .condition }
        if current.is(.by), shape.takesBy { return .byNames }
        if current.word != nil, isBeforeEqual { return .named }
        if let error = unbracketedValue { throw error }
        if isAtBundle { return .bundle }
        guard let positional = calls[innermost].nextPositional else { throw unexpectedArgument() }
        if positional.kind != .word, let error = misplacedClause { throw error }
        switch positional.kind {
        case .expression: return .expression
        case .word: return .word
        case .path: return .path
        }
    }

    /// Reads a named argument's name and `=`.
    @inline(never) mutating func argumentName() throws(SyntaxError) -> Name {
        guard let name = current.name else { throw unexpected(.name) }
        advance()
        guard shape.takesNamed else { throw error(.noNamedArguments(command: innermostCall.name.text)) }
        if let first = calls[innermost].names.updateValue(name.span, forKey: name.text) {
            throw error(.repeatedArgument(name.text, first: first), at: name.span)
        }
        advance()
        return name
    }

    /// Whether a name that the command takes a bundle by has an opening parenthesis behind it.
    private var isAtBundle: Bool {
        guard let name = current.name, shape.bundles.contains(name.text) else { return false }
        return following().is(.leftParenthesis)
    }

    /// Reads a bundle's name and opening parenthesis.
    @inline(never) mutating func openBundle() throws(SyntaxError) -> Name {
        let name = Name(text: source[current.span], span: current.span)
        advance()
        try open(.parenthesis)
        return name
    }

    /// Whether another argument of a bundle comes.
    @inline(never) mutating func isAtBundledArgument() throws(SyntaxError) -> Bool {
        offerBundledArgument()
        if current.is(.rightParenthesis) { return false }
        guard current.word != nil, isBeforeEqual else { throw unexpected(.namedArgument) }
        return true
    }

    /// Reads a comma, or the end of a bundle.
    @inline(never) mutating func isAtNextBundledArgument() throws(SyntaxError) -> Bool {
        guard match(.comma) else { return false }
        return try isAtBundledArgument()
    }

    /// Reads the end of the bundle of that name.
    @inline(never) mutating func closeBundle(_ name: Name, _ arguments: [CommandCall.NamedArgument]) throws(SyntaxError) {
        try close(.parenthesis, expecting: .commaOrCloser(.parenthesis))
        add(CommandCall.Bundle(name: name, arguments: arguments, span: span(from: name.span.start)))
    }

    /// An expression straight after a word must not start with a sign.
    @inline(never) func checkSign() throws(SyntaxError) {
        guard current.is(.minus) || current.is(.plus), case .word(let name)? = innermostCall.positionals.last else { return }
        throw signAfter(name)
    }

    /// Whether another name follows, after a comma or without; one before `=` is none.
    mutating func advanceToNextByName() -> Bool {
        guard current.is(.comma) else { return current.name != nil && !isBeforeEqual }
        var ahead = self
        ahead.advance()
        guard ahead.current.isEnd || (ahead.current.name != nil && !ahead.isBeforeEqual) else { return false }
        self = ahead
        return true
    }

    private var isAtEndOfArguments: Bool {
        switch current.kind {
        case .newline, .end: true
        case .symbol(.semicolon), .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): true
        default: false
        }
    }

    /// Blanks or one comma; a comma asks for another argument.
    private mutating func separator() throws(SyntaxError) {
        if match(.comma) {
            offerArgument()
            if isAtEndOfArguments { throw unexpected(.value) }
        } else if current.span.start == previousEnd, !isAtEndOfArguments {
            if case .invalid(let error) = current.kind { throw error }
            throw startsArgument ? error(.missingSeparator) : unexpected(.endOfStatement)
        } else if calls[innermost].nextPositional?.kind == .expression, isBinaryOperator {
            throw unexpected(.endOfStatement)
        }
    }

    /// Whether the current token is a symbol that no argument starts with.
    private var isBinaryOperator: Bool {
        guard case .symbol = current.kind, !isAtEndOfArguments else { return false }
        return ![.plus, .minus, .leftParenthesis, .leftBracket, .comma].contains { current.is($0) }
    }

    /// The argument that has to come next.
    private var missingPositional: String? {
        guard let next = calls[innermost].nextPositional, next.count == .one else { return nil }
        return next.what
    }

    /// Whether a command that takes nothing in parentheses is written like a function: `train(n_head=4)`, `help(x)`, `vars()`.
    private var isCalledLikeFunction: Bool {
        guard current.is(.leftParenthesis), current.span.start == previousEnd else { return false }
        switch shape.positional(at: 0)?.kind {
        case .word, nil: return true
        case .expression, .path: return following().is(.rightParenthesis)
        }
    }
}

// MARK: - Mistakes
extension Parser {
    /// The error that the command lacks something; at the end of an open bracket it may yet come.
    func missing(_ what: String) -> SyntaxError {
        guard endsWithinBrackets, let unclosed = unclosed() else {
            return error(.missingArgument(command: innermostCall.name.text, what: what))
        }
        return unclosed
    }

    private func misplacedAfterWhere() -> SyntaxError {
        switch current.kind {
        case .name, .integer, .float, .string, .keyword: error(.argumentAfterWhere(command: innermostCall.name.text))
        default: unexpected(.endOfStatement)
        }
    }

    /// The error that the command takes no `where` or `by`, if one of them is current.
    private var misplacedClause: SyntaxError? {
        guard case .keyword(let keyword) = current.kind, keyword == .where || keyword == .by else { return nil }
        return error(.noClause(command: innermostCall.name.text, keyword))
    }

    private func signAfter(_ name: Name) -> SyntaxError {
        let number = following()
        let value: String
        switch number.kind {
        case .integer, .float: value = source[SourceSpan(start: current.span.start, end: number.span.end)]
        default: value = "…"
        }
        return error(.signAfterName(command: innermostCall.name.text, name: name.text, value: value))
    }

    /// The error that a list lacks its brackets, in `n_head=1,2`: a value behind the comma after a named argument.
    private var unbracketedValue: SyntaxError? {
        guard startsLiteral, let argument = innermostCall.named.last, isRightAfter(argument.value.span) else { return nil }
        if case .string = current.kind, calls[innermost].nextPositional != nil { return nil }
        let first = source.abbreviated(argument.value.span)
        let (others, end) = literals()
        return error(
            .bareList(meant: argument.name.text + "=" + SyntaxError.written([first] + others)),
            at: SourceSpan(start: argument.name.span.start, end: end))
    }

    /// Whether only blanks and a comma stand between a place and the current token.
    private func isRightAfter(_ span: SourceSpan) -> Bool {
        let between = source.bytes[span.end..<max(span.end, current.span.start)]
        return between.contains(ASCII.comma) && between.allSatisfy { $0 == ASCII.comma || $0.isBlank }
    }

    private func unexpectedArgument() -> SyntaxError {
        if let error = misplacedClause { return error }
        let command = innermostCall.name.text
        switch current.kind {
        case .name, .integer, .float, .string, .keyword, .symbol(.minus), .symbol(.leftBracket), .symbol(.leftParenthesis):
            return error(.unexpectedArgument(command: command, found: found, meant: namedForm))
        default: return unexpected(.endOfStatement)
        }
    }

    /// How a misplaced `n_head 4`, `n_head` or `--n_head` would be written as a named argument; `where` for `whre`.
    private var namedForm: String? {
        guard shape.takesNamed else { return nil }
        var ahead = self
        while ahead.current.is(.minus) { ahead.advance() }
        guard let name = ahead.current.name else { return nil }
        let clauses = [(shape.takesWhere, "where"), (shape.takesBy, "by")].filter(\.0).map(\.1)
        if let clause = NearestWord.find(name.text, among: clauses) { return clause }
        ahead.advance()
        if ahead.startsLiteral { return "\(name.text)=\(SyntaxError.written(ahead.literals().texts))" }
        switch ahead.current.kind {
        case .symbol(.leftParenthesis): return nil
        default: return shape.positionals.isEmpty ? "\(name.text)=…" : nil
        }
    }
}
