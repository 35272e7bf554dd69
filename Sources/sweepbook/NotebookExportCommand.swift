import ArgumentParser
import Notebook
import Session
import Terminal

/// `sweepbook notebook export`: a notebook as a page, as Markdown or as a script.
struct NotebookExportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Turn a notebook into a page, Markdown or a script.",
        usage: "sweepbook notebook export FILE --to html|markdown|script [--out FILE]",
        discussion: """
            The file lies beside the notebook and has its name. A page is one file that needs nothing else, light or dark \
            as the reader's system is.
            """)

    @Argument(help: ArgumentHelp("a notebook", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("html, markdown or script", valueName: "form"))
    var to: String

    @Option(help: ArgumentHelp("the file to write, or - for standard output", valueName: "file"))
    var out: String?

    func run(on console: Console) async throws {
        guard let form = NotebookDocument.ExportForm(rawValue: to) else {
            throw UsageError.badValue(option: "to", found: to, expected: "html, markdown or script")
        }
        let notebook = try NotebookSource(file).document
        let stem = FileName.withoutExtension(file)
        let text = notebook.exported(as: form, name: FileName.last(stem))
        let target = DerivedFile(path: out ?? stem + form.fileExtension, isChosen: out != nil)
        // A script may be someone's own; a page or a Markdown text of this name is the notebook's.
        try await target.write(Array(text.utf8), replacing: form != .script, on: console)
    }
}
