import ArgumentParser

/// `sweepbook notebook`: run, verify, export and import notebooks.
struct NotebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notebook",
        abstract: "Run, verify, export and import notebooks.",
        subcommands: [NotebookRunCommand.self, NotebookVerifyCommand.self, NotebookExportCommand.self, NotebookImportCommand.self])
}
