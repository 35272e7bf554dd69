import Experiments
import Language
package import Notebook
import Runner
import System

/// Runs a notebook's cells from first to last in a session of its own, and keeps what comes of them.
///
///     let run = NotebookRun(of: program, savingTo: "study.ipynb")
///     let executed = try await run.execute { event in … }
package struct NotebookRun: Sendable {
    private let program: NotebookProgram
    private let keeper: NotebookKeeper
    private let interpreter: Interpreter
    private let savesFile: Bool

    /// - Parameters:
    ///   - path: the file that the notebook is saved to, after every line of its outputs; nil for none, and for results
    ///     folders that are all new.
    ///   - keepsTimes: whether the outputs keep times and dates.
    package init(
        of program: NotebookProgram, savingTo path: String?, keepsTimes: Bool = true,
        surroundings: Surroundings = Surroundings()
    ) {
        var notebook = program.cleared
        Provenance(origin: .run, dataset: surroundings.worker.dataset, date: keepsTimes ? .now : nil).stamp(&notebook)
        self.program = program
        keeper = NotebookKeeper(notebook, at: path, keepsTimes: keepsTimes)
        interpreter = Interpreter(surroundings)
        savesFile = path != nil
    }

    /// Runs the cells. A cell tagged `raises-exception` may fail; at any other error the notebook keeps what came so far.
    ///
    /// - Throws: `Diagnostic`, `Interrupted`, or `FileError` when the notebook can't be saved.
    package func execute(emit: @escaping SessionEmitter) async throws -> NotebookDocument {
        try await keeper.save(durably: true)
        async let _ = keeper.keepSaved()
        await interpreter.keepNotes(in: keeper)
        for (number, cell) in program.codeCells.enumerated() {
            if try await run(cell, number: number + 1, emit) == .quit { break }
        }
        return await keeper.notebook
    }

    /// Runs the cells up to the first that fails; what came of them, its error too.
    ///
    /// - Throws: `Interrupted`, or what `emit` throws.
    func executeAll(emit: @escaping SessionEmitter) async throws -> NotebookDocument {
        do { return try await execute(emit: emit) } catch is Diagnostic { return await keeper.notebook }
    }

    private func run(
        _ cell: (index: Int, source: SourceText), number: Int, _ emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        let keeper = keeper
        if savesFile { await interpreter.goOn(in: program.notebook.cells[cell.index].unfinishedFolders) }
        await keeper.begin(CellSource(number: number, cell.source.span, of: cell.source), at: cell.index)
        do {
            let end = try await interpreter.execute(cell.source) { event in
                await keeper.take(event)
                try await emit(event)
            }
            _ = try await keeper.end()
            return end
        } catch let error as FileError {
            throw error
        } catch {
            _ = try await keeper.end(with: error)
            guard mayFail(cell.index), let diagnostic = error as? Diagnostic else { throw error }
            try await emit(.failure(diagnostic))
            return .done
        }
    }

    private func mayFail(_ index: Int) -> Bool {
        program.notebook.cells[index].tags.contains(NotebookTag.raisesException)
    }
}
