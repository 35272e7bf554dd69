import Formats
import Language
import Notebook
import System

/// Records a session as a notebook: one cell for each entry.
///
/// A cell that failed gets the tag `raises-exception` once the session continues, so that the notebook can be run again.
/// Comments belong to the cell that follows them.
actor Recorder {
    let saver: NotebookSaver
    /// Comments for the next cell.
    private var comments = ""
    private var cellCount = 0
    private var hasFailed = false
    /// Whether the last cell is Markdown, which more Markdown would continue.
    private var endsInMarkdown = false

    init(_ saver: NotebookSaver) {
        self.saver = saver
    }

    /// Adds Markdown; lines typed one after the other are one cell.
    func addMarkdown(_ text: String, continues: Bool) async throws(FileError) {
        try await flushComments()
        let joins = continues && endsInMarkdown
        await saver.edit { notebook in
            let before = joins ? notebook.removeLast().map { $0.source + "\n" } ?? "" : ""
            notebook.append(.markdown, before + text)
        }
        endsInMarkdown = true
        try await saver.save(durably: true)
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
        let index = await saver.edit { notebook in
            let index = notebook.cells.count
            if hasFailed { notebook.update(at: index - 1) { $0.tags.append(NotebookTag.raisesException) } }
            let metadata: JSONObject = tags.isEmpty ? [:] : ["tags": .array(tags.map(JSONValue.string))]
            notebook.append(.code(outputs: [], executionCount: cell.number), cell.text, metadata: metadata)
            return index
        }
        await saver.begin(cell, at: index)
    }

    /// Ends the cell that runs.
    ///
    /// - Throws: `FileError` when the notebook can't be saved.
    func end(with error: (any Error)? = nil) async throws(FileError) {
        hasFailed = try await saver.end(with: error)
    }

    /// Adds a cell for a value given with `-p`.
    func addParameter(_ text: String) async throws(FileError) {
        let source = SourceText(name: "", "# Parameters\n" + text)
        await begin(source.span, of: source, tags: [NotebookTag.injectedParameters])
        try await end()
    }

    /// Adds the comments that no statement followed, and saves.
    func finish() async throws(FileError) {
        try await flushComments()
        try await saver.save(durably: true)
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

/// The cell tags that have a meaning here, as in papermill and nbval.
enum NotebookTag {
    static let parameters = "parameters"
    static let injectedParameters = "injected-parameters"
    static let raisesException = "raises-exception"
    static let ignoreOutput = "nbval-ignore-output"
}
