import ArgumentParser
import Experiments
import Runner
import Session

/// A command that reads results folders and trains nothing.
protocol FolderCommand: ParsableCommand {
    /// The lines to be shown, and sentences about what is wrong.
    ///
    /// - Throws: `UsageError`, `FolderError`, `StorageError`, `FolderProblem` or `UserFile.Unwritable`.
    func texts() throws -> (lines: [String], notices: [String])
}

extension FolderCommand {
    /// A word of the command line that must be there.
    fileprivate func given(_ word: String?, expected: String) throws(UsageError) -> String {
        guard let word, !word.isEmpty else {
            throw .missingWord(command: Self.configuration.commandName ?? "", expected: expected)
        }
        return word
    }
}

/// `sweepbook collect`: a folder's texts anew from its records.
struct CollectCommand: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect", abstract: "Write a results folder's texts anew from its records.",
        usage: "sweepbook collect FOLDER",
        discussion: """
            Puts all records into runs.jsonl and writes the text of each complete combination, and the summary, which \
            tells how far the others are and what can't run here. Can be done at any time, while the folder is worked on too.
            """)

    @Argument(help: "the results folder") var folder: String?

    func texts() throws -> (lines: [String], notices: [String]) {
        let results = try ResultsFolder.collect(try given(folder, expected: "a results folder"))
        return (FolderTexts.state(of: results), results.notices)
    }
}

/// `sweepbook results`: the folders there are.
struct ResultsCommand: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "results", abstract: "List the results folders there are.",
        usage: "sweepbook results [FOLDER]",
        discussion: "With date, runs, best mean test accuracy and state.")

    @Argument(help: "the folder that they are in (default: the working directory)") var folder: String?

    func texts() throws -> (lines: [String], notices: [String]) {
        (try FolderTexts.listing(of: folder ?? "."), [])
    }
}

/// `sweepbook export`: every run as a table.
struct ExportCommand: FolderCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print every run of a results folder as a table, for other programs.",
        usage: "sweepbook export FOLDER csv|jsonl [--out FILE]",
        discussion: "One line a run, with its whole configuration: for pandas, DuckDB or a spreadsheet.")

    @Argument(help: "the results folder") var folder: String?
    @Argument(help: "csv or jsonl") var form: String?
    @Option(help: ArgumentHelp("file to write (default: standard output)", valueName: "file")) var out: String?

    func texts() throws -> (lines: [String], notices: [String]) {
        let folder = try given(folder, expected: "a results folder")
        let name = try given(form, expected: "csv or jsonl")
        guard let form = RunExport(rawValue: name) else {
            throw UsageError.badValue(option: "export", found: name, expected: "csv or jsonl")
        }
        let results = try ResultsFolder(reading: folder)
        let lines = form.lines(of: results)
        guard let out else { return (lines, results.notices) }
        try UserFile.write(lines, to: out)
        return ([], results.notices)
    }
}
