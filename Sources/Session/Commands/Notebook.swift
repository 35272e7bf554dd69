import Language
import Notebook
import System

extension Command {
    static let notebook = Command(
        "notebook",
        Signature(
            positionals: [
                .word("run, verify, export or import", as: "run|verify|export|import", .one, .choices(NotebookTask.allCases.map { ($0.rawValue, $0.help) })),
                .path("a notebook or a script", as: "FILE", .one, .path(.files(endingIn: [".ipynb", ".sweep"]))),
            ],
            options: [form.declaration, out.declaration, OutputOption.overwrite.declaration, times.declaration]),
        help: "run, verify, export or import a notebook",
        details: """
            run runs every cell in order in a fresh session and saves the notebook as it goes; the first cell that fails ends it, unless \
            it is tagged raises-exception; one tagged skip-execution is not run. Run again after a kill, it takes the sweeps that it had \
            finished and resumes the one it was in. In a shell, -p NAME=VALUE replaces what the cell tagged parameters sets. verify runs a \
            notebook again in a folder of its own, which takes all that its cells write, and compares every output: numbers exactly, \
            pictures by their data, times and dates not at all; the tag nbval-ignore-output accepts any output, and "sweepbook": \
            {"tolerance": 0.001} in a cell's metadata allows a difference, up to 0.1. export writes a page (html), Markdown or a script beside the notebook; a page is one file that \
            needs nothing else. An earlier page is replaced, any other file only with overwrite=true. import turns a script into a notebook, from which the same script comes back.
            """,
        examples: ["record cells.ipynb times=false\nprint 6 * 7\nrecord off\nnotebook export cells.ipynb to=script out=\"-\""]
    ) { session, invocation in
        guard let task = NotebookTask(rawValue: invocation.words[0].text) else {
            let names = NotebookTask.allCases.map(\.rawValue)
            throw invocation.fail(
                .unknownWord(invocation.words[0].text, of: "notebook", names, nearest: NearestWord.find(invocation.words[0].text, among: names)),
                invocation.words[0].span)
        }
        try task.check(invocation)
        try session.checkNesting(task.rawValue, invocation)
        let path = invocation.paths[0]
        do {
            switch task {
            case .run: try await session.runNotebook(path, invocation)
            case .verify: try await session.verifyNotebook(path, invocation)
            case .export: try await session.exportNotebook(path, invocation)
            case .import: try await session.importScript(path, invocation)
            }
        } catch let error as any NotebookCommandError {
            throw invocation.fail(.failed("\(error)"), path.span)
        }
        return .none
    }

    fileprivate static let form = Option<NotebookDocument.ExportForm>.choice("to", as: "FORM", "of export: html, markdown or script")
    fileprivate static let out = Option.path("out", of: "a file", as: "FILE", "file to write, or - to show it", default: "beside FILE; run saves FILE itself", takesStream: true)
    fileprivate static let times = Option.flag("times", "of run: whether times and dates are kept", default: "true")
}

/// What can be done with a notebook.
private enum NotebookTask: String, CaseIterable {
    case run, verify, export
    case `import`

    var help: String {
        switch self {
        case .run: "run every cell in order"
        case .verify: "run it again and compare every output"
        case .export: "write it as html, markdown or script"
        case .import: "make a notebook of a script"
        }
    }

    /// Checks that what is given by name is of use here.
    func check(_ invocation: Invocation) throws(Diagnostic) {
        if let to = invocation.argument(Command.form), self != .export { throw refusal(of: to, invocation) }
        if let times = invocation.argument(Command.times), self != .run { throw refusal(of: times, invocation) }
        if let out = invocation.argument(Command.out), self == .verify { throw refusal(of: out, invocation) }
        if self == .export, invocation[Command.form] == nil {
            throw invocation.fail(.missingOption("to", of: "notebook export", expected: "html, markdown or script"))
        }
    }

    private func refusal(of argument: CommandCall.NamedArgument, _ invocation: Invocation) -> Diagnostic {
        invocation.fail(.unknownOption(argument.name.text, of: "notebook \(rawValue)", nearest: nil), argument.name.span)
    }
}

extension Interpreter {
    /// A notebook runs no notebook, which could be itself; and what is recorded would be recorded twice.
    fileprivate func checkNesting(_ task: String, _ invocation: Invocation) throws(Diagnostic) {
        guard ["run", "verify"].contains(task) else { return }
        if recorder != nil { throw invocation.fail(.failed("a recorded session can't \(task) a notebook; record off first")) }
        if notebookRun != nil { throw invocation.fail(.failed("a notebook can't \(task) a notebook")) }
    }

    /// A notebook from a file, with a word about what is wrong with it.
    private func notebook(_ file: String, _ invocation: Invocation) async throws -> NotebookSource {
        let source = try NotebookSource(file)
        for warning in source.document.warnings { try await invocation.context.emit(.notice("\(file): \(warning)")) }
        return source
    }

    fileprivate func runNotebook(_ path: CommandCall.PathArgument, _ invocation: Invocation) async throws {
        let file = environment.readingPath(path.text)
        var program = try await notebook(file, invocation).program(commands)
        do {
            try program.give(environment.parameters.map { ($0.name, $0.value) })
        } catch let error as Diagnostic {
            throw WrongParameter(diagnostic: error)
        }
        if let out = invocation[Command.out], out != StandardStream.name {
            do throws(UserFile.Failure) {
                try invocation.file(out, .unmarked).check()
            } catch {
                throw invocation.fail(.failed("\(error)"), invocation.span(of: Command.out))
            }
        }
        let out = invocation[Command.out] ?? file, isShown = out == StandardStream.name
        let run = NotebookRun(
            of: program, savingTo: isShown ? nil : out, keepsTimes: invocation[Command.times] ?? true, environment: environment)
        let notebook = try await run.execute { event in
            if !isShown || event.isAside { try await invocation.context.emit(event) }
        }
        if isShown { try await invocation.context.emit(.text(String(decoding: notebook.bytes, as: UTF8.self))) }
    }

    fileprivate func verifyNotebook(_ path: CommandCall.PathArgument, _ invocation: Invocation) async throws {
        let file = environment.readingPath(path.text)
        let program = try await notebook(file, invocation).program(commands)
        let folder = try ScratchFolder()
        defer { folder.leave() }
        try folder.enter()
        var inner = environment
        inner.places.scratch = folder
        let verification = try NotebookVerification(of: program, environment: inner)
        let findings: NotebookVerification.Findings
        do {
            findings = try await verification.findings(emit: invocation.context.emit)
        } catch is Interrupted {
            throw Interrupted(description: "interrupted; \(file) and the folder you are in are as they were")
        }
        try await invocation.context.emit(.progress(nil))
        guard findings.differences.isEmpty else {
            try await invocation.context.show(findings.differences)
            throw invocation.fail(.failed("\(program.name) is not what its cells give"), path.span)
        }
        try await invocation.context.show(["\(program.name): \(findings.sentence)"])
    }

    fileprivate func exportNotebook(_ path: CommandCall.PathArgument, _ invocation: Invocation) async throws {
        guard let form = invocation[Command.form] else { return }
        let file = environment.readingPath(path.text)
        let notebook = try await notebook(file, invocation).document
        let name = FileName.last(FileName.withoutExtension(file == StandardStream.name ? "notebook" : file))
        let text = notebook.exported(as: form, name: name)
        try await write(
            Array(text.utf8), of: file, form.fileExtension, form == .html ? .page : .unmarked, path.span, invocation)
    }

    fileprivate func importScript(_ path: CommandCall.PathArgument, _ invocation: Invocation) async throws {
        let file = environment.readingPath(path.text)
        let notebook = try NotebookDocument(reading: try ScriptFile(reading: file), commands)
        try await write(
            notebook.bytes, of: file, ".ipynb", .unmarked, path.span, invocation)
    }

    /// Writes what was made of a file, or shows it for `-`.
    ///
    /// - Parameters:
    ///   - file: what it was made of; where the user names no other file it lies beside that, or goes the same way for `-`.
    ///   - ending: of the name of the file beside it.
    private func write(
        _ bytes: [UInt8], of file: String, _ ending: String, _ kind: UserFile.Kind, _ span: SourceSpan, _ invocation: Invocation
    ) async throws {
        let out = invocation[Command.out] ?? (file == StandardStream.name ? file : nil)
        if out == StandardStream.name { return try await invocation.context.emit(.text(String(decoding: bytes, as: UTF8.self))) }
        let path = out ?? environment.places.writing(FileName.withoutExtension(file) + ending)
        do throws(UserFile.Failure) {
            try invocation.file(path, kind, madeFrom: file).write(bytes)
        } catch {
            throw invocation.fail(.failed("\(error)"), out == nil ? span : invocation.span(of: Command.out))
        }
        try await invocation.context.show(["wrote \(path)"])
    }
}

/// What reading or writing a notebook or its derived files may end with.
private protocol NotebookCommandError: Error {}
extension FileError: NotebookCommandError {}
extension NotebookFileError: NotebookCommandError {}
extension NotebookProgram.Problem: NotebookCommandError {}
extension ScratchFolder.Failure: NotebookCommandError {}
extension ScriptFile.Unreadable: NotebookCommandError {}
