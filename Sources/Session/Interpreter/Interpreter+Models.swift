import Engine
import Experiments
import Language
import Runner
import System

// The one way from a word to a trained model: a variable or a part of one (`m`, `r[3]`, `s.best`), a results folder, or the
// file of a model.
extension Interpreter {
    /// - Throws: `Diagnostic` for a word that names no model, for a run that failed, and for one that can't be trained again.
    func model(_ path: CommandCall.PathArgument, _ context: ExecutionContext) async throws -> LoadedModel {
        if !path.isQuoted, let value = try await variableValue(path, context) {
            return try await model(of: value, named: path.text, path.span, context)
        }
        if path.text.hasSuffix(ModelFile.fileExtension) { return try await model(inFile: path.text, path.span, context) }
        return try await model(of: try await results(path, context), path.span, context)
    }

    /// The model that a value stands for: of a result its best seed's, of a sweep its best combination's.
    func model(of value: Value, named name: String, _ span: SourceSpan, _ context: ExecutionContext) async throws -> LoadedModel {
        switch value {
        case .model(let model): return model
        case .string(let path) where path.hasSuffix(ModelFile.fileExtension): return try await model(inFile: path, span, context)
        case .string: return try await model(of: try await results(of: try reference(to: value, named: name, span, context), context), span, context)
        case .run(let run): return try await model(of: run, span, context)
        case .result(let result): return try await model(of: try best(of: result, named: name, span, context), span, context)
        case .sweep(let sweep):
            guard let result = sweep.best else {
                throw context.fail(.failed("\(name) has no best combination; name one of it: \(name)[0]"), span)
            }
            return try await model(of: try best(of: result, named: name, span, context), span, context)
        case .integer, .real, .boolean, .none, .list, .range, .distribution:
            throw context.fail(.wrongOption(name, expected: "a model, a result or a file", found: value.found), span)
        }
    }

    private func best(of result: TrainResult, named name: String, _ span: SourceSpan, _ context: ExecutionContext) throws(Diagnostic) -> SeedRun {
        guard let run = result.bestRun else { throw context.fail(.failed("\(name) has no run that finished"), span) }
        return run
    }

    private func model(of results: LoadedResults, _ span: SourceSpan, _ context: ExecutionContext) async throws -> LoadedModel {
        for notice in results.notices { try await context.emit(.notice(notice)) }
        return try await model(of: results.value, named: results.name, span, context)
    }
}

// MARK: - Files
extension Interpreter {
    /// The model in a file that is named; what is to be known of it is a notice.
    private func model(inFile name: String, _ span: SourceSpan, _ context: ExecutionContext) async throws -> LoadedModel {
        let path = environment.readingPath(name)
        do {
            let file = try await apart { try ModelFile(reading: path) }
            if let notice = file.notice { try await context.emit(.notice("\(path): \(notice)")) }
            return LoadedModel(file)
        } catch let error as UnreadableModel {
            let advice = if case .missing = error.reason { environment.places.searched(name) + FolderNames.advice(onMissing: name) } else { "" }
            throw context.fail(.failed("\(error)\(advice)"), span)
        }
    }

    /// The model that was kept of a run; nil where none was, or what was kept is not that run's, which is said.
    private func keptModel(of run: SeedRun, _ context: ExecutionContext) async throws -> ModelFile? {
        guard let path = Checkpoints(in: run.result.folder).path(of: run.result.combination, seed: run.seed) else { return nil }
        do {
            let file = try await apart { try ModelFile(reading: path) }
            if file.configuration == run.record.configuration, file.seed == run.seed, file.dataHash == run.dataHash { return file }
            try await context.emit(.notice("\(path) is the model of another run"))
        } catch let error as UnreadableModel {
            try await context.emit(.notice("\(error)"))
        }
        return nil
    }
}

// MARK: - Runs
extension Interpreter {
    /// What tells one run's model from another's.
    struct RunKey: Hashable, Sendable {
        let folder: String
        let combination: Int
        let seed: UInt32
    }

    /// The model of a run; where none was kept the run is trained again.
    func model(of run: SeedRun, _ span: SourceSpan, _ context: ExecutionContext) async throws -> LoadedModel {
        if let failure = run.record.failure { throw context.fail(.failed("\(run.record.run) has no model: \(failure)"), span) }
        let key = RunKey(folder: run.result.folder, combination: run.result.combination.index, seed: run.seed)
        if let known = trainedAgain[key] { return known }
        if let file = try await keptModel(of: run, context) { return LoadedModel(file, record: run.record) }
        let model = LoadedModel(try await modelTrainedAgain(run, span, context), record: run.record)
        trainedAgain[key] = model
        return model
    }

    private func modelTrainedAgain(_ run: SeedRun, _ span: SourceSpan, _ context: ExecutionContext) async throws -> ModelFile {
        let manifest = run.result.outcome.manifest, record = run.record
        let tasks = try await task(of: run, span, context)
        do throws(FolderError) {
            try manifest.checkRepeatable(record.configuration.data, with: tasks)
        } catch {
            throw context.fail(.failed("no model of \(record.run) is there, and it can't be trained again: \(error)"), span)
        }
        try await context.emit(.notice("no model of \(record.run) is there: it is trained again"))
        try await context.emit(.progress(ProgressText(again: record)))
        do {
            let file = try await trainAgain(RunAgain(record, tasks: tasks), manifest.checkpoints == .none ? .last : manifest.checkpoints)
            try await context.emit(.progress(nil))
            return file
        } catch let error as RunAgainError {
            try? await context.emit(.progress(nil))
            throw context.fail(.failed("\(error)"), span)
        } catch {
            try? await context.emit(.progress(nil))
            throw error
        }
    }

    /// What a run learned, read again.
    private func task(of run: SeedRun, _ span: SourceSpan, _ context: ExecutionContext) async throws -> TaskLibrary {
        let configuration = run.record.configuration
        let values = Hyperparameter.belonging(to: configuration.kind).map { ($0, [configuration[$0]]) }
        do {
            let plan = try SweepPlan(SweepSpace(choices: Dictionary(uniqueKeysWithValues: values)), seeds: Seeds(run.seed...run.seed))
            return try await tasks(of: plan, at: span, context)
        } catch let error as SweepPlanError {
            throw context.fail(.plan(error), span)
        }
    }

    /// Trains on threads of its own; cancelling ends them.
    private func trainAgain(_ again: RunAgain, _ rule: CheckpointRule) async throws -> ModelFile {
        let isStopped = Locked(false)
        return try await withTaskCancellationHandler {
            try await apart { try again.model(rule, jobs: Cores.available, shouldStop: { isStopped.withLock { $0 } }) }
        } onCancel: {
            isStopped.withLock { $0 = true }
        }
    }
}
