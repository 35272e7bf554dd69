import Language
import Testing

@Suite struct ParserTests {
    @Test(arguments: [
        ("a or b and not c", "(or a (and b (not c)))"),
        ("not a == b", "(not (a == b))"),
        ("1 < x <= 3 != y", "(1 < x <= 3 != y)"),
        ("a in b not in c", "(a in b not in c)"),
        ("not a in b", "(not (a in b))"),
        ("x in 1..4", "(x in (.. 1 4))"),
        ("1..n+1", "(.. 1 (n + 1))"),
        ("1 - 2 - 3", "(1 - 2 - 3)"),
        ("1 - (2 - 3)", "(1 - (2 - 3))"),
        ("(1 - 2) - 3", "((1 - 2) - 3)"),
        ("2 ** 3 ** 2", "(** 2 (** 3 2))"),
        ("-2 ** 2", "(- (** 2 2))"),
        ("2 ** -1", "(** 2 (- 1))"),
        ("(-2) ** 2", "(** (- 2) 2)"),
        ("- -+1", "(- (- (+ 1)))"),
        ("-a * b", "((- a) * b)"),
        ("s.best[0].x[1][2]", "(s.best[0].x[1][2])"),
        ("f(g(1), [2, 3,],)", "(f (g 1) [2 3])"),
        ("[]", "[]"),
        ("f()", "(f)"),
        ("-f(2)[0] ** 2", "(- (** ((f 2)[0]) 2))"),
        ("größe + 漢_1", "(größe + 漢_1)"),
    ])
    func precedence(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("a;b\nc\r\nd\re;;\n;f", "a\nb\nc\nd\ne\nf"),
        ("x = [1, # one\n  2\n\n]", "(= x [1 2])"),
        ("print f(\n1,\n2\n)", "<print (f 1 2)>"),
        ("(\ntrain\nn_head=4\n)", "<train (n_head 4)>"),
        ("train \\\n  n_head=4 \\ \r\n  dropout=0.1", "<train (n_head 4) (dropout 0.1)>"),
        ("train \\\n", "<train>"),
        ("run a\\\n", "<run (path a)>"),
        ("1 + \\\n2", "(1 + 2)"),
        ("print \"a # b\" # c", "<print \"a # b\">"),
        ("  a\n  b\nc", "a\nb\nc"),
        ("if a { b\n  c\n}\nd; \\\n  e", "(if a {b c})\nd\ne"),
        ("if a {\n\tb\n        c\n}", "(if a {b c})"),
        ("a\n  #: text\nb", "a\n(markdown \"text\")\nb"),
        ("#! not Markdown\nx #: nor this", "x"),
        ("#: one\n#: two\n\n#:three\n# plain\n  #:  four", "(markdown \"one\\ntwo\")\n(markdown \"three\")\n(markdown \" four\")"),
    ])
    func lines(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("if a { x } else if b { y } else if c { z }", "(if a {x} b {y} c {z})"),
        ("if a\n{\n x\n}\n# why\n\nelse if b\n{ y }\nelse\n{ z }", "(if a {x} b {y} else {z})"),
        ("for x in y {}", "(for x y {})"),
        ("for x in y { for z in x { z; x }\n}", "(for x y {(for z x {z x})})"),
        ("if a { #: text\n}", "(if a {})"),
        ("if a {\n#: text\n}", "(if a {(markdown \"text\")})"),
        ("if a { ?sweep }", "(if a {(? sweep)})"),
        ("if a { run x{1}.sweep }", "(if a {<run (path x{1}.sweep)>})"),
        ("if a { run x}", "(if a {<run (path x)>})"),
    ])
    func blocks(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test(arguments: [
        ("sweep n_head = [1], dropout=[0.1]", "<sweep (n_head [1]) (dropout [0.1])>"),
        ("set dropout (-1)", "<set 'dropout (- 1)>"),
        ("set dropout=-1", "<set (dropout (- 1))>"),
        ("print (1)(2)", "my.sweep:1:10: error: only a function's name can be called\n  1 | print (1)(2)\n    |          ^"),
        ("print(1)", "<print 1>"),
        ("print a (b)", "<print (a b)>"),
        ("print [1] [2]", "<print ([1][2])>"),
        ("print a == b", "<print (a == b)>"),
        ("help for", "<help 'for>"),
        ("help where", "<help 'where>"),
        ("help help", "<help 'help>"),
        ("time train", "(time <train>)"), ("time let x = sweep n_head=1", "(time (let x <sweep (n_head 1)>))"), ("time 1 + 2; y", "(time (1 + 2))\ny"),
        ("time for x in y { time z }", "(time (for x y {(time z)}))"), ("time?", "(? time)"), ("?time", "(? time)"), ("help time", "<help 'time>"),
        ("? in", "(? in)"), ("??", "(?)"), ("??sweep", "(? sweep)"), ("sweep?", "(? sweep)"), ("sweep??", "(? sweep)"), ("for?", "(? for)"),
        ("x ?; y?", "(? x)\n(? y)"), ("s.best.a?", "(? s.best.a)"), ("?s.best", "(? s.best)"), ("if a { x? }", "(if a {(? x)})"),
        ("x = (train)", "(= x <train>)"),
        ("let x = (sweep n_head=[1] where n_embd > 2).best", "(let x (<sweep (n_head [1]) (where (n_embd > 2))>.best))"),
        ("for r in (sweep n_head=[1]) { r }", "(for r <sweep (n_head [1])> {r})"),
        ("compare by n_layer, n_head x=1", "<compare (by n_layer n_head) (x 1)>"),
        ("compare a by b c, d=1", "<compare (path a) (by b c) (d 1)>"),
        ("compare a,b, c,,d", "<compare (path a,b) (path c,,d)>"),
        ("compare ../x_(1)/é \"b c\" a-b=c", "<compare (path ../x_(1)/é) (path \"b c\") (path a-b=c)>"),
        ("compare 2026_01 12abc 'x' é🙂 a&&b ~/c C:\\d", "<compare (path 2026_01) (path 12abc) (path \"x\") (path é🙂) (path a&&b) (path ~/c) (path C:\\d)>"),
        ("sweep zip(a=[1], b=2,) c=3 where d", "<sweep (c 3) (zip (a [1]) (b 2)) (where d)>"),
        ("sweep zip(\n a=1,\n b=2\n), zip (c=3)", "<sweep (zip (a 1) (b 2)) (zip (c 3))>"),
        ("sweep zip()", "<sweep (zip)>"),
        ("print zip(1)", "<print (zip 1)>"),
        ("let r = (run a)", "(let r <run (path a)>)"),
        ("run a#b;quit", "<run (path a#b)>\n<quit>"),
        ("run a=b", "my.sweep:1:8: error: \"run\" needs a script\n  1 | run a=b\n    |        ^"),
        ("plot heatmap a, b", "<plot 'heatmap 'a 'b>"),
        ("s.train", "(s.train)"),
        ("history 20", "<history 20>"),
    ])
    func commands(_ text: String, _ expected: String) {
        #expect(tree(text) == expected)
    }

    @Test func spansOfACommand() throws {
        let program = try parse("  sweep a=[1], b=2 where c  # d")
        guard case .command(let call)? = program.statements.first?.kind else { throw Unexpected() }
        #expect(program.statements.map(\.span) == [SourceSpan(start: 2, end: 26)])
        #expect(call.span == SourceSpan(start: 2, end: 26))
        #expect(call.name.span == SourceSpan(start: 2, end: 7))
        #expect(call.named.map(\.span) == [SourceSpan(start: 8, end: 13), SourceSpan(start: 15, end: 18)])
        #expect(call.argument("b")?.value.span == SourceSpan(start: 17, end: 18))
        #expect(call.condition?.span == SourceSpan(start: 25, end: 26))
    }

    @Test func spansOfABundle() throws {
        let program = try parse("sweep zip(a=[1], b=2) c=3")
        guard case .command(let call)? = program.statements.first?.kind else { throw Unexpected() }
        #expect(call.bundles.map(\.span) == [SourceSpan(start: 6, end: 21)])
        #expect(call.bundles.flatMap(\.arguments).map(\.span) == [SourceSpan(start: 10, end: 15), SourceSpan(start: 17, end: 20)])
        #expect(call.argument("b")?.span == SourceSpan(start: 17, end: 20))
        #expect(call.argument("c")?.span == SourceSpan(start: 22, end: 25))
    }

    @Test func spansOfAnExpression() throws {
        let program = try parse("(a + 1) * b.c[2]")
        guard case .expression(let product)? = program.statements.first?.kind,
            case .arithmetic(let sum, let steps) = product.kind,
            case .access(_, let path)? = steps.first?.operand.kind
        else { throw Unexpected() }
        #expect(product.span == SourceSpan(start: 0, end: 16))
        #expect(sum.span == SourceSpan(start: 0, end: 7))
        #expect(steps.map(\.operatorSpan) == [SourceSpan(start: 8, end: 9)])
        #expect(path.map(\.span) == [SourceSpan(start: 12, end: 13), SourceSpan(start: 13, end: 16)])
        #expect(product.height == 3)
    }

    @Test func anExpressionWithinAText() throws {
        let source = SourceText(name: "x", "compare s.best other")
        var parser = Parser(source, shapes: shapes, within: SourceSpan(start: 8, end: 14))
        let expression = try parser.loneExpression()
        #expect(expression.dump == "(s.best)")
        #expect(expression.span == SourceSpan(start: 8, end: 14))
    }

    @Test func twoExpressionsAreNotOne() {
        let source = SourceText(name: "-p", "1 2")
        var parser = Parser(source, shapes: shapes)
        #expect(throws: SyntaxError.self) { try parser.loneExpression() }
    }

    private struct Unexpected: Error {}
}
