import Comparison
import Engine
import Experiments
import Formats
import Language
import Notebook
import Runner

extension Command {
    static let compare = Command(
        "compare",
        Signature(
            positionals: [.path(
                    "a result or a results folder", as: "RESULT", .any,
                    .result(or: [(importanceWord, "how much each hyper-parameter explains")]))],
            options: [to.declaration, metric.declaration, CountingOption.failed.declaration, format.declaration, importance.declaration], takesBy: true),
        help: "compare results, seed by seed",
        details: """
            A RESULT is a variable that holds one or a list of them, or a folder; without any it is the last sweep. Two \
            results of one combination each are compared as a pair: compare wide base shows how base differs from wide. \
            Anything else is ranked in one table, each combination against the best: mean test accuracy with its 95 % interval \
            (Gaffke's bound for few seeds, of losses Student's t; BCa on the exact bootstrap from 11 on), difference Δ with interval and p, the share \
            P(best) of resamples that it wins, and which ones can't be told from the best. As the best is picked from the same \
            scores, p and Δ's interval hold for all rows together: of equal combinations any is called worse in at most 5 % of \
            sweeps, the analyses of a race counted. For a reference that is named with to=, p is the exact sign-flip test's after Holm. by compares the values of a hyper-parameter over \
            all settings of the others. n_embd, which follows from two, can be one. importance shows how much of the variance between combinations each \
            hyper-parameter and interaction explains, how much noise does, and what can be told from noise. Seeds are paired: seed 7 has the same split everywhere. A combination that \
            several RESULTs have is one, with the seeds of all; results with other seeds are told apart by an unpaired test. A \
            combination that is not finished has 30/50 in the column of seeds. A failed run counts as the metric's worst value, \
            accuracy 0, unless failed=exclude leaves it out. Text is ranked by validation loss, lowest first, in whole ten-thousandths of a nat; \
            where tokenizers differ by bits per byte, and of several data each by itself. metric= ranks by another metric: by best_val_loss, what \
            stopping at the lowest evaluation would have given, or by train_loss. In a narrow terminal columns are left out; CSV \
            and JSON have all numbers, unrounded. as=latex is a tabular that needs no package, with the sentences as comments.
            """,
        examples: [
            "sweep n_layer=1..2 n_head=[1, 2] epochs=1 seeds=2\ncompare\ncompare by n_layer\ncompare as=\"csv\"\ncompare as=\"latex\"",
            "let base = train n_head=1 epochs=1 seeds=2\nlet wide = train n_head=2 epochs=1 seeds=2\ncompare base wide",
        ]
    ) { session, invocation in
        try await session.compare(invocation)
        return .none
    }

    /// The word that asks for the importance of hyper-parameters.
    fileprivate static let importanceWord = "importance"

    fileprivate static let to = Option<Value>(
        "to", as: "REFERENCE", "what all are compared with: a result, a folder, or values such as \"n_layer=1\"",
        default: "the best", reading: .text, completion: .result()
    ) { value throws(SessionError) in value }

    fileprivate static let metric = Option<Metric>(
        "metric", as: "METRIC", "what results are ranked and compared by", default: "the first that they have", reading: .text,
        completion: .choices(Metric.all.map { ($0.name, "") })
    ) { value throws(SessionError) in
        let names = Metric.all.map(\.name)
        guard case .string(let name) = value else {
            throw .wrongOption("metric", expected: WordList.alternatives(names), found: value.found)
        }
        guard let metric = Metric.named(name) else {
            throw .unknownWord(name, of: "metric", names, nearest: NearestWord.find(name, among: names))
        }
        return metric
    }

    fileprivate static let format = Option<ComparisonFormat>.choice(
        "as", as: "FORMAT", "text, markdown, latex, csv or json; csv and json have unrounded numbers",
        default: "text, as wide as the terminal", shorthands: [.csv, .json, .latex, .markdown])

    fileprivate static let importance = Option.flag(
        "importance", "how much of the variance each hyper-parameter and interaction explains")
}

extension Interpreter {
    fileprivate func compare(_ invocation: Invocation) async throws {
        let context = invocation.context
        var paths = invocation.paths
        let isWord = paths.first.map { !$0.isQuoted && $0.text == Command.importanceWord } ?? false
            && variables[Command.importanceWord] == nil
        if isWord { paths.removeFirst() }
        let question = try question(invocation, asksImportance: isWord || invocation[Command.importance] == true)
        let results = try await results(paths, invocation)
        for notice in LoadedResults.notices(of: results) { try await context.emit(.notice(notice)) }
        let comparison: ComparisonReport
        do {
            let failed = invocation.failedRuns, metric = invocation[Command.metric]
            comparison = try await apart { try ComparisonRequest(results, question, failed: failed, by: metric).comparison() }
        } catch let error as ComparisonError {
            throw context.fail(.comparison(error), place(of: error, in: invocation.call))
        } catch let error as ReferenceError {
            throw context.fail(.reference(error), invocation.span(of: Command.to))
        }
        try await show(comparison, invocation[Command.format] ?? .text, context)
    }

    private func results(_ paths: [CommandCall.PathArgument], _ invocation: Invocation) async throws -> [LoadedResults] {
        if paths.isEmpty {
            guard let last = lastSweep.flatMap({ LoadedResults(.sweep($0), named: $0.outcome.folder) }) else {
                throw invocation.fail(.noSweepYet)
            }
            return [last]
        }
        let context = invocation.context
        var results: [LoadedResults] = []
        for reference in try await references(paths, or: [Command.importanceWord], context) {
            results.append(try await self.results(of: reference, context))
        }
        return results
    }

    private func show(_ comparison: ComparisonReport, _ format: ComparisonFormat, _ context: ExecutionContext) async throws {
        let lines = format.lines(of: comparison, width: environment.columns())
        guard format == .text else { return try await context.show(lines) }
        let plain = format.lines(of: comparison, width: Self.notebookColumns)
        try await context.emit(.table(lines, MIMEBundle(comparison.page, plain: plain)))
    }

    private func place(of error: ComparisonError, in call: CommandCall) -> SourceSpan {
        switch error {
        case .notVaried(let factor, _), .tooManyValues(let factor, _), .oneValueLeft(let factor, _, _), .tooFewSeeds(let factor, _, _):
            call.byNames.first { $0.text == factor.name }?.span ?? call.span
        case .notMeasured, .perToken: call.argument(Command.metric.name)?.span ?? call.span
        case .noScores, .noneFinished, .allFailed, .conflict, .differentData, .acrossData, .noCommonSeeds, .noVariance: call.span
        }
    }

    // MARK: - What is asked
    private func question(_ invocation: Invocation, asksImportance: Bool) throws(Diagnostic) -> ComparisonRequest.Question {
        var factors: [Factor] = []
        for name in invocation.call.byNames {
            factors.append(name.text == Factor.width.name ? .width : .parameter(try parameter(name, invocation.context)))
        }
        let reference = invocation.argument(Command.to)
        if let reference, asksImportance || !factors.isEmpty { throw invocation.fail(.referenceNotUsed, reference.span) }
        if asksImportance, let factor = invocation.call.byNames.first { throw invocation.fail(.factorsNotUsed, factor.span) }
        if asksImportance { return .importance }
        if !factors.isEmpty { return .factors(factors) }
        guard let value = invocation[Command.to] else { return .ranking(to: nil) }
        return .ranking(to: try self.reference(value, invocation))
    }

    private func reference(_ value: Value, _ invocation: Invocation) throws(Diagnostic) -> ComparisonReference {
        let span = invocation.span(of: Command.to)
        switch value {
        case .result(let result): return .contender(result.contender(named: "to", failed: invocation.failedRuns))
        case .string(let text): return try reference(named: text, span, invocation)
        case .integer, .real, .boolean, .none, .list, .range, .distribution, .run, .model, .sweep:
            let expected = "a result, a folder, or values such as \"n_layer=1\""
            throw invocation.fail(.wrongOption("to", expected: expected, found: value.found), span)
        }
    }

    /// Values such as `n_layer=1`, or a folder of one combination.
    private func reference(
        named text: String, _ span: SourceSpan, _ invocation: Invocation
    ) throws(Diagnostic) -> ComparisonReference {
        do {
            if text.contains("=") { return try ComparisonReference(parsing: text) }
            let folder = environment.readingPath(text)
            return try ComparisonReference(
                LoadedResults(folder: folder, named: text), failed: invocation.failedRuns)
        } catch let error as ReferenceError {
            throw invocation.fail(.reference(error), span)
        } catch let error as FolderError {
            throw invocation.fail(.folder(error), span)
        } catch {
            throw invocation.fail(.failed("\(error)"), span)
        }
    }
}
