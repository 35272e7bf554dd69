/// Cuts a text into tokens, one at a time.
///
/// A lexer never fails: what is no token comes out as `.invalid` with the reason, and it goes on
/// behind it. It is a value; a copy looks ahead. Whether a line break is a token or a blank is for the
/// parser to say, which knows the open brackets.
package struct Lexer: Sendable {
    let source: SourceText
    /// Where the text ends for this lexer.
    let limit: Int
    /// The first byte not yet read.
    var offset: Int
    /// Whether only blanks have been read since the line began.
    private var isAtLineStart = true
    /// Whether the text ended within a comment.
    private(set) var endsInComment = false

    /// A lexer for the part of `source` within `span`, or all of it.
    package init(_ source: SourceText, within span: SourceSpan? = nil) {
        self.source = source
        let whole = source.span
        limit = min(span?.end ?? whole.end, whole.end)
        offset = min(max(span?.start ?? whole.start, whole.start), limit)
    }

    /// The next token, after blanks, continued line ends and comments.
    ///
    /// - Parameter acrossLines: whether line breaks are blanks, as in brackets; otherwise each is a token.
    package mutating func next(acrossLines: Bool = false) -> Token {
        if let token = skipBlanks(acrossLines: acrossLines) { return token }
        isAtLineStart = false
        guard let byte = byte(at: offset) else { return Token(kind: .end, span: .at(limit)) }
        if byte.isDigit || (byte == ASCII.dot && startsFraction) { return number() }
        if let length = lengthOfNameStart(at: offset) { return name(from: offset, firstLength: length) }
        if byte == ASCII.doubleQuote || byte == ASCII.singleQuote { return string(quote: byte) }
        return mistake() ?? symbol() ?? strayCharacter()
    }

    /// Goes back, or on, to `offset`, which is where a token starts.
    mutating func move(to offset: Int) {
        self.offset = offset
        endsInComment = false
    }

    func byte(at offset: Int) -> UInt8? {
        offset < limit ? source.bytes[offset] : nil
    }

    /// Whether the text at `offset` starts with `text`, which is ASCII.
    func starts(with text: StaticString) -> Bool {
        guard offset + text.utf8CodeUnitCount <= limit else { return false }
        return (0..<text.utf8CodeUnitCount).allSatisfy { source.bytes[offset + $0] == text.utf8Start[$0] }
    }

    /// The token from `start` up to where the lexer is.
    func token(_ kind: Token.Kind, from start: Int) -> Token {
        Token(kind: kind, span: SourceSpan(start: start, end: offset))
    }

    /// The invalid token from `start`, its error at the same place.
    func invalid(_ kind: SyntaxError.Kind, from start: Int) -> Token {
        let span = SourceSpan(start: start, end: offset)
        return Token(kind: .invalid(SyntaxError(kind, at: span)), span: span)
    }

    mutating func skip(_ count: Int = 1) {
        offset = min(offset + count, limit)
    }
}

// MARK: - Between the tokens
extension Lexer {
    /// Skips what stands between tokens; returns a token met on the way: a line break, a Markdown
    /// comment, or what is wrong there.
    private mutating func skipBlanks(acrossLines: Bool) -> Token? {
        while let byte = byte(at: offset) {
            if byte.isBlank {
                skip()
            } else if byte.isLineBreak {
                let token = lineBreak()
                if !acrossLines { return token }
            } else if byte == ASCII.backslash {
                if let token = continuation() { return token }
            } else if byte == ASCII.hash {
                if let token = comment(mayBeMarkdown: isAtLineStart && !acrossLines) { return token }
            } else {
                return nil
            }
        }
        return nil
    }

    private mutating func lineBreak() -> Token {
        let start = offset
        skip(starts(with: "\r\n") ? 2 : 1)
        isAtLineStart = true
        return token(.newline, from: start)
    }

    /// A `\` at the end of a line joins the next to it; anywhere else it is a mistake.
    private mutating func continuation() -> Token? {
        let start = offset
        skip()
        while byte(at: offset)?.isBlank == true { skip() }
        guard let byte = byte(at: offset) else {
            offset = limit
            return invalid(.danglingContinuation, from: start)
        }
        guard byte.isLineBreak else {
            offset = start + 1
            return invalid(.strayBackslash, from: start)
        }
        _ = lineBreak()
        isAtLineStart = false
        return nil
    }

    /// A comment up to the end of its line: nothing, or a Markdown comment's text.
    private mutating func comment(mayBeMarkdown: Bool) -> Token? {
        let start = offset
        let isMarkdown = mayBeMarkdown && starts(with: "#:")
        while let byte = byte(at: offset), !byte.isLineBreak {
            guard let (scalar, length) = scalar(at: offset) else { return invalidByte() }
            if isMarkdown, scalar.isControl, scalar != "\t" { return strayCharacter() }
            skip(length)
        }
        endsInComment = offset == limit
        return isMarkdown ? markdown(from: start) : nil
    }

    private mutating func markdown(from start: Int) -> Token {
        isAtLineStart = false
        let text = source[SourceSpan(start: start + 2, end: offset)]
        // By scalars: a mark may combine with the blank.
        let content = text.utf8.first == ASCII.space ? String(text.unicodeScalars.dropFirst()) : text
        return token(.markdown(content), from: start)
    }
}
