import Notebook

/// A notebook on the disk, and what it is called in messages: its path.
struct NotebookSource {
    let path: String
    let document: NotebookDocument

    /// - Throws: `NotebookFileError`
    init(_ path: String) throws {
        self.path = path
        document = try NotebookFile.notebook(path)
    }

    /// - Throws: `NotebookProgram.Problem` or `Diagnostic`.
    func program(_ commands: CommandTable) throws -> NotebookProgram {
        try NotebookProgram(document, name: path, commands)
    }
}
