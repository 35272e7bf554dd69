import Formats
import Language
import Notebook

// `-p name=value`: values for the names that the cell tagged `parameters` sets.
extension NotebookProgram {
    /// Overrides values of the cell tagged `parameters`, as papermill does: a cell tagged `injected-parameters` follows it and
    /// replaces an earlier one.
    ///
    /// - Parameter parameters: each name and its value: an expression, or a bare word.
    /// - Throws: `Problem` when there is no such cell, `Diagnostic` for a name that the cell does not set and for a malformed value.
    package mutating func give(_ parameters: [(name: String, value: String)]) throws {
        guard !parameters.isEmpty else { return }
        if let old = index(ofCellTagged: NotebookTag.injectedParameters) { notebook.remove(at: old) }
        guard let place = index(ofCellTagged: NotebookTag.parameters) else { throw Problem.noParametersCell(notebook: name) }
        let names = try self.names(in: SourceText(name: name, notebook.cells[place].source))
        let given = try parameters.map { try self.given($0, among: names) }
        let lines = ["# Parameters"] + given.map(\.assignment)
        let injected = Cell(
            id: "parameters", source: lines.joined(separator: "\n"), content: .code(outputs: [], executionCount: nil),
            metadata: ["tags": [.string(NotebookTag.injectedParameters)]])
        notebook.insert(injected, at: place + 1)
    }

    private func index(ofCellTagged tag: String) -> Int? {
        notebook.cells.firstIndex { $0.isCode && $0.tags.contains(tag) }
    }

    private func given(_ parameter: (name: String, value: String), among names: [String]) throws(Diagnostic) -> GivenParameter {
        let given = try GivenParameter(parameter.name, parameter.value, commands) { names.contains($0) || Interpreter.isValueName($0) }
        guard !names.contains(given.name.text) else { return given }
        let near = NearestWord.find(given.name.text, among: names)
        throw Diagnostic(.unsetParameter(given.name.text, nearest: near), at: given.name.span, in: given.source)
    }

    /// What a cell sets, by `let`, `=` or `set`.
    private func names(in source: SourceText) throws(Diagnostic) -> [String] {
        var names: [String] = []
        for statement in try commands.parse(source).statements {
            switch statement.untimed.kind {
            case .binding(let name, _), .assignment(let name, _): names.append(name.text)
            case .command(let call) where call.name.text == "set":
                names += call.named.map(\.name.text)
                if case .word(let name)? = call.positionals.first { names.append(name.text) }
            case .command, .expression, .loop, .conditional, .timed, .help, .markdown: break
            }
        }
        return names
    }
}
