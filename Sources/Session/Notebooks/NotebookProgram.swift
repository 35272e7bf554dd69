import Characters
import Formats
import Language
package import Notebook

/// A notebook that can be run: in the command language, every cell without a syntax error.
package struct NotebookProgram: Sendable {
    package internal(set) var notebook: NotebookDocument
    let commands: CommandTable
    /// What messages call it: its path.
    let name: String

    /// Why a notebook can't be run.
    package enum Problem: Error, Equatable, Sendable {
        case otherLanguage(String, notebook: String)
        case noParametersCell(notebook: String)
        case notRun(cell: Int, notebook: String)
        /// A cell whose prompt has a number not above that of the cell before it.
        case outOfOrder(cell: Int, number: Int, before: Int, notebook: String)
        /// What a cell's metadata have for a tolerance.
        case wrongTolerance(String, cell: Int, notebook: String)
    }

    /// - Throws: `Problem` or the first cell's `Diagnostic` that has a mistake.
    init(_ notebook: NotebookDocument, name: String, _ commands: CommandTable) throws {
        self.notebook = notebook
        self.commands = commands
        self.name = ForeignText.line(name)
        if let language = notebook.language, language != NotebookDocument.standardLanguage { throw Problem.otherLanguage(language, notebook: name) }
        for (_, source) in codeCells { try commands.check(source) }
    }

    /// The cells that run something, by their index, each as a text named after the notebook and the cell's number.
    var codeCells: [(index: Int, source: SourceText)] {
        let indices = notebook.cells.indices.filter { index in
            let cell = notebook.cells[index]
            return cell.isCode && !cell.isSkipped && cell.source.contains { !$0.isWhitespace }
        }
        return indices.enumerated().map { number, index in
            (index, SourceText(name: "\(name)[\(number + 1)]", notebook.cells[index].source))
        }
    }

    /// How many cells are not run, by their tag.
    var skippedCount: Int { notebook.cells.count(where: \.isSkipped) }

    /// How many outputs they have.
    var skippedOutputs: Int { notebook.cells.filter(\.isSkipped).reduce(0) { $0 + $1.comparedOutputs.count } }

    /// The largest tolerance that makes sense: numbers such as accuracies, off by a tenth, say nothing any more.
    private static let tolerances = 0.0...0.1

    /// How far a cell's numbers may be off, by its metadata.
    ///
    /// - Throws: `Problem.wrongTolerance`
    func tolerance(ofCell number: Int) throws(Problem) -> Double {
        guard let value = notebook.cells[codeCells[number].index].metadata[Provenance.key]?.object?["tolerance"] else { return 0 }
        guard let tolerance = value.number?.real, Self.tolerances.contains(tolerance) else {
            throw .wrongTolerance(visible(String(JSONWriter.text(of: value, .line).prefix(60))), cell: number + 1, notebook: name)
        }
        return tolerance
    }

    /// The notebook as it is before anything has run.
    var cleared: NotebookDocument {
        var notebook = notebook
        for index in notebook.cells.indices where notebook.cells[index].isCode && !notebook.cells[index].isSkipped {
            notebook.update(at: index) { $0.content = .code(outputs: [], executionCount: nil) }
        }
        return notebook
    }

    /// Checks that the cells were run from first to last. Where the numbers of the prompts were taken out, outputs show that
    /// cells were run.
    ///
    /// - Throws: `Problem`
    package func checkOrder() throws(Problem) {
        let cells = codeCells.map { notebook.cells[$0.index] }
        let isStripped = cells.allSatisfy { $0.executionCount == nil } && cells.contains { !$0.outputs.isEmpty }
        var before = 0
        for (position, cell) in cells.enumerated() {
            guard let number = cell.executionCount else {
                if isStripped || !cell.outputs.isEmpty { continue }
                throw .notRun(cell: position + 1, notebook: name)
            }
            guard number > before else {
                throw .outOfOrder(cell: position + 1, number: number, before: before, notebook: name)
            }
            before = number
        }
    }
}

extension NotebookProgram.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherLanguage(let language, let notebook):
            "\(notebook) is in \(quoted(language)), expected a notebook of sweepbook's own language"
        case .noParametersCell(let notebook):
            "\(notebook) has no cell tagged \"parameters\" that -p could override"
        case .notRun(let cell, let notebook):
            "\(notebook)[\(cell)] has not been run; sweepbook notebook run \(notebook) runs all cells in order"
        case .outOfOrder(let cell, let number, let before, let notebook):
            "\(notebook) was run out of order: cell \(cell) has the number \(number), the one before it \(before); "
                + "sweepbook notebook run \(notebook) runs all cells in order"
        case .wrongTolerance(let found, let cell, let notebook):
            "\(notebook)[\(cell)]: the tolerance in its metadata is \(found), expected a number from 0 to 0.1"
        }
    }
}

extension Cell {
    /// Whether it is not run, by its tag.
    fileprivate var isSkipped: Bool { isCode && tags.contains(NotebookTag.skipExecution) }
}
