import Engine
import Experiments
package import Language
import Notebook
import Runner

/// Gives words their meaning: one session, with its hyper-parameters, variables and results.
///
///     let interpreter = Interpreter(SessionEnvironment())
///     let end = try await interpreter.execute(SourceText(name: "-c", "print 1 + 2")) { event in … }
///
/// A text is parsed whole before anything runs. Statements are worked out in order; lines come out by the
/// emitter as they happen. Cancelling the task that executes stops within a second, keeps every finished run,
/// and leaves the session intact. One text is executed at a time.
package actor Interpreter {
    var environment: SessionEnvironment
    let commands: CommandTable
    /// The hyper-parameters that are set; the others have their defaults.
    var settings: [Hyperparameter: Hyperparameter.Value] = [:]
    var seeds = SeedsSetting.standard
    /// What is learned unless a statement says otherwise.
    var present = StatementData.familyTree
    var dataFiles = DataCache()
    /// The data of the last plan, cut into tokens.
    var library = TaskLibrary.familyTree
    var variables: [String: Value] = [:]
    /// What whoever started the script has given, by name.
    var held: [String: Held] = [:]
    /// What of it took the place of the script's own just now: `count = 50`.
    var appliedParameters: [String] = []
    /// Whether a script that was run has ended the session.
    var hasQuit = false
    /// What the session is recorded by.
    var recorder: Recorder?
    /// What has ended the recording, until it is told.
    var recordingFailure: NotebookFileError?
    /// The session so far; nil when it is too long to be kept, or kept by others.
    var transcript: Recorder?
    /// The notebook whose cells the session runs.
    var notebookRun: NotebookSaver?
    /// The folders in which a notebook's cells go on, rather than make new ones; nil where they make new ones always.
    var knownFolders: [String]?
    /// What the statement that has just failed found before.
    var partialResult: Value?
    var lastSweep: SweepResult?
    /// What was trained last, by `train` or by `sweep`.
    var lastOutcome: SweepOutcome?
    var lastRequest: SweepRequest?
    /// Models of runs of which none was kept.
    var trainedAgain: [RunKey: LoadedModel] = [:]
    /// What the runs of the session took so far.
    var measured = WorkMeasurement()

    init(_ environment: SessionEnvironment, _ commands: CommandTable) {
        self.environment = environment
        self.commands = commands
        if !environment.isKeptByFrontEnd { transcript = Recorder(NotebookSaver(NotebookDocument(), keepsTimes: true)) }
    }

    /// How wide tables are in a notebook, whatever terminal it is recorded at.
    static let notebookColumns = 100

    /// What a session calls itself: `Sweepbook 0.1.0`.
    package static let title = "Sweepbook \(Release.version)"
    package static let version = Release.version

    /// Parses the whole text before anything runs, then carries it out.
    ///
    /// - Parameters:
    ///   - keepGoing: go on after a statement that failed; its error is emitted.
    ///   - emit: what it throws ends the text.
    /// - Throws: `Diagnostic`, or `Interrupted` when the task was cancelled.
    package func execute(
        _ source: SourceText, keepGoing: Bool = false, emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        try await execute(source, ExecutionContext(source: source, emit: emit), keepGoing: keepGoing)
    }

    /// The same for a script on the disk, which then can't run itself.
    package func execute(
        _ script: ScriptFile, keepGoing: Bool = false, emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        let context = ExecutionContext(source: script.source, emit: emit, scripts: [script.identity])
        return try await beside(script) { try await execute(script.source, context, keepGoing: keepGoing) }
    }

    /// The same for a command line, whose words make one call.
    package func execute(_ line: CommandLineText, emit: @escaping SessionEmitter) async throws -> StatementEnd {
        let call = try commands.call(line)
        if recorder != nil { return try await execute(SourceText(name: line.source.name, call.formatted), emit: emit) }
        return try await interruptible {
            try await run(Statement(.command(call), at: call.span), ExecutionContext(source: line.source, emit: emit))
        }
    }

    private func execute(_ source: SourceText, _ context: ExecutionContext, keepGoing: Bool) async throws -> StatementEnd {
        // A front end may go on after a cell that has ended the session.
        hasQuit = false
        let program = try commands.parse(source)
        let entries = program.entries(in: source).flatMap { $0.separating("record") }
        for (index, entry) in entries.enumerated() {
            let continues = index == 0 && context.scripts.isEmpty
            if try await record(entry, context, continues: continues, keepGoing: keepGoing) == .quit { return .quit }
        }
        return .done
    }

    /// Runs an entry's statements.
    func run(_ entry: Entry, _ context: ExecutionContext, keepGoing: Bool) async throws -> StatementEnd {
        guard case .statements(let statements) = entry.kind else { return .done }
        for statement in statements {
            do {
                if try await interruptible({ try await run(statement, context) }) == .quit { return .quit }
            } catch let error as Diagnostic where keepGoing {
                try await context.emit(.failure(error))
            }
        }
        return .done
    }
}

/// Whether a session goes on after a text.
package enum StatementEnd: Sendable, Equatable {
    case done, quit
}
