import Language

extension Command {
    static let run = Command(
        "run", Signature(positionals: [.path("a script", as: "FILE", .one, files), .path("a script", as: "FILE", .any, files)]),
        help: "run scripts in this session, one after the other",
        details: """
            Each script is parsed whole before it starts, and shares variables and hyper-parameters. Its errors carry \
            its own name and line. Quotes are needed only around a path with blanks. Here and wherever a file or folder is read, \
            a relative name is looked up in the folder one is in, then beside the script or notebook that is running. In a shell, sweepbook FILE.sweep \
            does the same, and all scripts are parsed before the first starts.
            """,
        examples: []
    ) { session, invocation in
        for path in invocation.paths where try await session.runScript(path, invocation.context) == .quit {
            session.hasQuit = true
            break
        }
        return .none
    }

    private static let files = ValueCompletion.path(.files(endingIn: [".sweep"]))
}

extension Interpreter {
    private static let deepestRun = 50

    fileprivate func runScript(_ path: CommandCall.PathArgument, _ context: ExecutionContext) async throws -> StatementEnd {
        let script: ScriptFile
        do throws(ScriptFile.Unreadable) {
            script = try ScriptFile(reading: environment.readingPath(path.text))
        } catch {
            let searched = ScriptFile.isNotebook(path.text) ? "" : environment.places.searched(path.text)
            throw context.fail(.unreadable(path: path.text, reason: error.reason + searched), path.span)
        }
        guard !context.scripts.contains(script.identity) else { throw context.fail(.selfRunning(path: path.text), path.span) }
        guard context.scripts.count < Self.deepestRun else { throw context.fail(.runTooDeep(limit: Self.deepestRun), path.span) }
        let inner = ExecutionContext(source: script.source, emit: context.emit, scripts: context.scripts + [script.identity])
        return try await beside(script) {
            for statement in try commands.parse(script.source).statements {
                if try await run(statement, inner) == .quit { return .quit }
            }
            return .done
        }
    }

    /// Runs a script's statements, for which names are looked up beside the script too.
    func beside(_ script: ScriptFile, _ body: () async throws -> StatementEnd) async throws -> StatementEnd {
        environment.places.running.append(FileName.folder(script.source.name))
        defer { environment.places.running.removeLast() }
        return try await body()
    }
}
