import Language
import Session
import Terminal

/// Runs scripts in one session: all are parsed before the first starts, and lines are shown as they come.
struct ScriptExecution: Sendable {
    enum Script: Sendable {
        case file(ScriptFile)
        case text(SourceText)

        var source: SourceText {
            switch self {
            case .file(let script): script.source
            case .text(let source): source
            }
        }
    }

    /// `-p name=value`
    struct Parameter: Sendable {
        let name: String
        let value: String

        /// - Throws: `UsageError`
        init(parsing text: String) throws(UsageError) {
            let name = text.prefix { $0 != "=" }
            guard name.endIndex < text.endIndex, !name.isEmpty else {
                throw .badValue(option: "-p", found: text, expected: "name=value")
            }
            self.name = String(name)
            value = String(text[name.endIndex...].dropFirst())
        }
    }

    let scripts: [Script]
    var parameters: [Parameter] = []
    var keepsGoing = false
    var recording: Recording?

    /// - Throws: `Diagnostic` at the first error, `Interrupted`, `ConsoleError`; `ScriptFailed` at the end of
    ///   scripts that were told to go on after errors.
    func run(on console: Console) async throws {
        Descriptors.noticeGoneReaders()
        for script in scripts { try Interpreter.check(script.source) }
        try await Interrupt.cancelling { try await runAll(on: console) }
    }

    private func runAll(on console: Console) async throws {
        let interpreter = Interpreter(Surroundings(columns: { TerminalCapabilities.columns() }))
        let sources = scripts.map(\.source)
        if let recording { try await interpreter.startRecording(recording) }
        for parameter in parameters {
            do {
                try await interpreter.give(parameter.name, parameter.value, to: sources)
            } catch let error as Diagnostic {
                throw WrongParameter(diagnostic: error)
            }
        }
        async let _ = console.keepProgressCurrent()
        let failures = Counter()
        let emit: SessionEmitter = { event in
            if case .failure = event { await failures.add() }
            try await console.take(event)
        }
        for script in scripts where try await run(script, interpreter, emit) == .quit { break }
        await console.endProgress()
        try await interpreter.stopRecording()
        if await failures.count > 0 { throw ScriptFailed(count: await failures.count) }
    }

    private func run(
        _ script: Script, _ interpreter: Interpreter, _ emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        switch script {
        case .file(let script): try await interpreter.execute(script, keepGoing: keepsGoing, emit: emit)
        case .text(let source): try await interpreter.execute(source, keepGoing: keepsGoing, emit: emit)
        }
    }
}

/// That `-p` gives something no script takes, or a wrong value: wrong usage.
struct WrongParameter: Error {
    let diagnostic: Diagnostic
}

/// That statements failed in scripts that went on.
struct ScriptFailed: Error, CustomStringConvertible {
    let count: Int
    var description: String { count == 1 ? "1 statement failed" : "\(count) statements failed" }
}

private actor Counter {
    private(set) var count = 0
    func add() { count += 1 }
}
