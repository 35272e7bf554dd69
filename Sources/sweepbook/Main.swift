import Dispatch
import Engine
import Glibc
import Jupyter
import Language
import Session
import System
import Terminal

@main
enum Main {
    /// Not asynchronous itself: what Swift's tasks need must be there before the first of them starts.
    static func main() {
        Descriptors.occupyClosed()
        do {
            try ProcessResources.check()
            try Interrupt.watch()
        } catch {
            _ = Descriptors.write("sweepbook: \(error)\n", to: STDERR_FILENO)
            exit(1)
        }
        Task { @MainActor in
            await run()
            exit(0)
        }
        dispatchMain()
    }

    @MainActor private static func run() async {
        let console = Console()
        do {
            try checkKernels()
            try await run(try ProcessArguments(Array(CommandLine.arguments.dropFirst())), console)
        } catch {
            let failure = Failure(error)
            if error is Interrupt.Signal { await console.hurry() }
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

    /// What comes through a pipe is answered statement by statement. A file is one script, and so is what is recorded, or is
    /// given parameters, which have to fit all of it.
    private static func standardInput(_ arguments: ProcessArguments, _ console: Console) async throws -> ScriptExecution.Script {
        guard arguments.parameters.isEmpty, arguments.recording == nil, StatementStream.canRead(STDIN_FILENO) else {
            return .text(SourceText(name: "stdin", bytes: try ScriptFile.contents(of: STDIN_FILENO, "standard input")))
        }
        if isatty(STDIN_FILENO) == 1 { await console.complain("reading statements from the terminal; Ctrl-D ends them") }
        return .stream(try StatementStream(reading: STDIN_FILENO))
    }

    @MainActor private static func run(_ arguments: ProcessArguments, _ console: Console) async throws {
        switch arguments.door {
        case .answer(let lines): try await console.show(lines)
        case .scripts(let scripts): try await arguments.execution(of: scripts).run(on: console)
        case .command(let line): try await arguments.execution(of: [.commandLine(line)]).run(on: console)
        case .kernel(let path): _exit(try await serve(path))
        case .session:
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                return try await arguments.execution(of: [try await standardInput(arguments, console)]).run(on: console)
            }
            let repl = Repl(color: arguments.color)
            try await repl.record(arguments.recording)
            exit(await repl.run(startingWith: arguments.startsPlain ? nil : StartupFile.path()))
        }
    }

    /// A kernel's exit status. Neither its log nor its input, which cells could read, is to stop it.
    private static func serve(_ connectionFile: String) async throws -> Int32 {
        Descriptors.noticeGoneReaders()
        Descriptors.closeInput()
        let server = try KernelServer(connectionFile: connectionFile, SessionEnvironment())
        Interrupt.serve { server.take(signal: $0) }
        return try await server.run()
    }
}
