/// A piece of a program that a prompt would run at one Enter, and a notebook holds in one cell: the statements of a
/// line, or of the lines that brackets, blocks and `\` join.
package struct Entry: Sendable {
    package enum Kind: Sendable {
        case statements([Statement])
        /// `#:` comments of successive lines, joined by `\n`.
        case markdown(String)
        /// Comments that no statement follows.
        case comments
    }

    package let kind: Kind
    /// Without the blanks around it. The comments on the lines before a statement, and behind it, belong to it.
    package let span: SourceSpan
}

extension Entry {
    /// The same in pieces, of which those with a call of a command have nothing else.
    package func separating(_ command: String) -> [Entry] {
        guard case .statements(let statements) = kind else { return [self] }
        func isCall(_ statement: Statement) -> Bool {
            if case .command(let call) = statement.kind { call.name.text == command } else { false }
        }
        var groups: [[Statement]] = []
        for statement in statements {
            if let last = groups.last?.last, isCall(last) == isCall(statement) {
                groups[groups.count - 1].append(statement)
            } else {
                groups.append([statement])
            }
        }
        return groups.enumerated().map { index, group in
            let start = index == 0 ? span.start : group[0].span.start
            let end = index == groups.count - 1 ? span.end : group[group.count - 1].span.end
            return Entry(kind: .statements(group), span: SourceSpan(start: start, end: end))
        }
    }
}

extension Program {
    /// The program's pieces in their order; between them stand only blanks and line breaks.
    ///
    /// - Parameter source: the text that was parsed.
    package func entries(in source: SourceText) -> [Entry] {
        var cutter = EntryCutter(source)
        for statement in statements { cutter.add(statement) }
        return cutter.finish()
    }
}

/// Puts statements together that share lines.
private struct EntryCutter {
    private let source: SourceText
    private var entries: [Entry] = []
    /// The statements of the line that is not through yet, and where that starts.
    private var open: (statements: [Statement], start: Int)?
    /// Where the last statement or entry ends.
    private var end: Int

    init(_ source: SourceText) {
        self.source = source
        end = source.start
    }

    mutating func add(_ statement: Statement) {
        if open != nil {
            if let lineEnd = lineEnd(before: statement.span.start) { close(at: lineEnd) }
        }
        if case .markdown(let text) = statement.kind {
            addComments(before: statement.span.start)
            entries.append(Entry(kind: .markdown(text), span: statement.span))
        } else {
            open = ((open?.statements ?? []) + [statement], open?.start ?? start(after: end))
        }
        end = statement.span.end
    }

    mutating func finish() -> [Entry] {
        let limit = source.span.end
        if open != nil { close(at: lineEnd(before: limit) ?? limit) }
        addComments(before: limit)
        return entries
    }

    private mutating func close(at lineEnd: Int) {
        guard let (statements, start) = open else { return }
        end = trimmed(lineEnd, downTo: end)
        entries.append(Entry(kind: .statements(statements), span: SourceSpan(start: start, end: end)))
        open = nil
    }

    /// Makes an entry of what stands before `limit` and is no statement, if anything does.
    private mutating func addComments(before limit: Int) {
        let start = start(after: end)
        let end = trimmed(limit, downTo: self.end)
        if start < end { entries.append(Entry(kind: .comments, span: SourceSpan(start: start, end: end))) }
    }

    /// Where the line of the last statement ends, if it does so before `limit`.
    private func lineEnd(before limit: Int) -> Int? {
        var lexer = Lexer(source, within: SourceSpan(start: end, end: limit))
        while true {
            let token = lexer.next()
            if token.isNewline { return token.span.start }
            if token.isEnd { return nil }
        }
    }

    /// The first byte from `offset` on that is no blank.
    private func start(after offset: Int) -> Int {
        var offset = offset
        while offset < source.bytes.count, isBlank(source.bytes[offset]) { offset += 1 }
        return offset
    }

    private func trimmed(_ offset: Int, downTo lower: Int) -> Int {
        var offset = offset
        while offset > lower, isBlank(source.bytes[offset - 1]) { offset -= 1 }
        return offset
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte.isBlank || byte.isLineBreak }
}
