import Experiments
import Language
package import Notebook
import Runner
import System

/// Runs a notebook's cells from first to last in a fresh session and stores their outputs.
///
///     let run = NotebookRun(of: program, savingTo: "study.ipynb")
///     let executed = try await run.execute { event in … }
package struct NotebookRun: Sendable {
    private let program: NotebookProgram
    private let saver: NotebookSaver
    private let interpreter: Interpreter
    private let path: String?

    /// - Parameters:
    ///   - path: the file that the notebook is saved to, line by line, in place of what it holds; nil for none: then no folder is
    ///     resumed either.
    ///   - keepsTimes: whether the outputs keep times and dates.
    package init(
        of program: NotebookProgram, savingTo path: String?, keepsTimes: Bool = true,
        environment: SessionEnvironment = SessionEnvironment()
    ) {
        var notebook = program.cleared
        Provenance(origin: .run, date: keepsTimes ? .now : nil).stamp(&notebook)
        self.program = program
        saver = NotebookSaver(notebook, keepsTimes: keepsTimes)
        var environment = environment
        environment.places.running.append(FileName.folder(program.name))
        environment.isKeptByFrontEnd = false
        interpreter = Interpreter(environment, program.commands)
        self.path = path
    }

    /// Runs the cells. A cell tagged `raises-exception` may fail; at any other error the notebook keeps the outputs so far.
    ///
    /// - Throws: `Diagnostic`, `Interrupted`, or `NotebookFileError` when the notebook can't be saved.
    package func execute(emit: @escaping SessionEmitter) async throws -> NotebookDocument {
        if let path { try await saver.save(in: NotebookOnDisk(taking: path), existing: .replaced) }
        async let _ = saver.saveEverySecond()
        await interpreter.noteSeeds(in: saver)
        do {
            for (number, cell) in program.codeCells.enumerated() {
                if try await run(cell, number: number + 1, emit) == .quit { break }
            }
        } catch {
            try? await interpreter.stopRecording()
            try? await saver.finish(isComplete: false)
            throw error
        }
        try await interpreter.stopRecording()
        try await saver.finish(isComplete: true)
        return await saver.notebook
    }

    /// Runs the cells up to the first that fails; its error is among the outputs.
    ///
    /// - Throws: `Interrupted`, or what `emit` throws.
    func executeAll(emit: @escaping SessionEmitter) async throws -> NotebookDocument {
        do { return try await execute(emit: emit) } catch is Diagnostic { return await saver.notebook }
    }

    private func run(
        _ cell: (index: Int, source: SourceText), number: Int, _ emit: @escaping SessionEmitter
    ) async throws -> StatementEnd {
        let saver = saver
        if path != nil { await interpreter.mayResume(in: program.notebook.cells[cell.index].unfinishedFolders) }
        try await saver.begin(CellSource(number: number, cell.source.span, of: cell.source), at: cell.index)
        do {
            let end = try await interpreter.execute(cell.source) { event in
                try await saver.take(event)
                try await emit(event)
            }
            _ = try await saver.end()
            return end
        } catch let error as NotebookFileError {
            throw error
        } catch {
            _ = try await saver.end(with: error)
            guard mayFail(cell.index), let diagnostic = error as? Diagnostic else { throw error }
            try await emit(.failure(diagnostic))
            return .done
        }
    }

    private func mayFail(_ index: Int) -> Bool {
        program.notebook.cells[index].tags.contains(NotebookTag.raisesException)
    }
}
