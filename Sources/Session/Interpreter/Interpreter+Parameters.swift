import Engine
package import Language
import Notebook

// `-p name=value`: what whoever starts a script gives to it.
extension Interpreter {
    /// Sets a hyper-parameter, or gives a variable that a script's own `let` then leaves alone.
    ///
    /// - Parameters:
    ///   - text: the name's value as an expression.
    ///   - scripts: the scripts that may have the variable.
    /// - Throws: `Diagnostic`; nothing is set then. `FileError` when a recording can't be saved.
    package func give(_ name: String, _ text: String, to scripts: [SourceText]) async throws {
        let source = SourceText(name: "-p", "\(name)=\(text)")
        let program = try commands.parse(source)
        guard program.statements.count == 1, case .assignment(let target, let expression)? = program.statements.first?.kind
        else { throw Diagnostic(.wrongOption("-p", expected: "name=value", found: "\"\(name)=\(text)\""), at: source.span, in: source) }
        let context = ExecutionContext(source: source, emit: { _ in })
        if !isSetting(target.text) { try checkParameter(target, scripts, context) }
        let value = try await value(of: expression, givenTo: target, context)
        if isSetting(target.text) {
            try apply([Setting(name: target, value: value, span: expression.span)], context)
            await keep { recorder throws(NotebookFileError) in try await recorder.addParameter("\(name) = \(text)") }
            if let recordingFailure { throw recordingFailure }
        } else {
            variables[target.text] = value
            givenVariables.insert(target.text)
            givenTexts[target.text] = "\(name) = \(text)"
        }
    }

    private func checkParameter(_ name: Name, _ scripts: [SourceText], _ context: ExecutionContext) throws(Diagnostic) {
        var names: [String] = []
        for script in scripts {
            for case .binding(let bound, _) in try commands.parse(script).statements.map(\.kind) { names.append(bound.text) }
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
