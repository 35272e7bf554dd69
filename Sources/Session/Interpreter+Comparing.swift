import Engine
import Experiments
import Glibc
import Language
import Notebook
import Runner

// `compare`.
extension Interpreter {
    /// The word that asks for the importance of hyper-parameters.
    static let importanceWord = "importance"

    func compare(_ call: CommandCall, _ frame: Frame) async throws {
        var paths: [CommandCall.PathArgument] = []
        for case .path(let path) in call.positionals { paths.append(path) }
        let asksImportance = paths.first.map { !$0.isQuoted && $0.text == Self.importanceWord } ?? false
            && variables[Self.importanceWord] == nil
        if asksImportance { paths.removeFirst() }
        let format = try await comparisonFormat(call, frame)
        let question = try await question(call, frame, asksImportance: asksImportance)
        let results = try await results(paths, call, frame)
        for problem in ComparedResults.problems(of: results) { try await frame.emit(.notice(problem)) }
        let comparison: Comparison
        do {
            comparison = try ComparisonRequest(results, question).comparison()
        } catch let error as ComparisonError {
            throw frame.fail(.comparison(error), place(of: error, in: call))
        } catch let error as ComparisonReference.Unclear {
            throw frame.fail(.reference(error), call.argument("to")?.value.span ?? call.span)
        }
        try await show(comparison, format, frame)
    }

    private func show(_ comparison: Comparison, _ format: ComparisonFormat, _ frame: Frame) async throws {
        let lines = format.lines(of: comparison, width: surroundings.columns())
        guard format == .text else { return try await frame.show(lines) }
        let plain = format.lines(of: comparison, width: Self.notebookColumns).joined(separator: "\n")
        let markdown = ComparisonFormat.markdown.lines(of: comparison, width: Self.notebookColumns).joined(separator: "\n")
        try await frame.emit(.table(lines, MIMEBundle(plain: plain, [MIMEBundle.markdown: .string(markdown)])))
    }

    /// How wide tables are in a notebook, whatever terminal it is recorded at.
    private static let notebookColumns = 100

    private func place(of error: ComparisonError, in call: CommandCall) -> SourceSpan {
        switch error {
        case .notVaried(let parameter, _), .tooManyValues(let parameter, _):
            call.byNames.first { $0.text == parameter.name }?.span ?? call.span
        default: call.span
        }
    }
}

// MARK: - What is compared
extension Interpreter {
    private func results(
        _ paths: [CommandCall.PathArgument], _ call: CommandCall, _ frame: Frame
    ) async throws -> [ComparedResults] {
        if paths.isEmpty {
            guard let lastSweep else { throw frame.fail(.noSweepYet, call.span) }
            return [ComparedResults(lastSweep.contenders(named: lastSweep.outcome.folder))]
        }
        var results: [ComparedResults] = []
        for path in paths { results.append(try await self.results(path, frame)) }
        return results
    }

    /// A variable, or a part of one such as `s.best`; else a folder.
    private func results(_ path: CommandCall.PathArgument, _ frame: Frame) async throws -> ComparedResults {
        if !path.isQuoted, let value = try await variableValue(path, frame) {
            switch value {
            case .sweep(let sweep): return ComparedResults(sweep.contenders(named: path.text))
            case .result(let result): return ComparedResults([result.contender(named: path.text)])
            default:
                throw frame.fail(.wrongOption(path.text, expected: "the result of train or sweep", found: value.found), path.span)
            }
        }
        guard path.isQuoted || path.text.contains("/") || access(HomePath.expanded(path.text), F_OK) == 0 else {
            let known = variables.filter { $0.value.isResult }.keys.sorted() + [Self.importanceWord]
            throw frame.fail(.unknownResult(path.text, nearest: NearestWord.find(path.text, among: known)), path.span)
        }
        return try folder(path.text, path.span, frame)
    }

    private func folder(_ path: String, _ span: SourceSpan, _ frame: Frame) throws(Diagnostic) -> ComparedResults {
        do throws(FolderError) {
            return try ComparedResults(folder: path, task: surroundings.worker.task)
        } catch {
            throw frame.fail(.folder(error), span)
        }
    }

    /// What a text that starts with a variable's name comes to; nil for any other text.
    private func variableValue(_ path: CommandCall.PathArgument, _ frame: Frame) async throws -> Value? {
        let name = path.text.prefix { $0 != "." && $0 != "[" }
        guard let variable = variables[String(name)] else { return nil }
        if name.endIndex == path.text.endIndex { return variable }
        let text = SourceText(name: frame.source.name, path.text)
        guard let statement = try? Self.parse(text).statements.first, case .expression(let expression) = statement.kind
        else { return nil }
        do {
            return try await value(of: expression, Frame(source: text, emit: frame.emit))
        } catch let error as Diagnostic {
            throw frame.fail(error.fact, path.span)
        }
    }
}

// MARK: - Options
extension Interpreter {
    private func question(
        _ call: CommandCall, _ frame: Frame, asksImportance: Bool
    ) async throws -> ComparisonRequest.Question {
        for argument in call.named where !Option.comparing.contains(where: { $0.name == argument.name.text }) {
            let near = NearestWord.find(argument.name.text, among: Option.comparing.map(\.name))
            throw frame.fail(.unknownOption(argument.name.text, of: call.name.text, nearest: near), argument.name.span)
        }
        let factors = try call.byNames.map { name in
            if name.text == Self.derivedName { throw frame.fail(.comparison(.derivedFactor), name.span) }
            return try parameter(name, frame)
        }
        let to = call.argument("to")
        if let to, asksImportance || !factors.isEmpty { throw frame.fail(.referenceNotUsed, to.span) }
        if asksImportance { return .importance }
        if !factors.isEmpty { return .factors(factors) }
        guard let to else { return .ranking(to: nil) }
        return .ranking(to: try await reference(to.value, frame))
    }

    private func reference(_ expression: Expression, _ frame: Frame) async throws -> ComparisonReference {
        let value = try await value(of: expression, frame)
        switch value {
        case .result(let result): return .contender(result.contender(named: "to"))
        case .string(let text) where text.contains("="):
            do throws(ComparisonReference.Unclear) {
                return try ComparisonReference(parsing: text)
            } catch {
                throw frame.fail(.reference(error), expression.span)
            }
        case .string(let text):
            do {
                return try ComparisonReference(folder: text, task: surroundings.worker.task)
            } catch let error as FolderError {
                throw frame.fail(.folder(error), expression.span)
            } catch let error as ComparisonReference.Unclear {
                throw frame.fail(.reference(error), expression.span)
            }
        default:
            let expected = "a result, a folder, or values such as \"n_layer=1\""
            throw frame.fail(.wrongOption("to", expected: expected, found: value.found), expression.span)
        }
    }

    private func comparisonFormat(_ call: CommandCall, _ frame: Frame) async throws -> ComparisonFormat {
        guard let argument = call.argument("as") else { return .text }
        let value = try await value(of: argument.value, frame)
        if case .string(let name) = value, let format = ComparisonFormat(rawValue: name) { return format }
        let names = ComparisonFormat.allCases.map { "\"\($0.rawValue)\"" }
        let expected = names.dropLast().joined(separator: ", ") + " or " + names[names.count - 1]
        throw frame.fail(.wrongOption("as", expected: expected, found: value.found), argument.value.span)
    }
}

extension Value {
    /// Whether it is what `train` or `sweep` found.
    var isResult: Bool {
        switch self {
        case .result, .sweep: true
        default: false
        }
    }
}
