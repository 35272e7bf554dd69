package import Formats

/// One change of a notebook while its cells run.
package enum NotebookChange: Sendable {
    case metadata(JSONObject)
    /// A cell takes the place of another, or comes behind the last. Outputs that follow are its own.
    case cell(Cell, at: Int)
    case cellMetadata(JSONObject, at: Int)
    /// Text from the cell that was set last.
    case text(String, Output.Stream)
    /// An output of the cell that was set last.
    case output(Output)
}

/// A notebook whose last set cell is still getting outputs, each added in constant time.
package struct LiveNotebook: Sendable {
    private var notebook: NotebookDocument
    /// The cell that gets outputs, by its index.
    private var open: (index: Int, outputs: [Output])?
    /// Text that its last stream has got, and more may follow.
    private var texts: (stream: Output.Stream, parts: [String])?

    /// - Parameter open: the cell that gets outputs, by its index.
    package init(_ notebook: NotebookDocument, open: Int? = nil) {
        self.notebook = notebook
        if let open { self.open(open) }
    }

    /// The notebook with all its outputs.
    package var document: NotebookDocument {
        var copy = self
        copy.close()
        return copy.notebook
    }

    package var metadata: JSONObject { notebook.metadata }
    package var cellCount: Int { notebook.cells.count }

    /// The cell at an index; of the one that gets outputs only those that it started with.
    package func cell(at index: Int) -> Cell { notebook.cells[index] }

    /// The id of a new cell of that text, behind the last or in the place of another.
    package func newID(for source: String, at index: Int? = nil) -> String { notebook.newID(for: source, at: index) }

    /// - Precondition: the indices are in range, which ``NotebookJournal`` checks of what it reads.
    package mutating func apply(_ change: NotebookChange) {
        switch change {
        case .metadata(let metadata): notebook.metadata = metadata
        case .cellMetadata(let metadata, let index): notebook.update(at: index) { $0.metadata = metadata }
        case .cell(let cell, let index):
            close()
            notebook.set(cell, at: index)
            open(index)
        case .text(let text, let stream): append(text, stream)
        case .output(let output):
            settleText()
            open?.outputs.append(output)
        }
    }

    private mutating func open(_ index: Int) {
        open = (index, notebook.cells[index].outputs)
        // A stream that is last goes on.
        guard case .stream(let name, let text)? = open?.outputs.last?.content, let stream = Output.Stream(rawValue: name) else { return }
        open?.outputs.removeLast()
        texts = (stream, [text])
    }

    private mutating func append(_ text: String, _ stream: Output.Stream) {
        guard open != nil else { return }
        if texts?.stream != stream {
            settleText()
            texts = (stream, [])
        }
        texts?.parts.append(text)
    }

    private mutating func settleText() {
        guard let (stream, parts) = texts else { return }
        open?.outputs.append(.text(parts.joined(), on: stream))
        texts = nil
    }

    private mutating func close() {
        settleText()
        guard let (index, outputs) = open else { return }
        notebook.update(at: index) { cell in
            if cell.isCode { cell.content = .code(outputs: outputs, executionCount: cell.executionCount) }
        }
        open = nil
    }
}

extension NotebookChange {
    /// About how many bytes its text has.
    package var textSize: Int {
        switch self {
        case .metadata, .cellMetadata: 0
        case .cell(let cell, _): cell.source.utf8.count
        case .text(let text, _): text.utf8.count
        case .output(let output): output.textSize
        }
    }
}

extension Output {
    fileprivate var textSize: Int {
        switch content {
        case .stream(_, let text): text.utf8.count
        case .display(let bundle, _), .result(let bundle, _, _): bundle.types.reduce(0) { $0 + (bundle.text($1)?.utf8.count ?? 0) }
        case .error(_, let value, let traceback): traceback.reduce(value.utf8.count) { $0 + $1.utf8.count }
        case .other: 0
        }
    }
}
