import Engine
import Experiments
package import Language
import Notebook

// `-p name=value`: what whoever starts a script gives to it. It counts before what the script itself gives the name where it
// stands in no block: by `let`, by `=` or by `set`.
extension Interpreter {
    /// A parameter, and what became of it.
    struct Held: Sendable {
        let parameter: GivenParameter
        /// Whether anything has read it.
        var isUsed = false
        /// Whether it was said that it took the place of the script's own.
        var isSaid = false
    }

    /// Sets a hyper-parameter or a variable, which the scripts then leave alone.
    ///
    /// - Parameters:
    ///   - text: the name's value: an expression, or a bare word.
    ///   - scripts: the scripts that may have the variable.
    /// - Throws: `Diagnostic`; nothing is set then. `FileError` when a recording can't be saved.
    package func give(_ name: String, _ text: String, to scripts: [SourceText]) async throws {
        let given = try GivenParameter(name, text, commands) { variables[$0] != nil || Self.isValueName($0) }
        let context = ExecutionContext(source: given.source, emit: { _ in })
        if !isSetting(given.name.text) { try checkParameter(given.name, scripts, context) }
        let value = try await value(of: given.value, givenTo: given.name, context)
        if isSetting(given.name.text) {
            try await apply([Setting(name: given.name, value: value, span: given.value.span)], context, waits: true)
            await keep { recorder throws(NotebookFileError) in try await recorder.addParameter(given.assignment) }
            if let recordingFailure { throw recordingFailure }
        } else {
            variables[given.name.text] = value
        }
        held[given.name.text] = Held(parameter: given)
    }

    /// Whether a name, besides variables, stands for a value.
    static func isValueName(_ name: String) -> Bool {
        settingNames.contains(name) || name == DerivedName.width || constants[name] != nil
    }

    /// Whether a parameter holds a name that a statement gives another value, which is said once, but not of a `let`: a
    /// parameter of the script.
    func isHeld(_ name: String, _ context: ExecutionContext, isParameter: Bool = false) async throws -> Bool {
        guard context.isTopLevel, let parameter = held[name]?.parameter else { return false }
        appliedParameters.append(parameter.assignment)
        held[name]?.isUsed = true
        if held[name]?.isSaid == false, !isParameter {
            held[name]?.isSaid = true
            try await context.emit(.notice("-p sets \(parameter.assignment); the script's own value is ignored"))
        }
        return true
    }

    /// Takes note that names are read.
    func use(_ names: some Sequence<String>) {
        for name in names { held[name]?.isUsed = true }
    }

    /// What was given to no end, a sentence each.
    package var unusedParameters: [String] {
        held.values.filter { !$0.isUsed }.map { "-p \($0.parameter.name.text)=\($0.parameter.literal) was not used" }.sorted()
    }

    private func checkParameter(_ name: Name, _ scripts: [SourceText], _ context: ExecutionContext) throws(Diagnostic) {
        var names: [String] = []
        for script in scripts {
            for case .binding(let bound, _) in try commands.parse(script).statements.map(\.untimed.kind) { names.append(bound.text) }
        }
        if names.contains(name.text) { return }
        let near = NearestWord.find(name.text, among: Self.settingNames + names)
        throw context.fail(.unsetParameter(name.text, nearest: near), name.span)
    }
}

/// That `-p` gives something no script takes, or a wrong value: wrong usage.
package struct WrongParameter: Error {
    package let diagnostic: Diagnostic

    package init(diagnostic: Diagnostic) {
        self.diagnostic = diagnostic
    }
}
