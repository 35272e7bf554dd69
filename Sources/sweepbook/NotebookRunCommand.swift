import ArgumentParser
import Notebook
import Session
import Terminal

/// `sweepbook notebook run`: every cell, in order, in a session of its own.
struct NotebookRunCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a notebook's cells in order and write what comes of them.",
        usage: "sweepbook notebook run FILE [-p NAME=VALUE ...] [--out FILE] [--no-times]",
        discussion: """
            The session is a fresh one, the folder the one you are in. The notebook is saved line by line, so that it \
            holds what came so far whatever ends it. The first cell that fails ends it, with exit code 1, unless it is \
            tagged raises-exception. What -p gives replaces what the cell tagged parameters sets.
            """)

    @Argument(help: ArgumentHelp("a notebook", valueName: "file"))
    var file: String

    @Option(
        name: .customShort("p"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("the value of a name that the cell tagged parameters sets", valueName: "name=value"))
    var parameters: [String] = []

    @Option(help: ArgumentHelp("where to write the notebook (default: the file itself)", valueName: "file"))
    var out: String?

    @Flag(help: "leave times and dates out of the outputs")
    var noTimes = false

    func run(on console: Console) async throws {
        var program = try NotebookSource(file).program()
        do {
            try program.give(try parameters.map { try ScriptExecution.Parameter(parsing: $0) }.map { ($0.name, $0.value) })
        } catch let error as Diagnostic {
            throw WrongParameter(diagnostic: error)
        }
        let run = NotebookRun(of: program, savingTo: out ?? file, keepsTimes: !noTimes)
        Descriptors.noticeGoneReaders()
        _ = try await Interrupt.cancelling {
            async let _ = console.keepProgressCurrent()
            return try await run.execute { try await console.take($0) }
        }
    }
}
