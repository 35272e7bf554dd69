package import Formats

/// A notebook: cells in order, and metadata.
///
///     var notebook = NotebookDocument()
///     notebook.append(.markdown, "# A study")
///     notebook.append(.code(outputs: [.stdout("7\n")], executionCount: 1), "print 1 + 2 * 3")
///     try WholeFile.write(notebook.bytes, to: "study.ipynb")
///
/// It is read from and written to nbformat 4.5, byte for byte as Python's nbformat does. A notebook of 4.0 to 4.4 is
/// read as one of 4.5; a later minor version is kept, and so are unknown fields.
package struct NotebookDocument: Equatable, Sendable {
    package var metadata: JSONObject
    package private(set) var cells: [Cell]
    /// The ids of the cells.
    private var ids: Set<String>
    /// The minor version of the format, 5 or later.
    package let minorVersion: Int
    /// Fields of later versions and of other tools.
    let others: JSONObject
    /// Sentences about what was read in spite of something wrong with it.
    package internal(set) var warnings: [String] = []

    package static let majorVersion = 4
    package static let standardMinorVersion = 5

    /// A notebook without cells, in the command language.
    package init(metadata: JSONObject = Self.standardMetadata) {
        self.init(metadata: metadata, cells: [], minorVersion: Self.standardMinorVersion, others: [:])
    }

    init(metadata: JSONObject, cells: [Cell], minorVersion: Int, others: JSONObject) {
        self.metadata = metadata
        self.cells = cells
        ids = Set(cells.map(\.id))
        self.minorVersion = minorVersion
        self.others = others
    }

    /// Which kernel runs the cells, and in which language they are.
    package static let standardMetadata: JSONObject = [
        "kernelspec": ["display_name": "Sweepbook", "language": "sweepbook", "name": "sweepbook"],
        "language_info": ["file_extension": ".sweep", "mimetype": "text/x-sweepbook", "name": "sweepbook"],
    ]

    /// The language that the cells are in, where the metadata say so. A front end that knows no kernel yet leaves it empty.
    package var language: String? {
        [metadata["language_info"]?.object?["name"], metadata["kernelspec"]?.object?["language"]].compactMap { $0?.string }
            .first { !$0.isEmpty }
    }

    /// sweepbook's own language.
    package static let standardLanguage = "sweepbook"

    /// Adds a cell at the end, with an id made from its place and text.
    package mutating func append(_ content: Cell.Content, _ source: String, metadata: JSONObject = [:]) {
        set(Cell(id: newID(for: source), source: source, content: content, metadata: metadata), at: cells.count)
    }

    /// The id of a new cell of that text, behind the last or in the place of another.
    func newID(for source: String, at index: Int? = nil) -> String {
        Cell.newID(for: source, at: index ?? cells.count, avoiding: ids)
    }

    /// Puts a cell in the place of another, or behind the last.
    mutating func set(_ cell: Cell, at index: Int) {
        if index == cells.count { cells.append(cell) } else {
            ids.remove(cells[index].id)
            cells[index] = cell
        }
        ids.insert(cell.id)
    }

    /// Adds a cell as it is, before the one at `index` or at the end; its id changes if it is taken.
    package mutating func insert(_ cell: Cell, at index: Int) {
        let id = ids.contains(cell.id) ? Cell.newID(for: cell.source, at: index, avoiding: ids) : cell.id
        cells.insert(cell.named(id), at: index)
        ids.insert(id)
    }

    /// Removes the cell at `index`.
    package mutating func remove(at index: Int) { ids.remove(cells.remove(at: index).id) }

    /// Changes the cell at `index`, which keeps its id.
    package mutating func update(at index: Int, _ change: (inout Cell) throws -> Void) rethrows {
        try change(&cells[index])
    }
}
