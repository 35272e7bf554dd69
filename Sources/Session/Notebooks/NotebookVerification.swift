import Notebook

/// Runs a notebook again, without changing it, and reports how the outputs differ.
package struct NotebookVerification: Sendable {
    private let program: NotebookProgram
    private let environment: SessionEnvironment

    /// - Throws: `NotebookProgram.Problem` when the notebook was not run from first to last.
    package init(of program: NotebookProgram, environment: SessionEnvironment = SessionEnvironment()) throws(NotebookProgram.Problem) {
        try program.checkOrder()
        self.program = program
        self.environment = environment
    }

    /// How many cells run something.
    package var cellCount: Int { program.codeCells.count }

    /// The differences, cell by cell: a line that names the cell, then the old and the new lines. Empty when there are none.
    ///
    /// - Throws: `Interrupted`
    package func differences(emit: @escaping SessionEmitter) async throws -> [String] {
        let run = NotebookRun(of: program, savingTo: nil, environment: environment)
        let found = try await run.executeAll { event in
            if case .progress = event { try await emit(event) }
        }
        return program.codeCells.enumerated().flatMap { number, cell in
            let difference = CellDifference(program.notebook.cells[cell.index], found.cells[cell.index])
            return difference.map { ["\(program.name)[\(number + 1)] differs"] + $0.lines } ?? []
        }
    }
}
