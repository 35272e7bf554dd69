import Glibc
import Language
import TestSupport
import Testing

/// Generated and damaged texts through everything that reads them: no trap, no hang, spans within the
/// text, and a formatted program reads as the same one.
///
/// 20,000 texts; a million when the environment has `SWEEPBOOK_SOAK`, whose value, a whole number,
/// picks other texts.
@Suite struct FuzzTests {
    private static let count = getenv("SWEEPBOOK_SOAK") == nil ? 20_000 : 1_000_000
    private static let seed = getenv("SWEEPBOOK_SOAK").flatMap { UInt64(String(cString: $0)) } ?? 0
    private static let parts = 4

    @Test(arguments: 0..<parts)
    func texts(_ part: Int) {
        var generator = Generator(seed: Self.seed &* 1_000 &+ UInt64(part))
        var parsed = 0
        for _ in 0..<Self.count / Self.parts {
            let text = Self.text(&generator)
            let problem = Self.problem(of: text, cursor: generator.below(text.count + 1), &parsed)
            guard problem == nil else {
                Issue.record("\(problem ?? "") in \(String(decoding: text, as: UTF8.self).debugDescription)")
                return
            }
        }
        #expect(parsed > Self.count / Self.parts / 4)
    }

    /// Every generated program is one.
    @Test func programsParse() {
        var generator = Generator(seed: 99)
        for _ in 0..<2_000 {
            let text = generator.program()
            guard message(text).isEmpty else {
                Issue.record("\(message(text))")
                return
            }
        }
    }

    private static func text(_ generator: inout Generator) -> [UInt8] {
        switch generator.below(8) {
        case 0...2: Array(generator.program().utf8)
        case 3...5: generator.damaged(Array(generator.program().utf8))
        case 6: generator.damaged(generator.garbage())
        default: generator.garbage()
        }
    }

    /// What is wrong with how `text` is read, if anything.
    private static func problem(of text: [UInt8], cursor: Int, _ parsed: inout Int) -> String? {
        let source = SourceText(name: "fuzz", bytes: text)
        if let problem = problemOfTokens(source) { return problem }
        let context = CompletionContext(in: source, at: cursor, shapes: shapes)
        guard isWithin(context.span, source), context.span.end == max(cursor, source.start) else { return "completion" }
        if let place = InspectedPlace(in: source, at: cursor, shapes: shapes), let word = place.word {
            guard isWithin(word.span, source), word.span.start <= cursor else { return "inspection" }
        }
        let completeness = Completeness(of: source, shapes: shapes)
        var parser = Parser(source, shapes: shapes)
        do throws(SyntaxError) {
            let program = try parser.program()
            parsed += 1
            guard completeness == .complete else { return "completeness" }
            return problem(of: program, source)
        } catch {
            return problem(of: error, completeness, source)
        }
    }

    private static func problemOfTokens(_ source: SourceText) -> String? {
        var lexer = Lexer(source)
        var end = source.start
        while true {
            let token = lexer.next()
            guard isWithin(token.span, source), token.span.start >= end else { return "token \(token)" }
            if case .invalid(let error) = token.kind, !isWithin(error.span, source) { return "token's error \(error)" }
            end = token.span.end
            if token.kind == .end { return nil }
            if token.span.isEmpty { return "empty token" }
        }
    }

    private static func problem(of program: Program, _ source: SourceText) -> String? {
        guard SpanChecker.isSound(program, within: source.span) else { return "spans" }
        let formatted = ProgramFormatter.format(program)
        guard let again = try? parse(formatted) else { return "formatted does not parse: \(formatted)" }
        if again.dump != program.dump { return "formatted differs: \(formatted)" }
        return ProgramFormatter.format(again) == formatted ? nil : "formatted twice differs: \(formatted)"
    }

    private static func problem(of error: SyntaxError, _ completeness: Completeness, _ source: SourceText) -> String? {
        guard isWithin(error.span, source), isWithin(error.related?.span ?? error.span, source) else { return "error \(error)" }
        let rendered = error.rendered(in: source)
        let expected = error.isIncomplete ? nil : Completeness.wrong(error)
        if let expected, completeness != expected { return "completeness" }
        let hasControl = rendered.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" }
        return hasControl ? "control character in \(rendered)" : nil
    }

    private static func isWithin(_ span: SourceSpan, _ source: SourceText) -> Bool {
        span.start >= source.start && span.end <= source.bytes.count
    }
}
