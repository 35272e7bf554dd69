import Formats
import Notebook
import System

/// Keeps a notebook whose cells run. Every change is in its file's journal before it is shown; the notebook itself is saved
/// when a cell ends, or a second after, as long as this takes no more than a twentieth of the time.
actor NotebookSaver {
    private var live: LiveNotebook
    /// Where it is saved; nil for nowhere, and after a failure.
    private var file: NotebookOnDisk?
    private let keepsTimes: Bool
    /// The cell that runs, by its index.
    private var open: (index: Int, outputs: CellOutputs)?
    /// Whether a cell was stopped rather than ending by itself.
    private var wasStopped = false
    /// About how many bytes the texts in it have.
    private(set) var size = 0
    private var isDirty = false
    /// What saving between cells ended with, to be told with the next change.
    private var failure: NotebookFileError?
    /// The time that saving may take now; it grows by a twentieth of the time that passes.
    private var credit = (left: mostCredit, since: ContinuousClock.now)
    private static let mostCredit = Duration.milliseconds(200)

    /// - Parameter open: the cell that runs, by its index.
    init(_ notebook: NotebookDocument, keepsTimes: Bool, open: (index: Int, outputs: CellOutputs)? = nil) {
        live = LiveNotebook(notebook)
        self.keepsTimes = keepsTimes
        self.open = open
        if let index = open?.index { live.apply(.cell(notebook.cells[index], at: index)) }
    }

    var notebook: NotebookDocument { live.document }

    /// Another that has the same cells behind those of `base`, and goes on from here by itself.
    ///
    /// - Parameter number: how much higher its prompts' numbers are.
    func copied(behind base: NotebookDocument, after number: Int, keepsTimes: Bool) -> NotebookSaver {
        var notebook = base
        for cell in live.document.cells {
            var content = cell.content
            if case .code(let outputs, let count) = content {
                content = .code(
                    outputs: keepsTimes ? outputs : outputs.map(\.withoutTimes), executionCount: count.map { $0 + number })
            }
            notebook.append(content, cell.source, metadata: cell.metadata)
        }
        return NotebookSaver(
            notebook, keepsTimes: keepsTimes, open: open.map { ($0.index + base.cells.count, $0.outputs.keepingTimes(keepsTimes)) })
    }

    /// Starts to save the notebook in a file.
    ///
    /// - Throws: `NotebookFileError`; then the file is let go of.
    func save(in file: NotebookOnDisk, existing: WholeFile.Existing) throws(NotebookFileError) {
        var file = file
        do throws(NotebookFileError) {
            try file.start(notebook, existing: existing)
        } catch {
            file.release()
            throw error
        }
        self.file = file
    }

    /// Writes to the file, if there is one; a failure is the last that is written.
    private func write(_ body: (inout NotebookOnDisk) throws(NotebookFileError) -> Void) throws(NotebookFileError) {
        guard var file else { return }
        do throws(NotebookFileError) {
            try body(&file)
            self.file = file
        } catch {
            file.letGo(after: error)
            self.file = nil
            throw error
        }
    }

    // MARK: - Changes
    private func apply(_ change: NotebookChange) throws(NotebookFileError) {
        live.apply(change)
        size += change.textSize
        isDirty = true
        if let failure {
            self.failure = nil
            throw failure
        }
        try write { file throws(NotebookFileError) in try file.append(change) }
    }

    /// Changes the metadata.
    func edit(_ change: @Sendable (inout JSONObject) -> Void) throws(NotebookFileError) {
        var metadata = live.metadata
        change(&metadata)
        if metadata != live.metadata { try apply(.metadata(metadata)) }
    }

    /// Adds a cell of Markdown at the end.
    func addMarkdown(_ text: String) throws(NotebookFileError) {
        try apply(.cell(Cell(id: live.newID(for: text), source: text, content: .markdown), at: live.cellCount))
    }

    /// Adds lines to the last cell, which is Markdown.
    func addLines(_ text: String) throws(NotebookFileError) {
        let index = live.cellCount - 1
        let source = live.cell(at: index).source + "\n" + text
        try apply(.cell(Cell(id: live.newID(for: source, at: index), source: source, content: .markdown), at: index))
    }

    func addTag(_ tag: String, at index: Int) throws(NotebookFileError) {
        var cell = live.cell(at: index)
        cell.tags.append(tag)
        try apply(.cellMetadata(cell.metadata, at: index))
    }

    /// Starts a new cell at the end.
    ///
    /// - Returns: its index.
    func begin(_ source: CellSource, tags: [String]) throws(NotebookFileError) -> Int {
        let index = live.cellCount
        open = (index, CellOutputs(of: source, keepsTimes: keepsTimes))
        var cell = Cell(
            id: live.newID(for: source.text), source: source.text, content: .code(outputs: [], executionCount: source.number))
        if !tags.isEmpty { cell.tags = tags }
        try apply(.cell(cell, at: index))
        return index
    }

    /// Starts a cell that is there: its old outputs go.
    func begin(_ source: CellSource, at index: Int) throws(NotebookFileError) {
        open = (index, CellOutputs(of: source, keepsTimes: keepsTimes))
        var cell = live.cell(at: index)
        cell.content = .code(outputs: [], executionCount: source.number)
        try apply(.cell(cell, at: index))
    }

    /// Adds an output to the running cell.
    ///
    /// - Throws: `NotebookFileError` where it can't be saved; nothing is saved from then on.
    func take(_ event: SessionEvent) throws(NotebookFileError) {
        if case .folder(let folder) = event { return try add(folder) }
        if let change = open?.outputs.change(by: event) { try apply(change) }
    }

    private func add(_ folder: String) throws(NotebookFileError) {
        guard let index = open?.index else { return }
        var cell = live.cell(at: index)
        guard !cell.unfinishedFolders.contains(folder) else { return }
        cell.unfinishedFolders.append(folder)
        try apply(.cellMetadata(cell.metadata, at: index))
    }

    /// Ends the running cell.
    ///
    /// - Parameter error: what ended it early.
    /// - Returns: whether a statement of it failed.
    /// - Throws: `NotebookFileError`
    func end(with error: (any Error)? = nil) throws(NotebookFileError) -> Bool {
        if let error, let change = open?.outputs.change(by: error) { try apply(change) }
        wasStopped = wasStopped || !(error == nil || error is Diagnostic)
        let hasFailed = open?.outputs.hasFailed ?? false
        open = nil
        try saveIfCheap()
        return hasFailed
    }

    // MARK: - Saving
    /// Saves every second what was not saved at once, until the task is cancelled or there is no file any more.
    func saveEverySecond() async {
        while file != nil, (try? await Task.sleep(for: .seconds(1))) != nil {
            do throws(NotebookFileError) { try saveIfCheap() } catch { failure = error }
        }
    }

    /// Saves the notebook, if there is time left for it.
    private func saveIfCheap() throws(NotebookFileError) {
        guard file != nil, isDirty else { return }
        let start = ContinuousClock.now
        credit = (min(Self.mostCredit, credit.left + (start - credit.since) / 20), start)
        guard credit.left > .zero else { return }
        let notebook = notebook
        try write { file throws(NotebookFileError) in
            try file.synchronize()
            try file.save(notebook)
        }
        isDirty = false
        credit.left -= .now - start
    }

    /// Saves the notebook for the last time.
    ///
    /// - Parameter isComplete: whether there is nothing to go on with, unless a cell was stopped.
    /// - Throws: `NotebookFileError`
    func finish(isComplete: Bool) throws(NotebookFileError) {
        if isComplete, !wasStopped {
            var notebook = notebook
            for index in notebook.cells.indices where !notebook.cells[index].unfinishedFolders.isEmpty {
                notebook.update(at: index) { $0.unfinishedFolders = [] }
            }
            live = LiveNotebook(notebook)
        }
        let notebook = notebook
        try write { file throws(NotebookFileError) in try file.finish(notebook) }
        file = nil
    }
}
