import Notebook

/// A notebook on the disk, and what it is called in messages: its path.
struct NotebookSource {
    /// Why a file is no notebook, and where.
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        let error: NotebookError
        /// `study.ipynb:12:7: cells[3].outputs: found a string, expected a list`
        var description: String { "\(path):\(error.line):\(error.column): \(error.sentence)" }
    }

    let path: String
    let document: NotebookDocument

    /// - Throws: `FileError` or `Unreadable`.
    init(_ path: String) throws {
        self.path = path
        let bytes = try NotebookFile.read(path)
        do throws(NotebookError) {
            document = try NotebookDocument(bytes: bytes)
        } catch {
            throw Unreadable(path: path, error: error)
        }
    }

    /// - Throws: `NotebookProgram.Problem` or `Diagnostic`.
    func program(_ commands: CommandTable) throws -> NotebookProgram {
        try NotebookProgram(document, name: path, commands)
    }
}
