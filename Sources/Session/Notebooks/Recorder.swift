import Formats
import Language
import Notebook
import System

/// Makes a notebook of what a session runs: one cell for each piece that Enter runs.
///
/// A cell that failed gets the tag `raises-exception` when the session goes on after it, so that the notebook can be
/// run again. Comments belong to the cell that follows them.
actor Recorder {
    let keeper: NotebookKeeper
    /// Comments that wait for their cell.
    private var comments = ""
    private var cellCount = 0
    private var hasFailed = false
    /// Whether the last cell is Markdown that the next lines of Markdown go on with.
    private var endsInMarkdown = false

    init(_ keeper: NotebookKeeper) {
        self.keeper = keeper
    }

    /// Adds Markdown; lines typed one after the other are one cell.
    func addMarkdown(_ text: String, goesOn: Bool) async throws(FileError) {
        try await flushComments()
        let joins = goesOn && endsInMarkdown
        await keeper.edit { notebook in
            let before = joins ? notebook.removeLast().map { $0.source + "\n" } ?? "" : ""
            notebook.append(.markdown, before + text)
        }
        endsInMarkdown = true
        try await keeper.save(durably: true)
    }

    func add(comments text: String) {
        comments += text + "\n"
    }

    /// Adds a cell that starts to run.
    func begin(_ span: SourceSpan, of source: SourceText, tags: [String] = []) async {
        let cell = CellSource(number: cellCount + 1, span, of: source, after: comments)
        let hasFailed = hasFailed
        (comments, self.hasFailed, endsInMarkdown) = ("", false, false)
        cellCount += 1
        let index = await keeper.edit { notebook in
            let index = notebook.cells.count
            if hasFailed { notebook.update(at: index - 1) { $0.tags.append(NotebookTag.raisesException) } }
            let metadata: JSONObject = tags.isEmpty ? [:] : ["tags": .array(tags.map(JSONValue.string))]
            notebook.append(.code(outputs: [], executionCount: cell.number), cell.text, metadata: metadata)
            return index
        }
        await keeper.begin(cell, at: index)
    }

    /// Ends the cell that runs.
    ///
    /// - Throws: `FileError` when the notebook can't be saved.
    func end(with error: (any Error)? = nil) async throws(FileError) {
        hasFailed = try await keeper.end(with: error)
    }

    /// Adds a cell of its own that stands for what was given from outside.
    func addParameter(_ text: String) async throws(FileError) {
        let source = SourceText(name: "", "# Parameters\n" + text)
        await begin(source.span, of: source, tags: [NotebookTag.injectedParameters])
        try await end()
    }

    /// Adds what still waits, and saves.
    func finish() async throws(FileError) {
        try await flushComments()
        try await keeper.save(durably: true)
    }

    /// Makes a cell of comments that no statement follows.
    private func flushComments() async throws(FileError) {
        guard !comments.isEmpty else { return }
        let source = SourceText(name: "", String(comments.dropLast()))
        comments = ""
        await begin(source.span, of: source)
        try await end()
    }
}

/// The tags of cells that mean something here, as they do to papermill and nbval.
enum NotebookTag {
    static let parameters = "parameters"
    static let injectedParameters = "injected-parameters"
    static let raisesException = "raises-exception"
    static let ignoreOutput = "nbval-ignore-output"
}
