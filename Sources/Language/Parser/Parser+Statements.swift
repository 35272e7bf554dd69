extension Parser {
    /// All of the text as a program.
    ///
    /// - Throws: the first mistake.
    package mutating func program() throws(SyntaxError) -> Program {
        let statements = try statements()
        guard current.isEnd else { throw unexpected(.endOfStatement) }
        return Program(statements: statements)
    }

    /// Statements up to the end of the text or of the block they are in.
    @inline(never) mutating func statements() throws(SyntaxError) -> [Statement] {
        var statements: [Statement] = []
        beginStatement()
        while !isAtEndOfStatements {
            statements.append(try statement())
            guard try separator(after: statements) else { break }
        }
        return statements
    }

    @inline(never) mutating func statement() throws(SyntaxError) -> Statement {
        let start = current.span.start
        let kind = try statementKind()
        return Statement(kind, at: span(from: start))
    }

    @inline(never) private mutating func statementKind() throws(SyntaxError) -> Statement.Kind {
        if current.is(.for) { return try loop() }
        if current.is(.if) { return try conditional() }
        if current.is(.let) { return try binding() }
        if isAtCommand { return try commandStatement() }
        if let aside = try aside() { return aside }
        return try assignment()
    }

    @inline(never) private mutating func commandStatement() throws(SyntaxError) -> Statement.Kind {
        .command(try command())
    }

    /// Help, Markdown, or an `else` where none can be; nil if it is something else.
    @inline(never) private mutating func aside() throws(SyntaxError) -> Statement.Kind? {
        if current.is(.question) { return try help() }
        if current.is(.else) { throw error(.strayElse) }
        return markdown().map { .markdown($0) }
    }

    /// Successive `#:` lines.
    @inline(never) private mutating func markdown() -> String? {
        guard case .markdown(let first) = current.kind else { return nil }
        var lines = [first]
        advance()
        while current.isNewline, case .markdown(let line) = following().kind {
            advance()
            advance()
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }

    /// `?`, and what it asks about.
    @inline(never) private mutating func help() throws(SyntaxError) -> Statement.Kind {
        advance()
        offer(.helpTopic)
        guard let topic = current.word else {
            guard isAtSeparator || isAtEndOfStatements else { throw unexpected(.word) }
            return .help(topic: nil)
        }
        advance()
        return .help(topic: topic)
    }

    /// `let name = value`
    @inline(never) private mutating func binding() throws(SyntaxError) -> Statement.Kind {
        advance()
        let name = try newName()
        try consume(.equal)
        return .binding(name, value: try value(of: name))
    }

    /// `for name in expression block`
    @inline(never) private mutating func loop() throws(SyntaxError) -> Statement.Kind {
        advance()
        let variable = try newName()
        try consume(.in)
        let sequence = try operand(.operand)
        return .loop(variable: variable, sequence: sequence, body: try block(after: "for"))
    }

    /// `if expression block`, then `else if expression block` as often as wanted, then `else block` or not.
    @inline(never) private mutating func conditional() throws(SyntaxError) -> Statement.Kind {
        var branches: [Branch] = []
        repeat {
            advance()
            let condition = try operand(.operand)
            branches.append(Branch(condition: condition, body: try block(after: "if")))
            guard try matchElse() else { return .conditional(branches, otherwise: nil) }
        } while current.is(.if)
        return .conditional(branches, otherwise: try block(after: "else"))
    }

    /// `name = value`, or an expression alone.
    @inline(never) private mutating func assignment() throws(SyntaxError) -> Statement.Kind {
        let target = try operand(.operand)
        guard current.is(.equal) else { return .expression(target) }
        let name = try assignedName(target)
        return .assignment(name, value: try value(of: name))
    }

    /// The right side of `let` and `=`: a command or an expression.
    @inline(never) private mutating func value(of name: Name) throws(SyntaxError) -> Expression {
        offer(.rightSide(of: name.text))
        return isAtCommand ? try commandValue() : try operand(.value(of: name.text))
    }

    /// `{ statements }`; the brace may stand on a line of its own.
    @inline(never) private mutating func block(after keyword: String) throws(SyntaxError) -> Block {
        let start = try openBlock(after: keyword)
        let statements = try statements()
        try closeBlock()
        return Block(statements: statements, span: span(from: start))
    }
}

// MARK: - Between statements
extension Parser {
    private var isAtSeparator: Bool { current.isNewline || current.is(.semicolon) }

    private var isAtEndOfStatements: Bool {
        current.isEnd || (isWithinBlock && current.is(.rightBrace))
    }

    /// Skips the separators behind the last statement; false if there are none and none are needed.
    @inline(never) private mutating func separator(after statements: [Statement]) throws(SyntaxError) -> Bool {
        if isAtEndOfStatements { return false }
        guard isAtSeparator else { throw misplaced(after: statements.last) }
        beginStatement()
        return true
    }

    /// Skips separators to where a statement may start.
    @inline(never) private mutating func beginStatement() {
        while isAtSeparator { advance() }
        offer(.statement)
    }

    /// Reads an `else`, which may stand on a line of its own.
    @inline(never) private mutating func matchElse() throws(SyntaxError) -> Bool {
        advanceOverLines { $0.is(.else) }
        if case .name(let word) = current.kind, let meant = Self.mistakenWords[word] {
            throw error(.mistaken(word, meant: meant))
        }
        return match(.else)
    }

    /// A name for a new variable.
    @inline(never) private mutating func newName() throws(SyntaxError) -> Name {
        offer(.newName)
        guard let name = current.name else { throw unexpected(.name) }
        if shapes[name.text] != nil { throw error(.nameIsCommand(name.text)) }
        advance()
        return name
    }

    /// Reads the `=` behind what is to be assigned to.
    @inline(never) private mutating func assignedName(_ target: Expression) throws(SyntaxError) -> Name {
        guard case .name(let text) = target.kind else { throw error(.notAssignable, at: target.span) }
        advance()
        return Name(text: text, span: target.span)
    }

    /// Reads the brace that opens a block, and tells where it is.
    @inline(never) private mutating func openBlock(after keyword: String) throws(SyntaxError) -> Int {
        let place = place
        advanceOverLines { $0.is(.leftBrace) || $0.isEnd }
        guard current.is(.leftBrace) else { throw missingBlock(after: keyword, at: place) }
        let start = current.span.start
        try open(.brace)
        return start
    }

    @inline(never) private mutating func closeBlock() throws(SyntaxError) {
        if current.isEnd, let unclosed = unclosed() { throw unclosed }
        try close(.brace, expecting: .endOfStatement)
    }

    private func missingBlock(after keyword: String, at place: SourceSpan) -> SyntaxError {
        switch current.kind {
        case .name, .integer, .float, .string, .newline, .end, .symbol(.colon), .symbol(.semicolon):
            error(.missingBlock(after: keyword, found: found), at: place)
        default: unexpected(.symbol(.leftBrace))
        }
    }

    /// What is wrong with a statement that goes on where it could have ended.
    private func misplaced(after statement: Statement?) -> SyntaxError {
        guard case .name(let word)? = statement?.lastExpression?.kind, startsArgument else {
            return unexpected(.endOfStatement)
        }
        let span = statement?.lastExpression?.span ?? place
        if let meant = Self.mistakenWords[word] { return error(.mistaken(word, meant: meant), at: span) }
        return error(.unknownCommand(word, nearest: NearestWord.find(word, among: shapes.names)), at: span)
    }

    /// Whether the current token could start a command's argument.
    var startsArgument: Bool {
        switch current.kind {
        case .name, .integer, .float, .string: true
        case .keyword(let keyword): ![.if, .else, .for, .in, .let, .by, .and, .or].contains(keyword)
        default: false
        }
    }

    private static let mistakenWords = ["elif": "else if", "elseif": "else if", "elsif": "else if"]
}

extension Statement {
    /// The expression at its very end, which a missing operator or a mistyped command leaves there.
    fileprivate var lastExpression: Expression? {
        switch kind {
        case .expression(let value), .binding(_, let value), .assignment(_, let value): value
        default: nil
        }
    }
}
