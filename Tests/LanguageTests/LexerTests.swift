import Language
import Testing

@Suite struct LexerTests {
    private func tokens(_ text: String, acrossLines: Bool = false) -> [Token] {
        var lexer = Lexer(SourceText(name: "x", text))
        var tokens: [Token] = []
        repeat { tokens.append(lexer.next(acrossLines: acrossLines)) } while tokens.last?.kind != .end
        return tokens
    }

    private func kinds(_ text: String) -> [Token.Kind] { tokens(text).map(\.kind).dropLast() }

    @Test func aRangeIsThreeTokens() {
        #expect(kinds("1..4") == [.integer(1), .symbol(.doubleDot), .integer(4)])
        #expect(tokens("1..4").map(\.span.start) == [0, 1, 3, 4])
        #expect(kinds("1.5..2.5") == [.float(1.5), .symbol(.doubleDot), .float(2.5)])
    }

    @Test(arguments: [
        ("0", Token.Kind.integer(0)), ("00", .integer(0)), ("1_000", .integer(1000)),
        ("9223372036854775807", .integer(.max)), ("0.1", .float(0.1)), (".5", .float(0.5)), ("1.", .float(1)),
        ("1e-3", .float(0.001)), ("1E+3", .float(1000)), ("1_0.2_5e1_0", .float(10.25e10)), ("1e-999", .float(0)),
        ("00.5", .float(0.5)),
    ])
    func numbers(_ text: String, _ kind: Token.Kind) {
        #expect(kinds(text) == [kind])
    }

    @Test func aDotBehindAnOperandIsNoFraction() {
        #expect(kinds("s.5") == [.name("s"), .symbol(.dot), .integer(5)])
        #expect(kinds("(.5)") == [.symbol(.leftParenthesis), .float(0.5), .symbol(.rightParenthesis)])
        #expect(kinds("1.x") == [.integer(1), .symbol(.dot), .name("x")])
    }

    @Test(arguments: [
        (#""a\tb\n\r\0\\\"\'""#, "a\tb\n\r\0\\\"'"), (#"'\x41\u00e9\U0001F600\u{6f22}'"#, "Aé😀漢"), ("\"a\tb\"", "a\tb"), ("''", ""),
        ("\"e\u{301}\"", "é"),
    ])
    func strings(_ text: String, _ value: String) {
        #expect(kinds(text) == [.string(value)])
    }

    @Test func namesAndReservedWords() {
        #expect(kinds("n_head _x é2 漢 If if True") == [
            .name("n_head"), .name("_x"), .name("é2"), .name("漢"), .name("If"), .keyword(.if), .keyword(.capitalTrue),
        ])
    }

    @Test func everySymbol() {
        for symbol in Symbol.allCases { #expect(kinds(symbol.rawValue) == [.symbol(symbol)]) }
        for keyword in Keyword.allCases { #expect(kinds(keyword.rawValue) == [.keyword(keyword)]) }
    }

    @Test func linesAndComments() {
        #expect(kinds("a # b\r\n\n#: c\n d #: e") == [
            .name("a"), .newline, .newline, .markdown("c"), .newline, .name("d"),
        ])
        #expect(tokens("a\n#: b\nc", acrossLines: true).map(\.kind) == [.name("a"), .name("c"), .end])
        #expect(kinds("a \\ \n b") == [.name("a"), .name("b")])
    }

    @Test func aByteOrderMarkIsSkipped() {
        #expect(tokens("\u{FEFF}a").map(\.span) == [SourceSpan(start: 3, end: 4), .at(4)])
    }

    @Test func whatIsNoTokenDoesNotStopIt() {
        let tokens = tokens("a $ 12x \"b")
        #expect(tokens.map(\.span.start) == [0, 2, 4, 8, 10])
        let facts = tokens.compactMap { token in
            if case .invalid(let error) = token.kind { error.kind } else { nil }
        }
        #expect(facts == [.unexpectedCharacter("$"), .malformedNumber("12x"), .unterminatedString(quote: "\"")])
    }

    @Test func partOfAText() {
        var lexer = Lexer(SourceText(name: "x", "ab cd"), within: SourceSpan(start: 1, end: 4))
        #expect(lexer.next().kind == .name("b"))
        #expect(lexer.next().kind == .name("c"))
        #expect(lexer.next().kind == .end)
    }
}
