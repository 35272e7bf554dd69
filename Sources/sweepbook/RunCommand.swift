import ArgumentParser
import Language
import Session

/// `sweepbook run`: scripts, one after the other in one session.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run scripts of the command language.",
        usage: """
            sweepbook run FILE ... [-p NAME=VALUE ...] [--keep-going] [--record FILE.ipynb [--no-times]]
            sweepbook -c COMMANDS [-p NAME=VALUE ...] [--keep-going] [--record FILE.ipynb [--no-times]]
            """,
        discussion: """
            All scripts are parsed before the first starts. A script stops at its first error. What -p gives to a \
            hyper-parameter holds from the start; to a variable, in place of the script's own let.
            """)

    @Argument(help: ArgumentHelp("a script", valueName: "file"))
    var files: [String] = []

    @Option(
        name: .customShort("c"), parsing: .unconditional,
        help: ArgumentHelp("the script itself", valueName: "commands"))
    var commands: String?

    @Option(
        name: .customShort("p"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp("the value of a hyper-parameter or variable", valueName: "name=value"))
    var parameters: [String] = []

    @Flag(help: "go on with the next statement after an error")
    var keepGoing = false

    @Option(help: ArgumentHelp("record the session as a notebook", valueName: "file.ipynb"))
    var record: String?

    @Flag(help: "leave times and dates out of the recording")
    var noTimes = false

    /// - Throws: `UsageError` or `ScriptFile.Unreadable`.
    func execution() throws -> ScriptExecution {
        guard files.isEmpty != (commands == nil) else { throw UsageError.scriptOrCommands }
        var scripts = try files.map { ScriptExecution.Script.file(try ScriptFile(reading: $0)) }
        if let commands { scripts.append(.text(SourceText(name: "-c", commands))) }
        guard !noTimes || record != nil else { throw UsageError.noTimesWithoutRecord }
        return ScriptExecution(
            scripts: scripts, parameters: try parameters.map({ try ScriptExecution.Parameter(parsing: $0) }), keepsGoing: keepGoing,
            recording: record.map { Recording(path: $0, keepsTimes: !noTimes) })
    }
}
