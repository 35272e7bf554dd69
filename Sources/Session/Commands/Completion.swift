import Language

extension Command {
    static let completion = Command(
        "completion",
        Signature(positionals: [
            .word("bash, zsh or fish", as: "bash|zsh|fish", .one, .choices(Shell.allCases.map { ($0.rawValue, $0.installation) })),
            .path("a command line up to the cursor", as: "LINE", .optional, .none),
            .path("the characters at which bash breaks words", as: "BREAKS", .optional, .none),
        ]),
        help: "print a script that lets a shell complete sweepbook's command lines",
        details: """
            In a shell: \(Shell.allCases.map(\.installation).joined(separator: "; ")). With LINE it prints what could be typed at its end, \
            which is what the scripts ask; bash gives its COMP_WORDBREAKS too.
            """,
        examples: ["completion fish"]
    ) { session, invocation in
        let word = invocation.words[0]
        guard let shell = Shell(rawValue: word.text) else {
            let names = Shell.allCases.map(\.rawValue)
            throw invocation.fail(
                .unknownWord(word.text, of: "completion", names, nearest: NearestWord.find(word.text, among: names)), word.span)
        }
        let texts = invocation.paths.map(\.text)
        let answer = texts.first.map { shell.answer(to: $0, breaks: texts.dropFirst().first ?? "", session.commands) }
        try await invocation.context.show(answer ?? shell.script)
        return .none
    }
}

extension Shell {
    /// What could be typed at the end of a command line; nothing where only the shell knows what stands there.
    fileprivate func answer(to text: String, breaks: String, _ commands: CommandTable) -> [String] {
        let line = ShellLine(text, self, breaks: breaks)
        guard let current = line.current else { return [] }
        return answer(CommandLineCompletion(commands, after: line.words).candidates(for: current), to: line)
    }
}
