import Language

extension Command {
    static let record = Command(
        "record",
        Signature(positionals: [.path("a notebook, or off", as: "FILE.ipynb")], options: [times.declaration, OutputOption.overwrite.declaration]),
        help: "record the session as a notebook",
        details: """
            What is run from here on becomes cells, each with its outputs, saved line by line: whatever ends the \
            session, the notebook holds everything up to there. #: lines become Markdown cells. times=false leaves out times and \
            dates, so that the same session gives the same file. An earlier recording of that name is replaced; any other file only with \
            overwrite=true. record off ends the recording.
            """,
        examples: ["record study.ipynb times=false\n#: ## A heading\nprint 6 * 7\nrecord off"]
    ) { session, invocation in
        let path = invocation.paths[0]
        do {
            if path.text == "off", !path.isQuoted {
                try await session.stopRecording()
            } else {
                try await session.startRecording(Recording(
                    path: HomePath.expanded(path.text), keepsTimes: invocation[times] ?? true,
                    overwrites: invocation[OutputOption.overwrite] ?? false))
            }
        } catch {
            throw invocation.fail(.failed("\(error)"), path.span)
        }
        return .none
    }

    private static let times = Option.flag("times", "whether times and dates are kept", default: "true")
}
