import Formats
import Language
import Notebook
import System


/// Keeps a session as a notebook: one cell for each entry.
///
/// A cell that failed gets the tag `raises-exception` once the session continues, so that the notebook can be run again.
/// Comments belong to the cell that follows them.
actor Recorder {
    let saver: NotebookSaver
    /// Comments for the next cell.
    private var comments = ""
    /// The number of the last cell.
    private var number: Int
    /// The cell that runs, or ran last, by its index.
    private var last: Int?
    private var isRunning = false
    /// Saves between cells.
    private var saving: Task<Void, Never>?
    private var hasFailed = false
    /// Whether the last cell is Markdown, which more Markdown would continue.
    private var endsInMarkdown = false

    /// - Parameter number: the number of the last cell that the notebook has already.
    init(_ saver: NotebookSaver, after number: Int = 0) {
        self.saver = saver
        self.number = number
    }

    /// Another that has what this one has, and goes on from here by itself.
    ///
    /// - Parameter base: what stands before that.
    func copied(behind base: NotebookDocument, after number: Int, keepsTimes: Bool) async -> Recorder {
        let copy = Recorder(await saver.copied(behind: base, after: number, keepsTimes: keepsTimes), after: self.number + number)
        await copy.continue(comments, last.map { $0 + base.cells.count }, isRunning, hasFailed, endsInMarkdown)
        return copy
    }

    private func `continue`(_ comments: String, _ last: Int?, _ isRunning: Bool, _ hasFailed: Bool, _ endsInMarkdown: Bool) {
        (self.comments, self.last, self.isRunning) = (comments, last, isRunning)
        (self.hasFailed, self.endsInMarkdown) = (hasFailed, endsInMarkdown)
    }

    /// Adds Markdown; lines typed one after the other are one cell.
    func addMarkdown(_ text: String, continues: Bool) async throws(NotebookFileError) {
        try await flushComments()
        if continues && endsInMarkdown { try await saver.addLines(text) } else { try await saver.addMarkdown(text) }
        endsInMarkdown = true
    }

    func add(comments text: String) {
        comments += text + "\n"
    }

    /// Adds a cell that starts to run.
    func begin(_ span: SourceSpan, of source: SourceText, tags: [String] = []) async throws(NotebookFileError) {
        let cell = CellSource(number: number + 1, span, of: source, after: comments)
        if hasFailed, let index = last { try await saver.addTag(NotebookTag.raisesException, at: index) }
        (comments, hasFailed, endsInMarkdown) = ("", false, false)
        number += 1
        isRunning = true
        last = try await saver.begin(cell, tags: tags)
    }

    /// Adds an output to the cell that runs, if one does.
    func take(_ event: SessionEvent) async throws(NotebookFileError) {
        if isRunning { try await saver.take(event) }
    }

    /// Ends the cell that runs, if one does.
    func end(with error: (any Error)? = nil) async throws(NotebookFileError) {
        guard isRunning else { return }
        isRunning = false
        hasFailed = try await saver.end(with: error)
    }

    /// Adds a cell for a value given with `-p`.
    func addParameter(_ text: String) async throws(NotebookFileError) {
        try await add("# Parameters\n" + text, tags: [NotebookTag.injectedParameters])
    }

    /// Adds a cell that has been run.
    func add(_ text: String, tags: [String] = []) async throws(NotebookFileError) {
        let source = SourceText(name: "", text)
        try await begin(source.span, of: source, tags: tags)
        try await end()
    }

    /// Saves in a file from now on.
    ///
    /// - Throws: `NotebookFileError`; then the file is let go of.
    func save(in file: NotebookOnDisk, existing: WholeFile.Existing) async throws(NotebookFileError) {
        try await saver.save(in: file, existing: existing)
        saving = Task { [saver] in await saver.saveEverySecond() }
    }

    /// Adds the comments that no statement followed, and saves.
    func finish() async throws(NotebookFileError) {
        saving?.cancel()
        try await flushComments()
        try await saver.finish(isComplete: true)
    }

    /// Makes a cell of comments that no statement follows.
    private func flushComments() async throws(NotebookFileError) {
        guard !comments.isEmpty else { return }
        let text = String(comments.dropLast())
        comments = ""
        try await add(text)
    }
}

/// The cell tags that have a meaning here, as in papermill and nbval.
enum NotebookTag {
    static let parameters = "parameters"
    static let injectedParameters = "injected-parameters"
    static let raisesException = "raises-exception"
    static let ignoreOutput = "nbval-ignore-output"
    static let skipExecution = "skip-execution"
}
