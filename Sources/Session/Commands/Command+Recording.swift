import Language

extension Command {
    static let recordCommand = Command(
        CommandShape("record", positionals: [.path("a notebook, or off")], takesNamed: true),
        usage: "record FILE.ipynb [times=false], or record off", help: "record the session as a notebook",
        details: """
            What is run from here on becomes cells, each with what came of it, saved line by line: whatever ends the \
            session, the notebook holds all up to there. #: lines become Markdown cells. times=false leaves out times and \
            dates, so that the same session gives the same file. A recording of that name is made anew; no other file is \
            touched.
            """,
        examples: ["record study.ipynb times=false\n#: ## A heading\nprint 6 * 7\nrecord off"],
        options: [Option(name: "times", help: "whether times and dates are kept (default: true)")]
    ) { session, call, frame in
        try await session.record(call, frame)
        return .none
    }
}
