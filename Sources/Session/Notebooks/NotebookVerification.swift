import Engine
import Experiments
import Formats
import Language
import Notebook

/// Runs a notebook again, without changing it, and reports how the outputs differ.
package struct NotebookVerification: Sendable {
    private let program: NotebookProgram
    private let environment: SessionEnvironment
    /// For each cell that is run, how far its numbers may be off.
    private let tolerances: [Double]

    /// What came of it.
    package struct Findings: Sendable {
        /// Cell by cell: a line that names the cell, then the old and the new lines. Empty when there are none.
        package let differences: [String]
        /// `3 cells, every output as it is in the notebook: …`
        package let sentence: String
    }

    /// - Throws: `NotebookProgram.Problem` when the notebook was not run from first to last, or a tolerance is none.
    package init(of program: NotebookProgram, environment: SessionEnvironment = SessionEnvironment()) throws(NotebookProgram.Problem) {
        try program.checkOrder()
        self.program = program
        self.environment = environment
        var tolerances: [Double] = []
        for cell in program.codeCells.indices { tolerances.append(try program.tolerance(ofCell: cell)) }
        self.tolerances = tolerances
    }

    /// - Throws: `Interrupted`
    package func findings(emit: @escaping SessionEmitter) async throws -> Findings {
        let run = NotebookRun(of: program, savingTo: nil, environment: environment)
        let found = try await run.executeAll { event in
            if case .progress = event { try await emit(event) }
        }
        var (differences, counts) = (provenanceDifferences(found), OutputCounts(ignored: program.skippedOutputs))
        for (number, cell) in program.codeCells.enumerated() {
            let comparison = CellComparison(
                program.notebook.cells[cell.index], found.cells[cell.index],
                asksForHelp: try program.commands.parse(cell.source).asksForHelp, tolerance: tolerances[number], named: named)
            counts = counts + comparison.counts
            if !comparison.lines.isEmpty { differences += ["\(program.name)[\(number + 1)] differs"] + comparison.lines }
        }
        let (cells, skipped) = (program.codeCells.count, program.skippedCount)
        if cells == 0, skipped > 0 { differences.append("\(program.name): every cell is tagged \(NotebookTag.skipExecution)") }
        let ran = "\(cells == 1 ? "1 cell" : "\(cells) cells")\(skipped == 0 ? "" : " run and \(skipped) skipped")"
        return Findings(differences: differences, sentence: "\(ran), \(counts.sentence)")
    }

    /// A text with its files as the notebook names them.
    private func named(_ text: String) -> String {
        environment.places.scratch?.named(asOutside: text, beside: FileName.folder(program.name)) ?? text
    }

    /// What the metadata say of the data, the engine and the seeds, where it is not so.
    private func provenanceDifferences(_ found: NotebookDocument) -> [String] {
        guard let said = program.notebook.metadata[Provenance.key]?.object, let now = found.metadata[Provenance.key]?.object
        else { return [] }
        let different = ["data_sha256", "engine", "seeds"].filter { key in
            guard let old = said[key], old != now[key] else { return false }
            return key != "seeds" || !isPart(now[key], of: old)
        }
        return changedFiles(found) + different.flatMap { key in
            ["\(program.name): its metadata differ in \"\(key)\"", "  - \(Self.text(said[key]))", "  + \(Self.text(now[key]))"]
        }
    }

    /// A sentence for each data file that is not what it was.
    private func changedFiles(_ found: NotebookDocument) -> [String] {
        let now = Provenance.files(in: found.metadata)
        let changed = Provenance.files(in: program.notebook.metadata).members.filter { old in now[old.key].map { $0 != old.value } ?? false }
        return changed.map { "\(program.name): the data file \"\($0.key)\" has changed since the notebook was run" }
    }

    /// Whether some cells were not run, and the others trained some of the seeds.
    private func isPart(_ seeds: JSONValue?, of all: JSONValue) -> Bool {
        guard program.skippedCount > 0, let seeds = seeds?.array, let all = all.array else { return false }
        return seeds.allSatisfy(all.contains)
    }

    private static func text(_ value: JSONValue?) -> String { value.map { visible(JSONWriter.text(of: $0, .line)) } ?? "" }
}

extension Program {
    /// Whether a statement of it is `?name` or `name?`.
    fileprivate var asksForHelp: Bool { statements.contains(where: \.asksForHelp) }
}

extension Statement {
    fileprivate var asksForHelp: Bool {
        switch kind {
        case .help: true
        case .loop(_, _, let body): body.statements.contains(where: \.asksForHelp)
        case .conditional(let branches, let otherwise):
            (branches.map(\.body) + [otherwise].compactMap(\.self)).contains { $0.statements.contains(where: \.asksForHelp) }
        case .timed(let statement): statement.asksForHelp
        case .command, .expression, .binding, .assignment, .markdown: false
        }
    }
}
