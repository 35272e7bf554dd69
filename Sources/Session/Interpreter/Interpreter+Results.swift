import Engine
import Experiments
import Glibc
import Language
import Runner

/// What a word for a result names, before anything of it is read.
struct ResultReference: Sendable {
    /// As it is written.
    let name: String
    let span: SourceSpan
    /// The results folder.
    let folder: String
    /// The session's own value; nil where only a folder is named.
    fileprivate let results: LoadedResults?
}

// The one reader of results: a variable, a part of one such as `s[0]` or `s.best`, or a folder by its name or path.
extension Interpreter {
    /// - Parameters:
    ///   - others: words that could have been meant besides, for a name that is nothing.
    /// - Throws: `Diagnostic` for a variable that holds no result, and for a bare word that is neither a variable nor a folder.
    func reference(
        _ path: CommandCall.PathArgument, or others: [String] = [], _ context: ExecutionContext
    ) async throws -> ResultReference {
        guard !path.isQuoted, let value = try await variableValue(path, context) else {
            return ResultReference(
                name: path.text, span: path.span, folder: try folder(named: path, or: others, context), results: nil)
        }
        return try reference(to: value, named: path.text, path.span, context)
    }

    /// What several words name; a list stands for each of its results.
    ///
    /// - Throws: what `reference` throws.
    func references(
        _ paths: [CommandCall.PathArgument], or others: [String] = [], _ context: ExecutionContext
    ) async throws -> [ResultReference] {
        var references: [ResultReference] = []
        for path in paths {
            guard !path.isQuoted, case .list(let values)? = variables[path.text], !values.isEmpty else {
                references.append(try await reference(path, or: others, context))
                continue
            }
            for (index, value) in values.enumerated() {
                references.append(try reference(to: value, named: "\(path.text)[\(index)]", path.span, context))
            }
        }
        return references
    }

    func reference(
        to value: Value, named name: String, _ span: SourceSpan, _ context: ExecutionContext
    ) throws(Diagnostic) -> ResultReference {
        if case .string(let folder) = value {
            return ResultReference(name: name, span: span, folder: environment.readingPath(folder), results: nil)
        }
        guard let results = LoadedResults(value, named: name) else {
            throw context.fail(.wrongOption(name, expected: "the result of train or sweep", found: value.found), span)
        }
        return ResultReference(name: name, span: span, folder: results.outcome.folder, results: results)
    }

    /// Everything that a word names.
    ///
    /// - Throws: what `reference` throws; `Diagnostic` when a folder can't be read.
    func results(_ path: CommandCall.PathArgument, or others: [String] = [], _ context: ExecutionContext) async throws -> LoadedResults {
        try await results(of: try await reference(path, or: others, context), context)
    }

    /// - Throws: `Diagnostic` when a folder can't be read.
    func results(of reference: ResultReference, _ context: ExecutionContext) async throws -> LoadedResults {
        if let results = reference.results { return results }
        do {
            let results = try await apart { try LoadedResults(folder: reference.folder, named: reference.name) }
            guard results.outcome.plan.kind == .relations else { return results }
            return results.naming(await knownTasks(of: [results.outcome.manifest], at: reference.span, context))
        } catch let error as FolderError {
            throw context.fail(.folder(error), reference.span)
        }
    }

    private func folder(named path: CommandCall.PathArgument, or others: [String], _ context: ExecutionContext) throws(Diagnostic) -> String {
        if path.text == StandardStream.name {
            throw context.fail(StandardStream.holdsNoFolder, path.span)
        }
        let folder = environment.readingPath(path.text)
        if path.text.hasSuffix(Recording.fileExtension), (try? ResultsTree.folders(in: folder)) == nil {
            throw context.fail(.failed("\"\(path.text)\" is a notebook, not a results folder; see help notebook for what can be done with it"), path.span)
        }
        if path.isQuoted || path.text.contains("/") || access(folder, F_OK) == 0 { return folder }
        let known = variables.filter { $0.value.isResult }.keys.sorted() + others
        let near = NearestWord.find(path.text, among: known)
            ?? (try? ResultsTree.folders(in: ".")).flatMap { NearestWord.find(path.text, among: $0) }
        throw context.fail(.unknownResult(path.text, nearest: near), path.span)
    }

    /// What a text that starts with a variable's name comes to; nil for any other text.
    func variableValue(_ path: CommandCall.PathArgument, _ context: ExecutionContext) async throws -> Value? {
        if let expression = path.expression { return try await value(of: expression, context) }
        let name = path.text.prefix { $0 != "." && $0 != "[" }
        guard let variable = variables[String(name)] else { return nil }
        if name.endIndex == path.text.endIndex { return variable }
        let text = SourceText(name: context.source.name, path.text)
        guard let statement = try? commands.parse(text).statements.first, case .expression(let expression) = statement.kind
        else { return nil }
        do {
            return try await value(of: expression, ExecutionContext(source: text, emit: context.emit))
        } catch let error as Diagnostic {
            throw context.fail(error.error, path.span)
        }
    }
}

extension Value {
    /// Whether it stands for a model.
    var isModel: Bool {
        switch self {
        case .model, .run, .result, .sweep: true
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution: false
        }
    }

    /// Whether it is what `train` or `sweep` found.
    var isResult: Bool {
        switch self {
        case .result, .sweep: true
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .run, .model: false
        }
    }
}
