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
    }

    /// - Throws: `Problem` or the first cell's `Diagnostic` that has a mistake.
    init(_ notebook: NotebookDocument, name: String, _ commands: CommandTable) throws {
        self.notebook = notebook
        self.commands = commands
        self.name = name
        let language = notebook.metadata["language_info"]?.object?["name"]?.string
            ?? notebook.metadata["kernelspec"]?.object?["language"]?.string
        if let language, language != Self.language { throw Problem.otherLanguage(language, notebook: name) }
        for (_, source) in codeCells { try commands.check(source) }
    }

    private static let language = "sweepbook"

    /// The cells that run something, by their index, each as a text named after the notebook and the cell's number.
    var codeCells: [(index: Int, source: SourceText)] {
        let indices = notebook.cells.indices.filter { index in
            let cell = notebook.cells[index]
            return cell.isCode && cell.source.contains { !$0.isWhitespace }
        }
        return indices.enumerated().map { number, index in
            (index, SourceText(name: "\(name)[\(number + 1)]", notebook.cells[index].source))
        }
    }

    /// The notebook as it is before anything has run.
    var cleared: NotebookDocument {
        var notebook = notebook
        for index in notebook.cells.indices where notebook.cells[index].isCode {
            notebook.update(at: index) { $0.content = .code(outputs: [], executionCount: nil) }
        }
        return notebook
    }

    /// Checks that the cells were run from first to last.
    ///
    /// - Throws: `Problem`
    package func checkOrder() throws(Problem) {
        var before = 0
        for (position, (index, _)) in codeCells.enumerated() {
            guard let number = notebook.cells[index].executionCount else { throw .notRun(cell: position + 1, notebook: name) }
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
            "\(notebook) is in \(language), expected a notebook of sweepbook's own language"
        case .noParametersCell(let notebook):
            "\(notebook) has no cell tagged \"parameters\" that -p could override"
        case .notRun(let cell, let notebook):
            "\(notebook)[\(cell)] has not been run; sweepbook notebook run \(notebook) runs all cells in order"
        case .outOfOrder(let cell, let number, let before, let notebook):
            "\(notebook) was run out of order: cell \(cell) has the number \(number), the one before it \(before); "
                + "sweepbook notebook run \(notebook) runs all cells in order"
        }
    }
}
