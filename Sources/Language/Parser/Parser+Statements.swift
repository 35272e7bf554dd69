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
        var indentation: SourceSpan?
        beginStatement()
        while !isAtEndOfStatements {
            try checkIndentation(after: &indentation)
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
        if let topic = questionedTopic() { return .help(topic: topic) }
        if current.is(.for) { return try loop() }
        if current.is(.if) { return try conditional() }
        if current.is(.let) { return try binding() }
        if isAtTime { return try timed() }
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

    /// `?` or `??`, and what it asks about.
    @inline(never) private mutating func help() throws(SyntaxError) -> Statement.Kind {
        skipQuestionMarks()
        offer(.helpTopic)
        guard current.word != nil else {
            guard isAtSeparator || isAtEndOfStatements else { throw unexpected(.word) }
            return .help(topic: nil)
        }
        return .help(topic: try topic())
    }

    /// A name, reserved or not, or fields: `s.best.dropout`.
    @inline(never) private mutating func topic() throws(SyntaxError) -> Name {
        let base = Expression(.name(source[current.span]), at: current.span)
        var path: [Access] = []
        advance()
        while match(.dot) {
            offerField(of: base, path)
            guard let name = current.name else { throw unexpected(.fieldName) }
            advance()
            path.append(.field(name))
        }
        let span = span(from: base.span.start)
        return Name(text: source[span], span: span)
    }

    /// What `name?` asks about; nil, and nothing is read, where a statement is something else.
    @inline(never) private mutating func questionedTopic() -> Name? {
        guard current.word != nil else { return nil }
        let next = following()
        guard next.is(.question) || next.is(.dot) else { return nil }
        var ahead = self
        guard let topic = try? ahead.topic(), ahead.current.is(.question) else { return nil }
        self = ahead
        skipQuestionMarks()
        return topic
    }

    /// Reads `?` or `??`.
    private mutating func skipQuestionMarks() {
        advance()
        _ = match(.question)
    }

    /// `time statement`
    @inline(never) private mutating func timed() throws(SyntaxError) -> Statement.Kind {
        let word = current.span
        advance()
        offer(.statement)
        if isAtTime { throw unexpected(.statement) }
        let statement = try statement()
        switch statement.kind {
        case .help, .markdown: throw error(.strayTime(meant: nil), at: word)
        case .command, .expression, .binding, .assignment, .loop, .conditional, .timed: return .timed(statement)
        }
    }

    /// Whether `time` stands before a statement. Anywhere else it is a name like any other.
    private var isAtTime: Bool {
        guard current.name?.text == "time" else { return false }
        let next = following()
        return next.beginsStatement || next.isEnd && probe != nil
    }

    /// `let name = value`
    @inline(never) private mutating func binding() throws(SyntaxError) -> Statement.Kind {
        advance()
        let name = try newName()
        try consume(.equal)
        return .binding(name, value: try value(of: name, in: "let \(name.text)"))
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
        return .assignment(name, value: try value(of: name, in: name.text))
    }

    /// The right side of `let` and `=`: a command or an expression.
    @inline(never) private mutating func value(of name: Name, in left: String) throws(SyntaxError) -> Expression {
        offer(.rightSide(of: name.text))
        if isAtTime { throw error(.strayTime(meant: "time \(left) = …")) }
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

    /// Checks that a statement on a new line is not indented deeper than the one above it, which looks as if it
    /// continued that. A Markdown comment may be.
    ///
    /// - Parameter indentation: of the last line that began with one of these statements, which the current one replaces.
    @inline(never) private func checkIndentation(after indentation: inout SourceSpan?) throws(SyntaxError) {
        guard !current.isMarkdown, let own = self.indentation else { return }
        if let above = indentation, own.length > above.length,
            source.bytes[own.start..<own.end].starts(with: source.bytes[above.start..<above.end])
        { throw error(.indented) }
        indentation = own
    }

    /// The blanks before the current token; nil if it doesn't begin its line.
    private var indentation: SourceSpan? {
        guard previousEnd == source.start || source.bytes[previousEnd - 1].isLineBreak else { return nil }
        let blanks = SourceSpan(start: previousEnd, end: current.span.start)
        return source.bytes[blanks.start..<blanks.end].allSatisfy(\.isBlank) ? blanks : nil
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

    /// The error that a statement is written like a shell's option, if it is: `--n_head 4`, which so far was a sign, twice.
    private func optionAlone(_ statement: Statement?) -> SyntaxError? {
        guard let start = statement?.span.start, startsLiteral else { return nil }
        var ahead = Lexer(source, within: SourceSpan(start: start, end: previousEnd))
        let tokens = (0..<4).map { _ in ahead.next() }
        guard tokens[0].is(.minus), tokens[1].is(.minus), let name = tokens[2].name, tokens[3].isEnd,
            tokens[1].span.start == tokens[0].span.end, name.span.start == tokens[1].span.end
        else { return nil }
        return error(.optionAlone(name.text, values: literals().texts), at: SourceSpan(start: start, end: name.span.end))
    }

    /// What is wrong with a statement that goes on where it could have ended.
    private func misplaced(after statement: Statement?) -> SyntaxError {
        if let error = bareList(after: statement) ?? optionAlone(statement) { return error }
        guard case .name(let word)? = statement?.lastExpression?.kind, startsArgument else {
            return unexpected(.endOfStatement)
        }
        let span = statement?.lastExpression?.span ?? place
        if let meant = Self.mistakenWords[word] { return error(.mistaken(word, meant: meant), at: span) }
        return error(.unknownCommand(word, nearest: NearestWord.find(word, among: shapes.names)), at: span)
    }

    /// The error that `1, 2` lacks its brackets, alone or on the right side of `=`.
    private func bareList(after statement: Statement?) -> SyntaxError? {
        guard current.is(.comma), let statement, let first = statement.lastExpression else { return nil }
        var ahead = self
        ahead.advance()
        let (others, end) = ahead.literals()
        guard !others.isEmpty else { return nil }
        let before = source[SourceSpan(start: statement.span.start, end: first.span.start)]
        let meant = before + SyntaxError.written([source.abbreviated(first.span)] + others)
        return error(.bareList(meant: meant), at: SourceSpan(start: first.span.start, end: end))
    }

    /// Whether the current token starts a number or is a string.
    var startsLiteral: Bool {
        switch current.kind {
        case .integer, .float, .string: true
        case .symbol(.minus): following().isNumber
        default: false
        }
    }

    /// The numbers and strings from here on with commas between them, as they are written, and where the last ends.
    func literals() -> (texts: [String], end: Int) {
        var ahead = self
        var texts: [String] = []
        while ahead.startsLiteral, texts.count < 20 {
            let start = ahead.current.span.start
            if ahead.current.is(.minus) { ahead.advance() }
            ahead.advance()
            texts.append(source.abbreviated(SourceSpan(start: start, end: ahead.previousEnd)))
            guard ahead.match(.comma) else { break }
        }
        return (texts, max(previousEnd, ahead.previousEnd))
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
        case .timed(let statement): statement.lastExpression
        default: nil
        }
    }
}
