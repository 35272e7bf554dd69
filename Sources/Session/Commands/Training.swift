import Engine
import Experiments
import Language
import Runner

// What `train`, `sweep` and their like share: the values of hyper-parameters, and carrying a plan out.
extension Interpreter {
    /// The one value of a hyper-parameter.
    func one(_ setting: GivenSetting, _ context: ExecutionContext) throws(Diagnostic) -> Hyperparameter.Value {
        try checked(setting.value, of: setting.parameter, setting.span, context, isTrain: true)
    }

    /// The values of a hyper-parameter. A wrong element of a list that is written out is shown where it stands.
    func many(_ setting: GivenSetting, _ context: ExecutionContext) throws(Diagnostic) -> [Hyperparameter.Value] {
        guard let elements = setting.value.elements else {
            return [try checked(setting.value, of: setting.parameter, setting.span, context, isTrain: false)]
        }
        let list = try context.at(setting.span) { () throws(SessionError) in try elements.array() }
        var spans = Array(repeating: setting.span, count: list.count)
        if case .list(let written) = setting.expression.kind, written.count == list.count { spans = written.map(\.span) }
        var values: [Hyperparameter.Value] = []
        for (element, span) in Swift.zip(list, spans) {
            guard element.elements == nil else { throw context.fail(.wrongKind(setting.parameter, found: element.found), span) }
            values.append(try checked(element, of: setting.parameter, span, context, isTrain: false))
        }
        return values
    }
}

// MARK: - Execution
extension Interpreter {
    /// What a plan has found; none when it was only shown.
    func execute(_ plan: SweepPlan, _ data: StatementData, _ style: SweepReport.Style, _ invocation: Invocation) async throws -> Value {
        let settings = try await clusterSettings(invocation, folder: invocation[TrainingOption.out])
        let jobs = invocation.jobs(environment, settings)
        let tasks = try await tasks(of: plan, data, at: invocation.call.name.span, invocation.context)
        for warning in warnings(on: plan, data, invocation) { try await invocation.context.emit(.notice(warning)) }
        if invocation[TrainingOption.dry] == true {
            try await showDryRun(of: plan, tasks, jobs, invocation.isOnCluster ? settings : nil, invocation)
            return .none
        }
        let request = resuming(SweepRequest(
            plan: plan, tasks: tasks, style: style, jobs: jobs, folder: invocation[TrainingOption.out], limit: invocation.failureLimit,
            keepsEmbeddings: invocation[TrainingOption.embeddings] ?? false, checkpoints: invocation[TrainingOption.checkpoints]))
        return try await run(request, on: launcher(settings, invocation), at: invocation.span(of: TrainingOption.out), invocation)
    }

    /// What is said of a statement's plan before it is trained.
    private func warnings(on plan: SweepPlan, _ data: StatementData, _ invocation: Invocation) -> [String] {
        let given = Set((invocation.settings + invocation.zipped.flatMap(\.settings)).map(\.parameter))
        let facts = given.contains(.trainSize) || settings[.trainSize] != nil ? [] : data.smallTests
        return facts.map {
            "\($0.name): by default the test set has \($0.tested) of its \($0.facts) facts, which tells little; train_size says how many train"
        } + PlanWarnings(plan, given: given).sentences
    }

    /// Where runs are trained: here, or on a cluster. What a notebook is verified by is trained here.
    func launcher(_ settings: SlurmSettings, _ invocation: Invocation) -> any Launcher {
        guard invocation.isOnCluster, environment.places.scratch == nil else { return LocalLauncher() }
        let isLeft = invocation[ClusterOption.detach] == true
        return SlurmLauncher(settings, text: settings.statements, following: isLeft ? .detached : .own)
    }

    /// Trains what is asked for.
    ///
    /// - Parameter place: where the folder is named.
    func run(_ request: SweepRequest, on launcher: any Launcher, at place: SourceSpan, _ invocation: Invocation) async throws -> Value {
        var request = request
        request.lostAfter = invocation.patience
        if request.style == .blocks { lastRequest = request }
        try await note(seeds: request.plan.seeds, data: request.tasks.hashes)
        do {
            let outcome = try await SweepExecution(
                of: request, worker: environment.worker, launcher: launcher, wrapUp: environment.wrapUp)
                .run(showing: invocation.shownParts(request.style), emit: invocation.context.emit).naming(request.tasks)
            note(outcome, of: request)
            if invocation[ClusterOption.detach] == true { try await invocation.context.show(["\(outcome.folder) is complete; nothing is submitted"]) }
            for data in outcome.plan.data where hasChanged(data) {
                try await invocation.context.emit(.notice("\"\(data)\" has changed since it was read; the runs learned from what it was"))
            }
            if let shortfall = outcome.shortfall { try await invocation.context.emit(.shortfall(invocation.fail(.failed(shortfall)))) }
            return value(of: outcome, request.style)
        } catch let stopped as SweepStopped {
            if case .detached(_, nil) = stopped.cause, invocation[ClusterOption.detach] == true, !Task.isCancelled {
                try await invocation.context.show(["\(stopped)", hint(stopped, launcher, invocation)].compactMap(\.self))
                return .none
            }
            throw failure(stopped, of: request, on: launcher, invocation)
        } catch let error as RunnerError {
            throw invocation.fail(.failed("\(error)"))
        } catch let error as StorageError {
            throw invocation.fail(.failed("\(error)"), place)
        } catch let error as FolderError {
            throw invocation.fail(.failed("\(error)"), place)
        }
    }

    /// What a sweep that was stopped ends the statement with; what is there of it is remembered.
    private func failure(
        _ stopped: SweepStopped, of request: SweepRequest, on launcher: any Launcher, _ invocation: Invocation
    ) -> any Error {
        if let outcome = stopped.partialOutcome?.naming(request.tasks) {
            note(outcome, of: request)
            partialResult = value(of: outcome, request.style)
        }
        let hint = hint(stopped, launcher, invocation)
        return switch stopped.cause {
        case .error(let error as any DoorError) where error.isReaderGone: ReaderGone(kept: hint.map { "\(stopped.keptRuns); \($0)" })
        case .cancelled, .wrapUp: Interrupted(description: "\(stopped); \(hint ?? "to train them all, give the command again")")
        case .detached(_, let error as any DoorError) where error.isReaderGone: ReaderGone(kept: hint)
        case .detached(_, nil): Interrupted(description: "\(stopped)\(hint.map { "; \($0)" } ?? "")")
        case .detached, .error: invocation.fail(.failed("\(stopped)\(hint.map { "; \($0)" } ?? "")"))
        }
    }

    /// What a plan has found as a value: a combination by itself, if it has runs, or a sweep.
    func value(of outcome: SweepOutcome, _ style: SweepReport.Style) -> Value {
        switch style {
        case .blocks: .sweep(SweepResult(outcome))
        case .text: outcome.summary.results.first.flatMap { TrainResult($0, of: outcome) }.map(Value.result) ?? .none
        }
    }

    /// `come back with: sweepbook attach out, end it with: sweepbook cancel out`, where others go on; else `resume with: sweepbook resume out`.
    private func hint(_ stopped: SweepStopped, _ launcher: any Launcher, _ invocation: Invocation) -> String? {
        if let attach = stopped.attachCommand, let cancel = stopped.cancelCommand {
            return "come back with: \(invocation.process)\(attach), end it with: \(invocation.process)\(cancel)"
        }
        let place = launcher is SlurmLauncher && stopped.hasJobs ? StatusPage.place(isShell: invocation.context.source.isCommandLine) : ""
        return stopped.resumeCommand.map { "resume with: \(invocation.process)\($0)\(place)" }
    }

    /// Remembers what a plan has found, and how long its runs took.
    private func note(_ outcome: SweepOutcome, of request: SweepRequest) {
        if request.style == .blocks { lastSweep = SweepResult(outcome) }
        lastOutcome = outcome
        for record in outcome.records.values.joined() {
            measured.add(
                record, tasks: request.tasks, jobs: min(request.jobs, request.plan.runs.count),
                cores: Cores.available)
        }
    }
}

extension Invocation {
    /// What stands before a command where this one was given: `sweepbook ` in a shell.
    var process: String { context.source.isCommandLine ? context.source.name + " " : "" }

    /// What is shown of a report: of a quiet one what failed and the summary, of a single combination its averages too.
    fileprivate func shownParts(_ style: SweepReport.Style) -> Set<ReportPart.Kind> {
        if self[ClusterOption.detach] == true { return [] }
        guard self[TrainingOption.quiet] == true else { return [.opening, .run, .failure, .combination, .summary] }
        return style == .blocks ? [.failure, .summary] : [.failure, .combination, .summary]
    }
}

extension SweepExecution {
    /// Carries the sweep out and shows what it tells.
    ///
    /// - Parameters:
    ///   - parts: what is shown of the report.
    ///   - emit: what it throws ends the sweep.
    /// - Throws: what the events end with.
    fileprivate func run(showing parts: Set<ReportPart.Kind>, emit: SessionEmitter) async throws -> SweepOutcome {
        var hasShown = false
        for try await event in events() {
            do {
                switch event {
                case .folder(let path): try await emit(.folder(path))
                case .report(let part) where parts.contains(part.kind):
                    // What stands at the top needs no empty line above it.
                    try await emit(.lines(hasShown ? part.lines : Array(part.lines.drop(while: \.isEmpty))))
                    hasShown = true
                case .report: break
                case .progress(let progress): try await emit(.progress(progress.map(ProgressText.init)))
                case .notice(let sentence): try await emit(.notice(sentence))
                case .finished(let outcome): return outcome
                }
            } catch {
                try? await emit(.progress(nil))
                throw stop(because: error)
            }
        }
        preconditionFailure("an execution serves one sweep, which ends with an outcome or an error")
    }
}
