import ArgumentParser
import Notebook
import Session
import Terminal

/// `sweepbook notebook import`: a script as a notebook.
struct NotebookImportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn a script into a notebook, from which the same script comes back.",
        usage: "sweepbook notebook import FILE.sweep [--out FILE.ipynb]",
        discussion: "The notebook lies beside the script and has its name. It has not been run.")

    @Argument(help: ArgumentHelp("a script", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("the notebook to write, or - for standard output", valueName: "file"))
    var out: String?

    func run(on console: Console) async throws {
        let notebook = try NotebookDocument(reading: try ScriptFile(reading: file))
        let target = DerivedFile(path: out ?? FileName.withoutExtension(file) + ".ipynb", isChosen: out != nil)
        try await target.write(notebook.bytes, replacing: false, on: console)
    }
}
