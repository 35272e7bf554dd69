import Language

extension Command {
    static let history = Command(
        "history", Signature(positionals: [.expression("a number", as: "COUNT", .optional)]),
        help: "show what was typed",
        details: "The last COUNT entries, or all. What a script runs is not in it.",
        examples: ["history", "history 10"]
    ) { session, invocation in
        try await session.showHistory(invocation)
        return .none
    }
}

extension Interpreter {
    fileprivate func showHistory(_ invocation: Invocation) async throws {
        let all = environment.history()
        var count = all.count
        if let expression = invocation.expressions.first {
            let value = try await value(of: expression, invocation.context)
            guard case .integer(let number) = value, number >= 0 else {
                throw invocation.fail(
                    .wrongOption("history", expected: "how many entries to show", found: value.found), expression.span)
            }
            count = min(count, number)
        }
        let entries = zip(1..., all).suffix(count)
        let width = String(all.count).count
        try await invocation.context.show(entries.flatMap { number, entry in Self.lines(of: entry, number, width) })
    }

    /// An entry's lines, the first with its number.
    private static func lines(of text: String, _ number: Int, _ width: Int) -> [String] {
        let margin = String(repeating: " ", count: width - String(number).count) + "\(number)  "
        let indent = String(repeating: " ", count: margin.count)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { ($0 == 0 ? margin : indent) + $1 }
    }
}
