import Notebook
import System

/// Saves a notebook while its cells run: with every line, before the line is shown. Where lines come so fast that this would
/// take more than a twentieth of the time, it saves every second, and always when a cell ends.
actor NotebookSaver {
    private(set) var notebook: NotebookDocument
    private let path: String?
    private let keepsTimes: Bool
    /// The cell that runs, by its index.
    private var open: (index: Int, outputs: CellOutputs)?
    private var isDirty = false
    /// The time that saving may take now; it grows by a twentieth of the time that passes.
    private var credit = (left: mostCredit, since: ContinuousClock.now)
    private static let mostCredit = Duration.seconds(1)

    /// - Parameter path: the file; nil for none.
    init(_ notebook: NotebookDocument, at path: String?, keepsTimes: Bool) {
        self.notebook = notebook
        self.path = path
        self.keepsTimes = keepsTimes
    }

    /// Changes the notebook; it is saved with the next cell.
    @discardableResult
    func edit<Answer: Sendable>(_ change: @Sendable (inout NotebookDocument) -> Answer) -> Answer {
        isDirty = true
        return change(&notebook)
    }

    /// Starts a cell: its old outputs go.
    func begin(_ cell: CellSource, at index: Int) {
        open = (index, CellOutputs(of: cell, keepsTimes: keepsTimes))
        notebook.update(at: index) { $0.content = .code(outputs: [], executionCount: cell.number) }
        isDirty = true
        try? saveIfCheap()
    }

    /// Adds an output to the running cell. A failure to save is reported when the cell ends.
    func take(_ event: SessionEvent) {
        if case .progress = event { return }
        open?.outputs.take(event)
        isDirty = true
        try? saveIfCheap()
    }

    /// Ends the running cell.
    ///
    /// - Parameter error: what ended it early.
    /// - Returns: whether a statement of it failed.
    /// - Throws: `FileError` when the notebook can't be saved.
    func end(with error: (any Error)? = nil) throws(FileError) -> Bool {
        if let error { open?.outputs.take(error) }
        let hasFailed = open?.outputs.hasFailed ?? false
        if let index = open?.index, error == nil || error is Diagnostic {
            open?.outputs.folders = []
            notebook.update(at: index) { $0.unfinishedFolders = [] }
        }
        isDirty = true
        defer { open = nil }
        try save(durably: true)
        return hasFailed
    }

    /// Saves every second what was not saved at once, until the task is cancelled.
    func saveEverySecond() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            if isDirty { try? save(durably: false) }
        }
    }

    /// - Throws: `FileError`
    func save(durably: Bool) throws(FileError) {
        if let open {
            notebook.update(at: open.index) { cell in
                cell.content = .code(outputs: open.outputs.outputs, executionCount: cell.executionCount)
                if !open.outputs.folders.isEmpty { cell.unfinishedFolders = open.outputs.folders }
            }
        }
        guard let path else { return }
        try WholeFile.write(notebook.bytes, to: path, durably: durably)
        isDirty = false
    }

    /// Saves, if there is time left for it.
    private func saveIfCheap() throws(FileError) {
        let start = ContinuousClock.now
        credit = (min(Self.mostCredit, credit.left + (start - credit.since) / 20), start)
        guard credit.left > .zero else { return }
        try save(durably: false)
        credit.left -= .now - start
    }
}
