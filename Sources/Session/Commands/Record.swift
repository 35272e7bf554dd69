import Language

extension Command {
    static let record = Command(
        "record",
        Signature(positionals: [.path("a notebook, or off", as: "FILE.ipynb", .one, .path(.files(endingIn: [Recording.fileExtension])))], options: [times.declaration, start.declaration, append.declaration, OutputOption.overwrite.declaration]),
        help: "record the session as a notebook",
        details: """
            What is run from here on becomes cells, each with its outputs; with from=start what was run before does too. Every line \
            is on the disk before it is shown, in a journal beside the notebook (.study.ipynb.journal) that goes into it when cells \
            end, at the latest within seconds. After a kill the journal stays; notebook commands read it, and the next recording puts it in. \
            #: lines become Markdown cells. times=false leaves out times and dates, so that the same session gives the same file. \
            A file that exists is refused: append=true adds cells to it, overwrite=true replaces it. record off ends the recording.
            """,
        examples: ["record study.ipynb times=false\n#: ## A heading\nprint 6 * 7\nrecord off"]
    ) { session, invocation in
        let path = invocation.paths[0]
        if session.environment.isKeptByFrontEnd {
            throw invocation.fail(.failed("this notebook is the record of what you run; save it to keep it"), invocation.call.name.span)
        }
        do {
            if path.text == "off", !path.isQuoted {
                try await session.stopRecording()
            } else {
                let notices = try await session.startRecording(Recording(
                    path: session.environment.places.writing(path.text), keepsTimes: invocation[times] ?? true,
                    existing: invocation.existing, from: invocation[start] ?? .here))
                for notice in notices { try await invocation.context.emit(.notice(notice)) }
            }
        } catch {
            throw invocation.fail(.failed("\(error)"), path.span)
        }
        return .none
    }

    private static let start = Option<Recording.Start>.choice(
        "from", as: "WHERE", "here, or start for all that the session has run", default: "here")
    fileprivate static let append = Option.flag("append", "add cells to a notebook that exists")
    private static let times = Option.flag("times", "whether times and dates are kept", default: "true")
}

extension Invocation {
    /// What is to be done about a notebook that exists.
    fileprivate var existing: Recording.Existing {
        if self[OutputOption.overwrite] == true { return .replaced }
        return self[Command.append] == true ? .continued : .kept
    }
}
