import Glibc
import Language
import Testing

/// Texts that are too deep or very long: a clear error, a bounded stack, and time in proportion.
@Suite struct LimitsTests {
    /// What opens a level and what closes it.
    private static let nests: [(open: String, core: String, close: String)] = [
        ("(", "x", ")"), ("[", "x", "]"), ("f(", "x", ")"), ("s[", "x", "]"), ("-", "x", ""), ("not ", "x", ""), ("2 ** ", "x", ""),
        ("2 ** -", "x", ""), ("for x in y {", "x", "}"), ("if x { } else { if y {", "x", "}}"), ("(train a=", "1", ")"),
        ("(compare a by b c=", "1", ")"), ("1 or 1 and not 1 < 1..1 + 1 * -2 ** f([", "x", "])"),
        ("(1 or (1 and (not (1 < (1..(1 + (1 * (-(2 ** [", "x", "])))))))))"),
    ]

    @Test(arguments: nests.indices)
    func tenThousandLevelsAreAnError(_ index: Int) throws {
        let (open, core, close) = Self.nests[index]
        let text = String(repeating: open, count: 10_000) + core + String(repeating: close, count: 10_000)
        let outcome = try #require(onSmallStack { (message(text), Completeness(of: SourceText(name: "x", text), shapes: shapes)) })
        #expect(outcome.0.contains(": error: nested more than 50 levels deep\n"))
        guard case .wrong = outcome.1 else {
            Issue.record("\(outcome.1)")
            return
        }
    }

    @Test(arguments: nests.indices)
    func theDeepestTextsFitASmallStack(_ index: Int) throws {
        let (open, core, close) = Self.nests[index]
        let deepest = try #require(onSmallStack {
            var deepest = 0
            for depth in 1...120 {
                let text = String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
                guard let program = try? parse(text) else { break }
                guard program.dump == (try? parse(ProgramFormatter.format(program)))?.dump else { return -1 }
                deepest = depth
            }
            return deepest
        })
        #expect(deepest >= 2 && deepest <= Parser.nestingLimit)
    }

    @Test func theErrorOfDeepBrackets() {
        let text = String(repeating: "(", count: 10_000)
        let shown = String(repeating: "(", count: 50)
        let marks = String(repeating: " ", count: 50) + "^"
        #expect(message(text) == """
            my.sweep:1:51: error: nested more than 50 levels deep
              1 | \(shown)\(shown)…
                | \(marks)
            """)
    }

    @Test func longChainsAreNotDeep() throws {
        for part in ["1 + ", "1 * ", "1 < ", "1 and ", "1 or "] {
            let program = try parse(String(repeating: part, count: 100_000) + "1")
            guard case .expression(let value)? = program.statements.first?.kind else {
                Issue.record("\(part)")
                return
            }
            #expect(value.height == 2)
        }
        let branches = String(repeating: "if x { } else ", count: 10_000) + "{ }"
        #expect(try parse(branches).statements.count == 1)
        #expect(try parse("s" + String(repeating: ".a[0]", count: 100_000)).statements.count == 1)
    }

    /// Anything worse than linear would take hours.
    @Test(arguments: ["1 + ", "a ", "😀", "\"", "é"])
    func tenMegabytesOnALine(_ piece: String) {
        check(String(repeating: piece, count: 10_000_000 / piece.utf8.count))
    }

    /// Anything worse than linear would take minutes.
    @Test(arguments: [
        "1 + ", "[1, 2], ", "a ", "x.y[0] ", "((((", "f(1), ", "\"é\\n\" ", ",", "\\ ", "?", "😀", "a;", "{ ", "12", "1.", "..", "# ", "é",
        "\"", ")", "a=1 ", "- ", "\n", "if x {}\n", "f(\n", "#: a\n", "\u{301}",
    ])
    func longTexts(_ piece: String) {
        for prefix in ["", "print ", "compare ", "train ", "x = [", "if a "] {
            check(prefix + String(repeating: piece, count: 60_000 / piece.utf8.count))
        }
    }

    private func check(_ text: String) {
        let source = SourceText(name: "x", text)
        if case .wrong(let error) = Completeness(of: source, shapes: shapes) {
            #expect(error.rendered(in: source).utf8.count < 2_000)
        }
        #expect(CompletionContext(in: source, at: source.bytes.count, shapes: shapes).span.end == source.bytes.count)
    }

    @Test func manyDifferentArguments() throws {
        let text = "train " + (0..<300_000).map { "a\($0)=\($0)" }.joined(separator: " ")
        let program = try parse(text)
        guard case .command(let call)? = program.statements.first?.kind else {
            Issue.record("no command")
            return
        }
        #expect(call.named.count == 300_000)
    }
}

/// The result of `work` on a thread whose stack is 512 KB.
private func onSmallStack<Value>(_ work: @escaping () -> Value) -> Value? {
    var value: Value?
    withoutActuallyEscaping({ value = work() }) { run in
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, 512 * 1024)
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run))
        let status = pthread_create(&thread, &attributes, { argument in
            if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, body.toOpaque())
        if status == 0 { pthread_join(thread, nil) } else { body.release() }
        pthread_attr_destroy(&attributes)
    }
    return value
}

private final class Body {
    let run: () -> Void

    init(_ run: @escaping () -> Void) { self.run = run }
}
