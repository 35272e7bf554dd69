import ArgumentParser
import Terminal

/// A command that shows on the console what happens, while it happens.
protocol ConsoleCommand: ParsableCommand {
    func run(on console: Console) async throws
}
