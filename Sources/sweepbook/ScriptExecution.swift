import Language
import Session
import Terminal

/// Runs scripts in one session: all are parsed before the first starts, and lines are shown as they come.
struct ScriptExecution: Sendable {
    enum Script: Sendable {
        case file(ScriptFile)
        case text(SourceText)
        case commandLine(CommandLineText)
        /// Statements that have yet to come.
        case stream(StatementStream)

        /// The text of a program; nil for a command line, and for one that has yet to come.
        var source: SourceText? {
            switch self {
            case .file(let script): script.source
            case .text(let source): source
            case .commandLine, .stream: nil
            }
        }
    }

    let scripts: [Script]
    var parameters: [SessionEnvironment.Parameter] = []
    var keepsGoing = false
    var recording: Recording?

    /// - Throws: `Diagnostic` at the first error, `Interrupted`, `ConsoleError`; `ScriptFailed` at the end of
    ///   scripts that were told to go on after errors.
    func run(on console: Console) async throws {
        Descriptors.noticeGoneReaders()
        for source in scripts.compactMap(\.source) { try CommandTable.standard.check(source) }
        var environment = SessionEnvironment(columns: { TerminalCapabilities.columns() })
        environment.parameters = parameters
        environment.keys = EditorKeys.help
        try await Interrupt.cancelling(preparing: environment.prepare) { [environment] in try await runAll(on: console, environment) }
    }

    private func runAll(on console: Console, _ environment: SessionEnvironment) async throws {
        let interpreter = Interpreter(environment)
        let sources = scripts.compactMap(\.source)
        if let recording {
            for notice in try await interpreter.startRecording(recording) { await console.complain(notice) }
        }
        do {
            try await runAll(on: console, interpreter, sources)
        } catch {
            do { try await interpreter.stopRecording() } catch { await console.complain("\(error)") }
            throw error
        }
        try await interpreter.stopRecording()
    }

    private func runAll(on console: Console, _ interpreter: Interpreter, _ sources: [SourceText]) async throws {
        for parameter in parameters where !sources.isEmpty {
            do {
                try await interpreter.give(parameter.name, parameter.value, to: sources)
            } catch let error as Diagnostic {
                throw WrongParameter(diagnostic: error)
            }
        }
        async let _ = console.keepProgressCurrent()
        let failures = Counter(), shortfalls = Counter()
        let emit: SessionEmitter = { event in
            if case .failure = event { await failures.add() }
            if case .shortfall = event { await shortfalls.add() }
            try await console.take(event)
        }
        for script in scripts where try await run(script, interpreter, emit) == .quit { break }
        await console.endProgress()
        for sentence in await interpreter.unusedParameters { await console.complain(sentence) }
        if await failures.count > 0 { throw ScriptFailed(count: await failures.count) }
        if await shortfalls.count > 0 { throw RunsFailed() }
    }

    private func run(
        _ script: Script, _ interpreter: Interpreter, _ emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        switch script {
        case .file(let script): return try await interpreter.execute(script, keepGoing: keepsGoing, emit: emit)
        case .text(let source): return try await interpreter.execute(source, keepGoing: keepsGoing, emit: emit)
        case .commandLine(let line): return try await interpreter.execute(line, emit: emit)
        case .stream(let stream):
            try await stream.forEach { try await interpreter.execute($0, keepGoing: keepsGoing, emit: emit) }
            return .done
        }
    }
}

/// That statements failed in scripts that went on.
struct ScriptFailed: Error, CustomStringConvertible {
    let count: Int
    var description: String { count == 1 ? "1 statement failed" : "\(count) statements failed" }
}

/// That runs failed of sweeps that came to their end, as has been told.
struct RunsFailed: Error {}

private actor Counter {
    private(set) var count = 0
    func add() { count += 1 }
}
