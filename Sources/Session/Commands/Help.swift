import Language

extension Command {
    static let help = Command(
        "help",
        Signature(positionals: [.word("a topic", as: "TOPIC", .optional, .topic)], options: [all.declaration, format.declaration]),
        help: "explain a command, a hyper-parameter or a function",
        details: "Without a topic: a list of all topics. ?, ?TOPIC and TOPIC? are short for it; s.best? explains a field of s. all=true shows the whole manual.",
        examples: ["help", "help sweep", "?dropout"]
    ) { session, invocation in
        if let format = invocation[format] ?? (invocation[all] == true ? .text : nil) {
            if let topic = invocation.words.first { throw invocation.fail(.topicInManual, topic.span) }
            try await invocation.context.show(format.lines(of: Manual(commands: session.commands)))
        } else {
            try await session.help(invocation.words.first, invocation.context)
        }
        return .none
    }

    private static let all = Option.flag("all", "show the whole manual")
    private static let format = Option<ManualFormat>.choice(
        "as", as: "FORMAT", "the whole manual as text, markdown or man", default: "text", shorthands: [.markdown])
}

private enum ManualFormat: String, CaseIterable {
    case text, markdown, man

    func lines(of manual: Manual) -> [String] {
        switch self {
        case .text: manual.text
        case .markdown: manual.markdown
        case .man: manual.manPage
        }
    }
}
