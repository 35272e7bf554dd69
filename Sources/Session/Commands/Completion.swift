import Language

extension Command {
    static let completion = Command(
        "completion",
        Signature(positionals: [.word("bash, zsh or fish", as: "bash|zsh|fish", .one, .choices(Shell.allCases.map { ($0.rawValue, "") }))]),
        help: "print a script that lets a shell complete sweepbook's command lines",
        details: "For bash: sweepbook completion bash > ~/.local/share/bash-completion/completions/sweepbook.",
        examples: ["completion fish"]
    ) { session, invocation in
        let word = invocation.words[0]
        guard let shell = Shell(rawValue: word.text) else {
            let names = Shell.allCases.map(\.rawValue)
            throw invocation.fail(
                .unknownWord(word.text, of: "completion", names, nearest: NearestWord.find(word.text, among: names)), word.span)
        }
        try await invocation.context.show(Manual(commands: session.commands).completion(for: shell))
        return .none
    }
}
