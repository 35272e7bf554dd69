import Formats
import Glibc
package import System

/// A notebook file that this process alone is writing: every change at once in a journal beside it, the whole now and then.
///
///     var file = try NotebookOnDisk(taking: "study.ipynb")
///     try file.start(notebook, existing: .kept)
///     try file.append(.text("7\n", .stdout))
///     try file.finish(notebook)
///
/// What was appended survives the end of the process, and what a journal has that its notebook lacks is put in when the
/// notebook is read (``NotebookFile/notebook(_:)``) or taken the next time.
package struct NotebookOnDisk: Sendable {
    package let path: String
    /// Whether something was put in that a process had not come to save.
    package let hasRecovered: Bool
    private var journal: NotebookJournal
    /// The cell that was set last, by its index.
    private var open: Int?
    /// The file as it was saved last; nil before that.
    private var saved: FileState?

    /// Takes the file, which need not be there, and puts in what is left in its journal.
    ///
    /// - Throws: `NotebookFileError`
    package init(taking path: String) throws(NotebookFileError) {
        self.path = path
        do throws(SystemError) {
            journal = try NotebookJournal(of: path)
        } catch {
            throw switch error.code {
            case EWOULDBLOCK: .inUse(path: path)
            case EEXIST, ELOOP, EISDIR, ENXIO: .foreignJournal(NotebookJournal.path(of: path), path: path)
            default: .failed(FileError(.write, path, error))
            }
        }
        do throws(NotebookFileError) {
            let recovered = try Self.recovered(path, journal)
            hasRecovered = recovered != nil
            if let recovered { try put(recovered) }
        } catch {
            journal.close()
            throw error
        }
    }

    /// The notebook with what its journal has more; nil where that is nothing.
    private static func recovered(_ path: String, _ journal: NotebookJournal) throws(NotebookFileError) -> NotebookDocument? {
        let contents: NotebookJournal.Contents
        do throws(SystemError) { contents = try journal.contents } catch { throw .failed(FileError(.read, journal.path, error)) }
        if contents.isEmpty { return nil }
        return try NotebookFile.recovered(path, contents, in: journal.path)
    }

    /// Starts to write a notebook.
    ///
    /// - Parameter existing: a file that is kept makes this throw `EEXIST`.
    package mutating func start(_ notebook: NotebookDocument, existing: WholeFile.Existing) throws(NotebookFileError) {
        do throws(SystemError) { try journal.start() } catch { throw .failed(FileError(.write, path, error)) }
        try save(notebook, existing: existing)
    }

    /// Lets go of it before it was started.
    package func release() { journal.remove() }

    /// Lets go of it after a failure; its journal stays for whoever takes the notebook next, unless that is kept elsewhere.
    package func letGo(after failure: NotebookFileError) {
        if case .changed = failure { journal.remove() } else { journal.close() }
    }

    // MARK: - Changes
    package mutating func append(_ change: NotebookChange) throws(NotebookFileError) {
        if case .cell(_, let index) = change { open = index }
        do throws(SystemError) { try journal.append(change) } catch { throw .failed(FileError(.write, path, error)) }
    }

    /// Waits until what was appended is on the disk.
    package func synchronize() throws(NotebookFileError) {
        do throws(SystemError) { try journal.synchronize() } catch { throw .failed(FileError(.write, path, error)) }
    }

    /// Saves the whole notebook, which has everything that was appended.
    package mutating func save(_ notebook: NotebookDocument) throws(NotebookFileError) { try save(notebook, existing: .replaced) }

    private mutating func save(_ notebook: NotebookDocument, existing: WholeFile.Existing) throws(NotebookFileError) {
        var notebook = notebook
        notebook.metadata = SavedPart(of: journal.id, bytes: journal.size, open: open).added(to: notebook.metadata)
        try checkUnchanged(notebook)
        do throws(FileError) {
            try WholeFile.write(notebook.bytes, to: path, existing: existing)
        } catch {
            throw .failed(error)
        }
        saved = FileState(path)
    }

    /// Saves the notebook for the last time, and lets go of it.
    package mutating func finish(_ notebook: NotebookDocument) throws(NotebookFileError) {
        try checkUnchanged(notebook)
        try put(notebook)
        journal.remove()
    }

    /// Saves the notebook so that it needs no journal.
    private mutating func put(_ notebook: NotebookDocument) throws(NotebookFileError) {
        do throws(SystemError) { try journal.end() } catch { throw .failed(FileError(.write, path, error)) }
        do throws(FileError) { try WholeFile.write(notebook.bytes, to: path) } catch { throw .failed(error) }
    }

    /// Checks that no other program has written the file; if one has, that stays and the notebook gets another name.
    private func checkUnchanged(_ notebook: NotebookDocument) throws(NotebookFileError) {
        guard let saved, let now = FileState(path), now != saved else { return }
        var notebook = notebook
        notebook.metadata = SavedPart.removed(from: notebook.metadata)
        for attempt in 1... {
            let other = path.dropLast(".ipynb".count) + "_recorded\(attempt == 1 ? "" : "_\(attempt)").ipynb"
            do throws(FileError) {
                try WholeFile.write(notebook.bytes, to: String(other), existing: .kept)
            } catch {
                if error.isOfExistingFile { continue }
                throw .failed(error)
            }
            throw .changed(path: path, kept: String(other))
        }
    }
}

/// What shows that a file is another, or was written to.
private struct FileState: Equatable {
    private let numbers: [Int]

    /// Nil where there is no file.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        numbers = [Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}
