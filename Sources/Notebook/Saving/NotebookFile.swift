import Formats
import Glibc
package import System

/// Notebooks on disk.
package enum NotebookFile {
    /// The bytes of a file; of one that is larger than a notebook may be, one byte more than that.
    package static func read(_ path: String) throws(FileError) -> [UInt8] {
        try WholeFile.read(path, limit: JSONReader.sizeLimit)
    }

    /// A notebook with everything that was recorded in it, also by a process that was killed or is still at it.
    package static func notebook(_ path: String) throws(NotebookFileError) -> NotebookDocument {
        guard let journal = NotebookJournal.contents(of: path),
            let notebook = try recovered(path, journal, in: NotebookJournal.path(of: path))
        else { return try parts(path).notebook }
        return notebook
    }

    /// The notebook with what its journal has more; nil where that is nothing.
    static func recovered(
        _ path: String, _ contents: NotebookJournal.Contents, in journal: String
    ) throws(NotebookFileError) -> NotebookDocument? {
        if contents.isEmpty { return nil }
        guard let id = contents.id else { throw .foreignJournal(journal, path: path) }
        guard access(path, F_OK) == 0 else {
            if contents.hasChanges { throw .foreignJournal(journal, path: path) }
            return nil
        }
        let (notebook, part) = try parts(path)
        if let part, part.journal == id { return contents.applied(to: notebook, after: part) }
        if contents.isEnded || !contents.hasChanges { return nil }
        throw .foreignJournal(journal, path: path)
    }

    /// The notebook in a file, and how much of a journal it has.
    private static func parts(_ path: String) throws(NotebookFileError) -> (notebook: NotebookDocument, part: SavedPart?) {
        let bytes: [UInt8]
        do throws(FileError) { bytes = try read(path) } catch { throw .failed(error) }
        do throws(NotebookError) {
            var notebook = try NotebookDocument(bytes: bytes)
            let part = SavedPart(notebook)
            notebook.metadata = SavedPart.removed(from: notebook.metadata)
            return (notebook, part)
        } catch {
            throw .unreadable(path: path, error)
        }
    }
}

/// Why a notebook can't be read or written.
package enum NotebookFileError: Error, Equatable, Sendable {
    case failed(FileError)
    case unreadable(path: String, NotebookError)
    /// Another process is writing it.
    case inUse(path: String)
    /// A file that has a journal's name, or the journal of another state of the notebook.
    case foreignJournal(String, path: String)
    /// Another program has written the file, and what was to be saved is elsewhere.
    case changed(path: String, kept: String)
}

extension NotebookFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .failed(let error): "\(error)"
        // `study.ipynb:12:7: cells[3].outputs: found a string, expected a list`
        case .unreadable(let path, let error): "\(path):\(error.line):\(error.column): \(error.sentence)"
        case .inUse(let path): "\"\(path)\" is being written by another sweepbook"
        case .foreignJournal(let journal, let path):
            "\"\(journal)\" is not the journal of \"\(path)\" as it is now; move one of them away"
        case .changed(let path, let kept):
            "another program has changed \"\(path)\"; what was recorded is in \"\(kept)\""
        }
    }
}
