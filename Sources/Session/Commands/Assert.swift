import Language

extension Command {
    static let assert = Command(
        "assert",
        Signature(positionals: [
            .expression("a condition", as: "CONDITION"), .expression("a message", as: "MESSAGE", .optional),
        ]),
        help: "fail unless a condition is true",
        details: "A script stops there, with exit code 1. The message is worked out only if the condition is false.",
        examples: ["assert 1 + 1 == 2, \"sums should work\""]
    ) { session, invocation in
        let parts = invocation.expressions
        guard try await !session.isTrue(parts[0], invocation.context) else { return .none }
        var message: String?
        if parts.count > 1 { message = try await session.value(of: parts[1], invocation.context).description }
        throw invocation.fail(.assertion(message), parts[0].span)
    }
}
