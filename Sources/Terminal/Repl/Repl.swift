import Glibc
import Language
package import Session
import System

/// The interactive loop: a numbered prompt, an entry, its output, until the user leaves.
///
///     let status = await Repl(color: .auto).run(startingWith: StartupFile.path())
///
/// Stays on the main thread while it reads; commands run elsewhere. Ctrl-C at the prompt clears the line; while a
/// command runs it stops the command and the session continues. `quit` or Ctrl-D leaves.
@MainActor
package final class Repl {
    private let interpreter: Interpreter
    private let environment: SessionEnvironment
    private let console: Console
    private let capabilities: TerminalCapabilities
    private let history: EntryHistory
    /// What was typed, for the command `history`, which runs on another thread.
    private let typed: Locked<[String]>
    private var number = 1

    package init(color: ColorChoice) {
        capabilities = .detect(color: color)
        console = Console(colors: capabilities.colorsError, capabilities: capabilities)
        history = EntryHistory(path: EntryHistory.standardPath())
        let typed = Locked(history.entries)
        self.typed = typed
        var environment = SessionEnvironment(history: { typed.withLock { $0 } }, columns: { TerminalCapabilities.columns() })
        environment.keys = EditorKeys.help
        self.environment = environment
        interpreter = Interpreter(environment)
    }

    /// Records the session as a notebook, if that is asked for.
    ///
    /// - Throws: `Recording.NotANotebook`, `Recording.Refusal` or `NotebookFileError`.
    package func record(_ recording: Recording?) async throws {
        guard let recording else { return }
        for notice in try await interpreter.startRecording(recording) { await console.complain(notice) }
    }

    /// Reads and runs entries; the process's exit status.
    ///
    /// - Parameter startupFile: a script that is run before the first prompt, if there is such a file.
    package func run(startingWith startupFile: String?) async -> Int32 {
        let status = await converse(startingWith: startupFile)
        do {
            try await interpreter.stopRecording()
            return status
        } catch {
            await complain(of: error)
            return max(status, 1)
        }
    }

    private func converse(startingWith startupFile: String?) async -> Int32 {
        Descriptors.noticeGoneReaders()
        Interrupt.beginSession()
        let title = TextStyle.bold.paint(Interpreter.title, colors: capabilities.colorsOutput)
        try? await console.show(["\(title). Type help for a list of commands, quit or Ctrl-D to leave."])
        if let startupFile, access(startupFile, F_OK) == 0 {
            if let status = await execute({ try await $0.execute(try ScriptFile(reading: startupFile), emit: $1) }) { return status }
        }
        var vocabulary = await interpreter.vocabulary
        let editor = LineEditor(
            capabilities: capabilities, history: history,
            isComplete: { text in
                if case .incomplete = Completeness(of: SourceText(name: "", text), shapes: CommandTable.standard.shapes) { false } else { true }
            },
            complete: { text, cursor in Self.answer(vocabulary.completions(for: SourceText(name: "", text), at: cursor)) })
        while true {
            switch editor.readLine(Prompt("In [\(number)]: ", style: .green)) {
            case .interrupted:
                continue
            case .endOfInput:
                try? await console.show([""])
                return 0
            case .entry(let text):
                guard text.contains(where: { !$0.isWhitespace }) else { continue }
                typed.withLock { $0.append(text) }
                let source = SourceText(name: "In [\(number)]", text)
                if let status = await execute({ try await $0.execute(source, emit: $1) }) { return status }
                vocabulary = await interpreter.vocabulary
                number += 1
            }
        }
    }

    /// Runs something that Ctrl-C stops; errors are shown and the session continues.
    ///
    /// - Returns: the status to exit with, if the session is over.
    private func execute(
        _ body: @escaping @Sendable (Interpreter, @escaping SessionEmitter) async throws -> StatementEnd
    ) async -> Int32? {
        let (interpreter, console) = (interpreter, console)
        do {
            let end = try await Interrupt.cancelling(preparing: environment.prepare) {
                async let _ = console.keepProgressCurrent()
                return try await body(interpreter) { event in try await console.take(event) }
            }
            return end == .quit ? 0 : nil
        } catch let signal as Interrupt.Signal {
            if !(signal.error is CancellationError) { await complain(of: signal.error) }
            return signal.number == SIGINT ? nil : 128 + signal.number
        } catch {
            await complain(of: error)
            return nil
        }
    }

    private func complain(of error: any Error) async {
        if let diagnostic = error as? Diagnostic {
            await console.complain(of: diagnostic.rendered)
        } else {
            await console.complain("\(error)")
        }
    }

    private static func answer(_ list: CompletionList) -> CompletionAnswer {
        CompletionAnswer(
            replacing: list.span.start..<list.span.end,
            candidates: list.items.map { item in
                // A name that takes a value already ends in its separator.
                let isOpen = item.text.hasSuffix("=") || item.text.hasSuffix("(") || item.text.hasSuffix("/")
                let suffix = list.quote.map(String.init) ?? (item.kind == .command ? " " : "")
                return CompletionCandidate(
                    item.text, kind: item.kind.description, detail: item.help.isEmpty ? nil : item.help,
                    suffix: isOpen ? "" : suffix)
            })
    }
}
