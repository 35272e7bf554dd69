/// What stands at a place of a text that may be unfinished, for help on it.
///
///     InspectedPlace(in: SourceText(name: "", "sweep dropout=0.1"), at: 9, shapes: shapes)
///     // word: dropout, before "="; place: an argument of sweep
package struct InspectedPlace: Sendable {
    /// The name or reserved word at the place or just before it, or the fields and paths it belongs to: `s.best`; nil between
    /// words.
    package let word: Name?
    /// What the word is, or what could be typed at the place.
    package let place: CompletionContext.Place
    /// Whether `=` follows the word.
    package let isNamed: Bool
    /// The name right before the innermost parenthesis that is open.
    package let function: Name?

    /// Nil within a comment or a string.
    package init?(in source: SourceText, at cursor: Int, shapes: CommandShapes) {
        let cursor = source.characterStart(near: min(max(cursor, source.start), source.bytes.count))
        let span = Lexer(source).word(around: cursor)
        let end = span?.end ?? cursor
        guard let surroundings = Surroundings(before: end, in: source) else { return nil }
        let context = Self.context(in: source, at: end, isWord: span != nil, shapes)
        function = surroundings.function
        place = context.place
        word = span.map { span in
            let whole = context.span.end == end && context.span.start < span.start ? context.span : span
            return Name(text: source[whole], span: whole)
        }
        var after = Lexer(source, within: SourceSpan(start: end, end: source.bytes.count))
        isNamed = span != nil && after.next().is(.equal)
    }

    /// Behind a value and between words, what could follow.
    private static func context(in source: SourceText, at end: Int, isWord: Bool, _ shapes: CommandShapes) -> CompletionContext {
        let context = CompletionContext(in: source, at: end, shapes: shapes)
        guard !isWord, case .nothing = context.place else { return context }
        let text = SourceText(name: source.name, bytes: source.bytes[..<end] + [ASCII.space])
        return CompletionContext(in: text, at: end + 1, shapes: shapes)
    }
}

/// What the tokens before a place tell of it.
private struct Surroundings {
    /// Of each open bracket, the name right before it.
    private var openers: [Name?] = []

    var function: Name? { openers.last { $0 != nil } ?? nil }

    /// Nil where the text breaks off within a comment or a string.
    init?(before end: Int, in source: SourceText) {
        var lexer = Lexer(source, within: SourceSpan(start: source.start, end: end))
        var previous: Token?
        while true {
            let token = lexer.next()
            if token.isEnd { break }
            count(token, after: previous)
            previous = token
        }
        if lexer.endsInComment { return nil }
        if let previous, previous.span.end == end, Self.isText(previous, in: source) { return nil }
    }

    /// Whether a token that the text breaks off in is a Markdown comment or a string.
    private static func isText(_ token: Token, in source: SourceText) -> Bool {
        if case .string = token.kind { return false }
        return token.isMarkdown || [ASCII.doubleQuote, ASCII.singleQuote].contains(source.bytes[token.span.start])
    }

    private mutating func count(_ token: Token, after previous: Token?) {
        switch token.kind {
        case .symbol(.leftParenthesis): openers.append(previous?.span.end == token.span.start ? previous?.word : nil)
        case .symbol(.leftBracket), .symbol(.leftBrace): openers.append(nil)
        case .symbol(.rightParenthesis), .symbol(.rightBracket), .symbol(.rightBrace): _ = openers.popLast()
        default: break
        }
    }
}

extension Lexer {
    /// The name or reserved word that the place is in or at either end of.
    fileprivate func word(around place: Int) -> SourceSpan? {
        var start = place
        while start > source.start {
            let previous = source.characterStart(near: start - 1)
            guard let length = lengthOfNamePart(at: previous), previous + length == start else { break }
            start = previous
        }
        var end = place
        while let length = lengthOfNamePart(at: end) { end += length }
        return lengthOfNameStart(at: start) == nil || start == end ? nil : SourceSpan(start: start, end: end)
    }
}
