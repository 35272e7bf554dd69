import Engine
import Glibc
import Language
import Session
import Terminal

@main
enum Main {
    @MainActor static func main() async {
        Descriptors.occupyClosed()
        let console = Console()
        do {
            try checkKernels()
            try await run(try ProcessArguments(Array(CommandLine.arguments.dropFirst())), console)
        } catch {
            let failure = Failure(error)
            if let sentence = failure.sentence {
                await failure.hasPlace ? console.complain(of: sentence) : console.complain(sentence)
            }
            // Threads may still be training: nothing of theirs is to be torn down under them.
            _exit(failure.status)
        }
    }

    /// The environment may ask for a variant of the kernels.
    private static func checkKernels() throws(UsageError) {
        guard let name = KernelVariant.requestedName, KernelVariant.named(name) == nil else { return }
        throw .unknownKernels(name, runnable: KernelVariant.runnable.map(\.name))
    }

    @MainActor private static func run(_ arguments: ProcessArguments, _ console: Console) async throws {
        switch arguments.door {
        case .answer(let lines): try await console.show(lines)
        case .scripts(let scripts): try await arguments.execution(of: scripts).run(on: console)
        case .command(let line): try await arguments.execution(of: [.commandLine(line)]).run(on: console)
        case .session:
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                let bytes = try ScriptFile.contents(of: STDIN_FILENO, "standard input")
                let script = ScriptExecution.Script.text(SourceText(name: "stdin", bytes: bytes))
                return try await arguments.execution(of: [script]).run(on: console)
            }
            let repl = Repl(color: arguments.color)
            try await repl.record(arguments.recording)
            exit(await repl.run(startingWith: arguments.startsPlain ? nil : StartupFile.path()))
        }
    }
}
