import Language
import Testing

@Suite struct EntryTests {
    private func entries(_ text: String) throws -> [String] {
        let source = SourceText(name: "e", text)
        return try parse(text).entries(in: source).map { entry in
            let text = source[entry.span]
            return switch entry.kind {
            case .statements(let statements): "\(statements.count)|\(text)"
            case .markdown(let content): "m|\(text)|\(content)"
            case .comments: "c|\(text)"
            }
        }
    }

    @Test(arguments: [
        ("", []),
        (" \n\t\r\n", []),
        ("a\nb", ["1|a", "1|b"]),
        ("  a ; b;  # note  \nc", ["2|a ; b;  # note", "1|c"]),
        ("a \\\n + 1; \\\n b\r\nc", ["2|a \\\n + 1; \\\n b", "1|c"]),
        ("for x in y {\n    x\n}; z\n\nprint [1,\n2]", ["2|for x in y {\n    x\n}; z", "1|print [1,\n2]"]),
        ("if a { b }\nelse { c }\nd", ["1|if a { b }\nelse { c }", "1|d"]),
        ("\n\n# one\n\n# two\na\n# three", ["1|# one\n\n# two\na", "c|# three"]),
        ("#: a\n  #: b \n\n#:c\n", ["m|#: a\n  #: b |a\nb ", "m|#:c|c"]),
        ("# note\n#: a\nb # c\n;\n;c", ["c|# note", "m|#: a|a", "1|b # c", "1|;\n;c"]),
        ("\u{FEFF}a\rb", ["1|a", "1|b"]),
        ("let a = train x=1 # é\n?\n?for", ["1|let a = train x=1 # é", "1|?", "1|?for"]),
    ] as [(String, [String])])
    func `what Enter would run`(text: String, expected: [String]) throws {
        #expect(try entries(text) == expected)
    }

    /// Between entries stands nothing but blanks, and each is a program of its own with the same statements.
    @Test func `generated programs come apart and together`() throws {
        var generator = Generator(seed: 5)
        for _ in 0..<3_000 {
            let text = generator.program()
            let source = SourceText(name: "e", text)
            let program = try parse(text)
            var (end, dump) = (source.start, [String]())
            for entry in program.entries(in: source) {
                let gap = source[SourceSpan(start: end, end: entry.span.start)]
                dump.append(try parse(source[entry.span]).dump)
                guard entry.span.start >= end, gap.allSatisfy(\.isWhitespace) else {
                    Issue.record("\(entry.span) in \(text.debugDescription)")
                    return
                }
                end = entry.span.end
            }
            let rest = source[SourceSpan(start: end, end: source.span.end)]
            guard rest.allSatisfy(\.isWhitespace), dump.filter({ !$0.isEmpty }).joined(separator: "\n") == program.dump else {
                Issue.record("\(dump) is not \(program.dump) in \(text.debugDescription)")
                return
            }
        }
    }
}
