extension Command {
    static let quit = Command(
        "quit", Signature(),
        help: "end the session",
        details: "In a script: nothing after it runs, and the exit code is 0. At a prompt Ctrl-D does the same.",
        examples: ["quit"], endsSession: true
    ) { _, _ in .none }
}
