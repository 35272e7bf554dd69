import Language

extension Command {
    static let help = Command(
        "help",
        Signature(positionals: [.word("a topic", as: "TOPIC", .optional, .topic)], options: [all.declaration, format.declaration]),
        help: "explain a command, a hyper-parameter or a function",
        details: "Without a topic: a list of all topics. ?, ?TOPIC and TOPIC? are short for it; s.best? explains a field of s. all=true shows the whole manual; as=man prints a manual page for man -l.",
        examples: ["help", "help sweep", "?dropout"]
    ) { session, invocation in
        let topic = invocation.words.first
        if let format = invocation[format] ?? (invocation[all] == true ? .text : nil) {
            try await session.showManual(as: format, of: topic, invocation)
        } else {
            try await session.help(topic, invocation.context)
        }
        return .none
    }

    fileprivate static let all = Option.flag("all", "show the whole manual")
    fileprivate static let format = Option<ManualFormat>.choice(
        "as", as: "FORMAT", "a topic, or the whole manual, as text, markdown or man", default: "text", shorthands: [.markdown])
}

private enum ManualFormat: String, CaseIterable {
    case text, markdown, man
}

extension Interpreter {
    /// The whole manual, or the page of one topic.
    fileprivate func showManual(as format: ManualFormat, of topic: Name?, _ invocation: Invocation) async throws {
        let manual = Manual(commands: commands, keys: environment.keys)
        guard let topic else {
            let lines = switch format {
            case .text: manual.text
            case .markdown: manual.markdown
            case .man: manual.manPage
            }
            return try await invocation.context.show(lines)
        }
        if invocation[Command.all] == true { throw invocation.fail(.topicInManual, topic.span) }
        let lines: [String]? = switch format {
        case .text: nil
        case .markdown: manual.markdown(of: topic.text)
        case .man: manual.manPage(of: topic.text)
        }
        guard let lines else { return try await help(topic, invocation.context) }
        try await invocation.context.show(lines)
    }
}
