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
    /// The minor version of the format, 5 or later.
    package let minorVersion: Int
    /// Fields of later versions and of other tools.
    let others: JSONObject

    package static let majorVersion = 4
    package static let standardMinorVersion = 5

    /// A notebook without cells, in the command language.
    package init(metadata: JSONObject = Self.standardMetadata) {
        self.init(metadata: metadata, cells: [], minorVersion: Self.standardMinorVersion, others: [:])
    }

    init(metadata: JSONObject, cells: [Cell], minorVersion: Int, others: JSONObject) {
        self.metadata = metadata
        self.cells = cells
        self.minorVersion = minorVersion
        self.others = others
    }

    /// Which kernel runs the cells, and in which language they are.
    package static let standardMetadata: JSONObject = [
        "kernelspec": ["display_name": "Sweepbook", "language": "sweepbook", "name": "sweepbook"],
        "language_info": ["file_extension": ".sweep", "mimetype": "text/x-sweepbook", "name": "sweepbook"],
    ]

    /// Adds a cell at the end, with an id made from its place and text.
    package mutating func append(_ content: Cell.Content, _ source: String, metadata: JSONObject = [:]) {
        let id = Cell.newID(for: source, at: cells.count, avoiding: Set(cells.map(\.id)))
        cells.append(Cell(id: id, source: source, content: content, metadata: metadata))
    }

    /// Adds a cell as it is, before the one at `index` or at the end; its id changes if it is taken.
    package mutating func insert(_ cell: Cell, at index: Int) {
        let taken = Set(cells.map(\.id))
        let id = taken.contains(cell.id) ? Cell.newID(for: cell.source, at: index, avoiding: taken) : cell.id
        cells.insert(cell.named(id), at: index)
    }

    /// Removes the last cell; nil if there is none.
    package mutating func removeLast() -> Cell? { cells.popLast() }

    /// Removes the cell at `index`.
    package mutating func remove(at index: Int) { cells.remove(at: index) }

    /// Changes the cell at `index`, which keeps its id.
    package mutating func update(at index: Int, _ change: (inout Cell) throws -> Void) rethrows {
        try change(&cells[index])
    }
}
