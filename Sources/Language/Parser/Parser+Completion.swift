// A completion parses the text up to the cursor. Each rule offers what it could take before it reads
// it; the first offer that is made where the text ends, or for its last word, is the context.

extension Parser {
    /// The context at the end of the text, which is at `cursor`.
    mutating func context(at cursor: Int) -> CompletionContext {
        probe = CompletionProbe()
        repeat {
            do throws(SyntaxError) {
                _ = try program()
                break
            } catch {
                recover()
            }
        } while probe?.context == nil && !current.isEnd
        return probe?.context ?? CompletionContext(.nothing, word: "", span: .at(cursor))
    }

    /// An expression whose operands are part of what `role` says.
    @inline(never) mutating func operand(_ role: OperandRole) throws(SyntaxError) -> Expression {
        guard let probe else { return try expression() }
        let outer = probe.role
        probe.role = role
        let expression = try expression()
        probe.role = outer
        return expression
    }

    @inline(never) mutating func offer(_ offer: Offer) {
        guard let word = partialWord else { return }
        switch offer {
        case .statement: record(.statement, word)
        case .helpTopic: record(.helpTopic, word)
        case .newName: record(.newName, word)
        case .parenthesis: record(.parenthesis, word)
        case .rightSide(let name): record(.rightSide(of: name), word)
        case .byName: calls.last.map { record(.byName(of: $0.call), word) }
        }
    }

    /// Offers an argument of the command being read.
    @inline(never) mutating func offerArgument() {
        guard probe != nil, let open = calls.last, previousEnd < lexer.limit || !current.isEnd else { return }
        let call = open.call
        let positional = open.nextPositional
        let isName = current.word != nil && isBeforeEqual
        let word = positional?.kind == .path && !isName ? partialPath ?? partialWord : partialWord
        guard let word else { return }
        let isOver = call.condition != nil
        record(isOver ? .nothing : .argument(of: call, position: positional.map { _ in call.positionals.count }), word)
    }

    /// Offers an argument of a bundle of the command being read.
    @inline(never) mutating func offerBundledArgument() {
        guard let open = calls.last, let word = partialWord else { return }
        record(.bundledArgument(of: open.call, given: open.names.keys.sorted()), word)
    }

    /// Offers an operand.
    @inline(never) mutating func offerOperand() {
        guard let role = probe?.role, let word = partialWord else { return }
        switch role {
        case .operand: record(.operand(in: calls.last?.call), word)
        case .value(let name): record(.value(of: name, in: calls.last?.call), word)
        case .condition: record(calls.last.map { .condition(of: $0.call) } ?? .operand(in: nil), word)
        }
    }

    /// Offers a field of what has been read of an expression.
    @inline(never) mutating func offerField(of base: Expression, _ path: [Access]) {
        guard let word = partialWord else { return }
        let span = SourceSpan(start: base.span.start, end: path.last?.span.end ?? base.span.end)
        record(.field(of: path.isEmpty ? base : Expression(.access(base, path: path), at: span)), word)
    }
}

// MARK: - The word at the end of the text
extension Parser {
    /// The word that a completion would replace.
    private struct PartialWord {
        let span: SourceSpan
        var quote: Character?
    }

    private mutating func record(_ place: CompletionContext.Place, _ word: PartialWord) {
        guard probe?.context == nil else { return }
        probe?.context = CompletionContext(place, word: source[word.span], span: word.span, quote: word.quote)
    }

    /// The current token, if it is the last of the text or there is none; nil in an ordinary parse.
    private var partialWord: PartialWord? {
        guard probe != nil, current.span.end == lexer.limit else { return nil }
        switch current.kind {
        case .end: return lexer.endsInComment ? nil : PartialWord(span: current.span)
        case .name, .keyword, .integer, .float: return PartialWord(span: current.span)
        case .invalid(let error): return unterminatedString(error)
        default: return nil
        }
    }

    /// A path from the current token to the end of the text: raw, or a string in parentheses.
    private var partialPath: PartialWord? {
        if current.is(.leftParenthesis), case .invalid(let error) = following().kind { return unterminatedString(error) }
        switch current.kind {
        case .end, .invalid, .string: return nil
        default: break
        }
        var ahead = lexer
        ahead.move(to: current.span.start)
        do throws(SyntaxError) {
            let span = try ahead.path()
            return span.end == lexer.limit ? PartialWord(span: span) : nil
        } catch {
            return nil
        }
    }

    private func unterminatedString(_ error: SyntaxError) -> PartialWord? {
        guard case .unterminatedString(let quote) = error.kind else { return nil }
        let span = SourceSpan(start: error.span.start + 1, end: error.span.end)
        return PartialWord(span: span, quote: quote.first)
    }
}

extension CompletionContext {
    /// The context at byte offset `cursor` of `source`.
    package init(in source: SourceText, at cursor: Int, shapes: CommandShapes) {
        let end = min(max(cursor, source.start), source.bytes.count)
        var parser = Parser(source, shapes: shapes, within: SourceSpan(start: source.start, end: end))
        self = parser.context(at: end)
    }
}
