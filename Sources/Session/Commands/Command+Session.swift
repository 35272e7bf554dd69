import Language

extension Command {
    static let sessionCommands = [
        Command(
            CommandShape("run", positionals: [.path("a script")]),
            usage: "run FILE", help: "run another script in this session",
            details: """
                The script is parsed whole before it starts, and shares variables and hyper-parameters. Its errors carry \
                its own name and line. Quotes are needed only around a path with blanks.
                """,
            examples: []
        ) { session, call, frame in
            _ = try await session.runScript(call, frame)
            return .none
        },
        Command(
            CommandShape("print", positionals: [.expression("a value", .any)]),
            usage: "print [VALUE, …]", help: "print values, a blank between two",
            details: "An expression goes as far as it can: print 1 -2 prints -1, print 1, -2 prints two values.",
            examples: ["print 1 + 2, \"and\", [0.1, 1e-5]", "print"]
        ) { session, call, frame in
            try await session.print(call, frame)
            return .none
        },
        Command(
            CommandShape("assert", positionals: [.expression("a condition"), .expression("a message", .optional)]),
            usage: "assert CONDITION[, MESSAGE]", help: "fail unless a condition is true",
            details: "A script stops there, with exit code 1.",
            examples: ["assert 1 + 1 == 2, \"sums should work\""]
        ) { session, call, frame in
            try await session.assert(call, frame)
            return .none
        },
        Command(
            CommandShape("history", positionals: [.expression("a number", .optional)]),
            usage: "history [COUNT]", help: "show what was typed",
            details: "The last COUNT entries, or all. What a script runs is not in it.",
            examples: ["history", "history 10"]
        ) { session, call, frame in
            try await session.history(call, frame)
            return .none
        },
        Command(
            CommandShape("help", positionals: [.word("a topic", .optional)]),
            usage: "help [TOPIC], or ?[TOPIC]", help: "explain a command, a hyper-parameter or a function",
            details: "Without a topic: what there is.",
            examples: ["help", "help sweep", "?dropout"]
        ) { session, call, frame in
            if case .word(let topic)? = call.positionals.first { try await session.help(topic, frame) } else { try await session.help(nil, frame) }
            return .none
        },
        Command(
            CommandShape("quit"),
            usage: "quit", help: "end the session",
            details: "In a script: nothing after it runs, and the exit code is 0. At a prompt Ctrl-D does the same.",
            examples: ["quit"], endsSession: true
        ) { _, _, _ in .none },
    ]
}
