import Engine
import Experiments
package import Language
import Runner

// The short commands.
extension Interpreter {
    func print(_ call: CommandCall, _ frame: Frame) async throws {
        var texts: [String] = []
        for case .expression(let expression) in call.positionals {
            texts.append(try await value(of: expression, frame).description)
        }
        let lines = texts.joined(separator: " ").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        try await frame.show(lines.map(String.init))
    }

    func assert(_ call: CommandCall, _ frame: Frame) async throws {
        var parts: [Expression] = []
        for case .expression(let expression) in call.positionals { parts.append(expression) }
        guard let condition = parts.first, try await !isTrue(condition, frame) else { return }
        var message: String?
        if parts.count > 1 { message = try await value(of: parts[1], frame).description }
        throw frame.fail(.assertion(message), condition.span)
    }

    func history(_ call: CommandCall, _ frame: Frame) async throws {
        let all = surroundings.history()
        var count = all.count
        if case .expression(let expression)? = call.positionals.first {
            let value = try await value(of: expression, frame)
            guard case .integer(let number) = value, number >= 0 else {
                let fact = Fact.wrongOption("history", expected: "how many to show", found: value.found)
                throw frame.fail(fact, expression.span)
            }
            count = min(count, number)
        }
        let entries = zip(1..., all).suffix(count)
        let width = String(all.count).count
        try await frame.show(entries.flatMap { number, entry in Self.entry(entry, number, width) })
    }

    /// An entry's lines, the first with its number.
    private static func entry(_ text: String, _ number: Int, _ width: Int) -> [String] {
        let margin = String(repeating: " ", count: width - String(number).count) + "\(number)  "
        let indent = String(repeating: " ", count: margin.count)
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { ($0 == 0 ? margin : indent) + $1 }
    }

    /// `run my.sweep`: another script in this session.
    func runScript(_ call: CommandCall, _ frame: Frame) async throws -> StatementEnd {
        guard case .path(let path)? = call.positionals.first else { return .done }
        let script: ScriptFile
        do throws(ScriptFile.Unreadable) {
            script = try ScriptFile(reading: surroundings.readingPath(path.text))
        } catch {
            throw frame.fail(.unreadable(path: error.path, reason: error.reason), path.span)
        }
        guard !frame.scripts.contains(script.identity) else { throw frame.fail(.selfRunning(path: path.text), path.span) }
        guard frame.scripts.count < Self.deepestRun else { throw frame.fail(.runTooDeep(limit: Self.deepestRun), path.span) }
        let inner = Frame(source: script.source, emit: frame.emit, scripts: frame.scripts + [script.identity])
        for statement in try Self.parse(script.source).statements {
            if try await run(statement, inner) == .quit { return .quit }
        }
        return .done
    }

    private static let deepestRun = 50

    /// Sets a hyper-parameter, or gives a variable that a script's own `let` then leaves alone.
    ///
    /// - Parameters:
    ///   - text: the name's value as an expression.
    ///   - scripts: the scripts that may have the variable.
    /// - Throws: `Diagnostic`; nothing is set then. `FileError` when a recording can't be saved.
    package func give(_ name: String, _ text: String, to scripts: [SourceText]) async throws {
        let source = SourceText(name: "-p", "\(name)=\(text)")
        let program = try Self.parse(source)
        guard program.statements.count == 1, case .assignment(let target, let expression)? = program.statements.first?.kind
        else { throw Diagnostic(.wrongOption("-p", expected: "name=value", found: "\"\(name)=\(text)\""), at: source.span, in: source) }
        let frame = Frame(source: source, emit: { _ in })
        if !isSetting(target.text) { try Self.checkParameter(target, scripts, frame) }
        let value = try await value(of: expression, givenTo: target, frame)
        if isSetting(target.text) {
            try apply([Setting(name: target, value: value, span: expression.span)], frame)
            try await recorder?.addParameter("\(name) = \(text)")
        } else {
            variables[target.text] = value
            givenVariables.insert(target.text)
            givenTexts[target.text] = "\(name) = \(text)"
        }
    }

    private static func checkParameter(_ name: Name, _ scripts: [SourceText], _ frame: Frame) throws(Diagnostic) {
        var names: [String] = []
        for script in scripts {
            for case .binding(let bound, _) in try parse(script).statements.map(\.kind) { names.append(bound.text) }
        }
        if names.contains(name.text) { return }
        let near = NearestWord.find(name.text, among: settingNames + names)
        throw frame.fail(.unsetParameter(name.text, nearest: near), name.span)
    }
}
