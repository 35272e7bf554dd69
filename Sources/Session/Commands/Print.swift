import Language

extension Command {
    static let print = Command(
        "print", Signature(positionals: [.expression("a value", as: "VALUE", .any)]),
        help: "print values, separated by blanks",
        details: "An expression goes as far as it can: print 1 -2 prints -1, print 1, -2 prints two values.",
        examples: ["print 1 + 2, \"and\", [0.1, 1e-5]", "print"]
    ) { session, invocation in
        var texts: [String] = []
        for expression in invocation.expressions {
            texts.append(try await session.value(of: expression, invocation.context).description)
        }
        let lines = texts.joined(separator: " ").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        try await invocation.context.show(lines.map(String.init))
        return .none
    }
}
