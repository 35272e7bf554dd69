import Language
import Testing

@Suite struct CompletionContextTests {
    /// The context at `|`, which is taken out, on one line: place, word, start of its span, quote.
    private func context(_ marked: String) -> String {
        let bytes = Array(marked.utf8)
        let cursor = bytes.firstIndex(of: UInt8(ascii: "|")) ?? bytes.count
        let source = SourceText(name: "", bytes: bytes.filter { $0 != UInt8(ascii: "|") })
        let context = CompletionContext(in: source, at: cursor, shapes: shapes)
        #expect(context.span.end == cursor)
        return "\(context.place.dump) \(context.quote.map(String.init) ?? "")\(context.word)@\(context.span.start)"
    }

    @Test(arguments: [
        ("|", "statement @0"), ("tr|", "statement tr@0"), ("tr|ain x", "statement tr@0"), ("train;  |", "statement @8"),
        ("if a {\n  tr|", "statement tr@9"), ("for x in y { |", "statement @13"), ("a = 1\nb|", "statement b@6"),
        ("?|", "help @1"), ("??|", "help @2"), ("?s.b|", "field s b@3"), ("?sw|", "help sw@1"), ("let |", "new @4"), ("for x|", "new x@4"),
        ("x = |", "right x @4"), ("let x = tr|", "right x tr@8"), ("x = [|", "value x @5"), ("x = 1 + b|", "value x b@8"),
        ("print (|", "parenthesis @7"), ("print (tr|", "parenthesis tr@7"), ("print (train n|", "argument <train> nil n@13"),
        ("sweep |", "argument <sweep> nil @6"), ("sweep drop|", "argument <sweep> nil drop@6"),
        ("sweep n_head=[1], d|", "argument <sweep (n_head [1])> nil d@18"), ("set |", "argument <set> 0 @4"),
        ("set n_head |", "argument <set 'n_head> 1 @11"), ("set n_head=4 |", "argument <set (n_head 4)> 0 @13"),
        ("print a, b|", "argument <print a> 1 b@9"), ("print |", "argument <print> 0 @6"), ("print a + b|", "operand <print> b@10"),
        ("plot heatmap n|", "argument <plot 'heatmap> 1 n@13"), ("help |", "argument <help> 0 @5"),
        ("run |", "argument <run> 0 @4"), ("run notebooks/st|", "argument <run> 0 notebooks/st@4"), ("run \"a b/c|", "argument <run> 0 \"a b/c@5"),
        ("run(\"a b/c|", "argument <run> 0 \"a b/c@5"), ("let r = run('a|", "argument <run> 0 'a@13"),
        ("compare a-b ../c|", "argument <compare (path a-b)> 1 ../c@12"), ("let r = run a/|", "argument <run> 0 a/@12"),
        ("sweep n_head=|", "value n_head <sweep> @13"), ("sweep n_head=4|", "value n_head <sweep> 4@13"),
        ("sweep n_head=[1, |", "value n_head <sweep> @17"), ("sweep out=\"res|", "value out <sweep> \"res@11"),
        ("sweep a=1 b=min(c, d|", "value b <sweep (a 1)> d@19"), ("sweep a=[1] where n|", "condition <sweep (a [1])> n@18"),
        ("sweep where a < 1 and |", "condition <sweep> @22"), ("compare by |", "by <compare> @11"), ("compare by a, n|", "by <compare (by a)> n@14"),
        ("sweep zip(|", "bundled <sweep> [] @10"), ("sweep zip(a=1,\n n_|", "bundled <sweep> [a] n_@16"),
        ("sweep b=1 zip(a=n|", "value a <sweep (b 1)> n@16"), ("sweep zip(a=1) |", "argument <sweep (zip (a 1))> nil @15"),
        ("s.|", "field s @2"), ("print s.best.dr|", "field (s.best) dr@13"), ("x = f(s[0].|", "field (s[0]) @11"),
        ("print (train n_head=8).te|", "field <train (n_head 8)> te@23"),
        ("if a > |", "operand nil @7"), ("for x in |", "operand nil @9"), ("print 'ab|", "argument <print> 0 'ab@7"),
        ("# tr|", "nothing @4"), ("#: tr|", "nothing @5"), ("x |", "nothing @2"), ("print \"a\"|", "nothing @9"), ("x = 1 # |", "nothing @8"),
        ("sweep n_head=[1]|", "nothing @16"), ("x = [1] y|", "nothing @9"),
        ("x = )\ny = $\nsw|", "statement sw@12"), ("let = 3; train\nset n|", "argument <set> 0 n@19"), ("]\n]\n |", "statement @5"),
        ("é = 漢|", "right é 漢@5"),
    ])
    func contexts(_ marked: String, _ expected: String) {
        #expect(context(marked) == expected)
    }

    @Test func aCursorOutsideTheText() {
        let source = SourceText(name: "", "\u{FEFF}tr")
        #expect(CompletionContext(in: source, at: 99, shapes: shapes).word == "tr")
        #expect(CompletionContext(in: source, at: 0, shapes: shapes).span == .at(3))
    }
}

extension CompletionContext.Place {
    fileprivate var dump: String {
        switch self {
        case .statement: "statement"
        case .helpTopic: "help"
        case .newName: "new"
        case .rightSide(let name): "right \(name)"
        case .argument(let call, let position): "argument \(call.dump) \(position.map { "\($0)" } ?? "nil")"
        case .bundledArgument(let call, let given): "bundled \(call.dump) [\(given.joined(separator: " "))]"
        case .byName(let call): "by \(call.dump)"
        case .value(let name, let call): "value \(name)" + (call.map { " \($0.dump)" } ?? "")
        case .condition(let call): "condition \(call.dump)"
        case .operand(let call): "operand \(call?.dump ?? "nil")"
        case .parenthesis: "parenthesis"
        case .field(let base): "field \(base.dump)"
        case .nothing: "nothing"
        }
    }
}
