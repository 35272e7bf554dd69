import Notebook

/// A notebook on the disk, and what it is called in messages: its path.
struct NotebookSource {
    let path: String
    let document: NotebookDocument

    /// Reads the notebook at `path`, or standard input for `-`.
    ///
    /// - Throws: `NotebookFileError`, or `ScriptFile.Unreadable` of standard input.
    init(_ path: String) throws {
        guard path == StandardStream.name else {
            (self.path, document) = (path, try NotebookFile.notebook(path))
            return
        }
        self.path = "stdin"
        let bytes = try StandardStream.input()
        do throws(NotebookError) {
            document = try NotebookDocument(bytes: bytes)
        } catch {
            throw NotebookFileError.unreadable(path: "stdin", error)
        }
    }

    /// - Throws: `NotebookProgram.Problem` or `Diagnostic`.
    func program(_ commands: CommandTable) throws -> NotebookProgram {
        try NotebookProgram(document, name: path, commands)
    }
}
