import ArgumentParser
import Engine
import Glibc
import Language
import Runner
import Session
import Terminal

@main
enum Main {
    @MainActor static func main() async {
        Descriptors.occupyClosed()
        let console = Console()
        do {
            try checkKernels()
            try await run(Array(CommandLine.arguments.dropFirst()), console)
        } catch {
            let failure = Failure(error)
            await failure.hasPlace ? console.complain(of: failure.sentence) : console.complain(failure.sentence)
            // Threads may still be training: nothing of theirs is to be torn down under them.
            _exit(failure.status)
        }
    }

    /// The environment may ask for a variant of the kernels.
    private static func checkKernels() throws(UsageError) {
        guard let name = KernelVariant.requestedName, KernelVariant.named(name) == nil else { return }
        throw .unknownKernels(name, runnable: KernelVariant.runnable.map(\.name))
    }

    @MainActor private static func run(_ arguments: [String], _ console: Console) async throws {
        if let session = try SessionArguments(arguments) {
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                return try await runStandardInput(session.recording, console)
            }
            let repl = Repl(color: session.color)
            try await repl.record(session.recording)
            exit(await repl.run(startingWith: session.startsPlain ? nil : StartupFile.path()))
        }
        if arguments.first == "help", arguments.contains("--all") {
            return try await console.show(try manual(arguments.dropFirst()))
        }
        do {
            let arguments = arguments.first == "-c" ? ["run"] + arguments : arguments
            try await run(try Sweepbook.parseAsRoot(try CommandLineCheck(arguments).attachedArguments()), console)
        } catch where Sweepbook.exitCode(for: error) == .success {
            try await console.show([Sweepbook.message(for: error)])
        }
    }

    private static func run(_ command: any ParsableCommand, _ console: Console) async throws {
        if let sweep = command as? any SweepingCommand {
            try await Interrupt.cancelling { try await train(sweep, console) }
        } else if let reading = command as? any FolderCommand {
            let (lines, notices) = try reading.texts()
            for notice in notices { await console.complain(notice) }
            try await console.show(lines)
        } else if let scripts = command as? RunCommand {
            try await scripts.execution().run(on: console)
        } else if let comparison = command as? CompareCommand {
            try await comparison.run(on: console)
        } else if let plot = command as? PlotCommand {
            try await plot.run(on: console)
        } else if let command = command as? any ConsoleCommand {
            try await command.run(on: console)
        } else {
            var command = command
            try command.run()
        }
    }

    /// What the command line asks for, folders that change for it included, and the training.
    private static func train(_ sweep: any SweepingCommand, _ console: Console) async throws {
        // What is asked for may change a folder: all options are checked before.
        let patience = try sweep.running.patience()
        var request = try sweep.request()
        request.lostAfter = patience
        guard !sweep.isDry else { return try await console.show(DryRun(of: request).lines) }
        Descriptors.noticeGoneReaders()
        async let _ = console.keepProgressCurrent()
        _ = try await SweepExecution(of: request).run { try await console.take($0) }
    }

    private static func runStandardInput(_ recording: Recording?, _ console: Console) async throws {
        let bytes = try ScriptFile.contents(of: STDIN_FILENO, "standard input")
        let script = ScriptExecution.Script.text(SourceText(name: "stdin", bytes: bytes))
        try await ScriptExecution(scripts: [script], recording: recording).run(on: console)
    }

    /// The manual of the command language: `help --all`, as Markdown with `--markdown`.
    private static func manual(_ options: ArraySlice<String>) throws(UsageError) -> [String] {
        let known = ["--all", "--markdown"]
        if let wrong = options.first(where: { !known.contains($0) }) {
            guard wrong.hasPrefix("-") else { throw .unexpected(wrong, known: known) }
            throw .unknownOption(wrong, command: "help", known: known)
        }
        return options.contains("--markdown") ? Manual.markdown : Manual.text
    }
}
