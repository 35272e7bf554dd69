import ArgumentParser
import Glibc

@main
enum Main {
    static func main() async {
        Descriptors.occupyClosed()
        let console = Console()
        do {
            try await run(Array(CommandLine.arguments.dropFirst()), console)
        } catch {
            let failure = Failure(error)
            await console.complain(failure.sentence)
            // Threads may still be training: nothing of theirs is to be torn down under them.
            _exit(failure.status)
        }
    }

    private static func run(_ arguments: [String], _ console: Console) async throws {
        do {
            let command = try Sweepbook.parseAsRoot(try CommandLineCheck(arguments).attachedArguments())
            if let sweep = command as? any SweepingCommand {
                try await SweepExecution(of: try sweep.request(), on: console).run()
            } else {
                var command = command
                try command.run()
            }
        } catch where Sweepbook.exitCode(for: error) == .success {
            try await console.show([Sweepbook.message(for: error)])
        }
    }
}
