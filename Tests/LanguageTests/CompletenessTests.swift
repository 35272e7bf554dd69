import Language
import Testing

@Suite struct CompletenessTests {
    private func completeness(_ text: String) -> Completeness {
        Completeness(of: SourceText(name: "[1]", text), shapes: shapes)
    }

    @Test(arguments: [
        "", "\n", "# comment", ";", "train", "1 + 2 # x", "if a { b }", "if a { b } else { c }", "x = [\n1,\n2]", "train \\\n",
        "run a/b", "#: text", "sweep n_head=[1] where n_embd > 2\n", "for x in y {\n  x\n}\n\n", "#: a\n#: b\n", "x?",
    ])
    func complete(_ text: String) {
        #expect(completeness(text) == .complete)
    }

    @Test(arguments: [
        ("x = [", 1), ("x = [1,", 1), ("x = [1\n", 1), ("print f(1, [", 2), ("print (1 +", 1), ("(train", 1), ("(run", 1), ("s[", 1),
        ("for x in y {", 1), ("for x in y {\n if x {\n z", 2), ("if a { b } else {", 1), ("for x in y", 0), ("if a\n\n", 0),
        ("if a { b } else", 0), ("if a { b } else if c", 0), ("train \\", 0), ("train \\ ", 0), ("for x in [1, 2", 1), ("x = [1, # two", 1), ("for x in y {\n  x?\n", 1), ("time for x in y {", 1), ("#: a\nif b {", 1),
    ])
    func incomplete(_ text: String, _ depth: Int) {
        #expect(completeness(text) == .incomplete(depth: depth))
    }

    @Test(arguments: [
        "1 +", "print \"abc", "[1 2", "x = )", "(]", "for", "for x", "for x in", "if", "let x =", "train n_head=", "for x in y { 1 +",
        "train\n  n_head=1", "sweep where", "[\"abc", "if a { b } else c", "swep 1", "(1, 2", "f(12x", "%%time\ntrain",
    ])
    func wrong(_ text: String) {
        guard case .wrong = completeness(text) else {
            Issue.record("\(completeness(text))")
            return
        }
    }

    @Test(arguments: [
        ("for x in y {", "  "), ("for x in y {\n", "  "), ("for x in y {\n    print x", "    "), ("  x = [ ", "    "), ("x = [1,", ""), ("train \\", ""), ("", ""),
        ("if a {\n  if b {\n\n", "    "), ("\tf(", "\t  "),
    ])
    func indentation(_ text: String, _ blanks: String) {
        #expect(Indentation.after(text) == blanks)
    }

    @Test func theReasonIsTheParsersError() throws {
        let error = try #require(throws: SyntaxError.self) { try parse("1 +") }
        #expect(completeness("1 +") == .wrong(error))
    }
}
