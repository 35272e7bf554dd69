import Engine
import Experiments
import Language
import Runner

// `train` and `sweep`: one way, whether there is one combination or many.
extension Interpreter {
    func train(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let arguments = try await arguments(of: call, frame, isTrain: true)
        let plan = try await plan(arguments, call, frame)
        guard let outcome = try await execute(plan, arguments, .text, call, frame), let result = outcome.summary.results.first,
            let findings = CombinationFindings(result, of: outcome)
        else { return .none }
        return .result(findings)
    }

    func sweep(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let arguments = try await arguments(of: call, frame, isTrain: false)
        guard !call.bundles.isEmpty || call.named.contains(where: { Hyperparameter.named($0.name.text) != nil }) else {
            throw frame.fail(.nothingSwept, call.name.span)
        }
        let plan = try await plan(arguments, call, frame)
        guard let outcome = try await execute(plan, arguments, .blocks, call, frame) else { return .none }
        return .sweep(SweepFindings(outcome))
    }
}

// MARK: - Execution
extension Interpreter {
    /// What a plan has found; nil when it was only shown.
    private func execute(
        _ plan: SweepPlan, _ arguments: TrainingArguments, _ style: SweepReport.Style, _ call: CommandCall, _ frame: Frame
    ) async throws -> SweepOutcome? {
        if arguments.isDry {
            try await showDry(plan, jobs: arguments.jobs, frame)
            return nil
        }
        let request = goingOn(SweepRequest(
            plan: plan, style: style, jobs: arguments.jobs, folder: arguments.folder, limit: arguments.limit,
            keepsEmbeddings: arguments.keepsEmbeddings))
        return try await run(request, call, at: call.argument("out")?.value.span ?? call.span, frame)
    }

    /// Trains what is asked for.
    ///
    /// - Parameter place: where the folder is named.
    func run(
        _ request: SweepRequest, _ call: CommandCall, at place: SourceSpan, _ frame: Frame
    ) async throws -> SweepOutcome {
        if request.style == .blocks { lastRequest = request }
        await note(seeds: request.plan.seeds)
        do {
            let outcome = try await SweepExecution(of: request, worker: surroundings.worker).run(emit: frame.emit)
            note(outcome, request.style)
            return outcome
        } catch let stopped as SweepStopped {
            throw failure(stopped, request.style, call, frame)
        } catch let error as RunnerError {
            throw frame.fail(.failed("\(error)"), call.span)
        } catch let error as StorageError {
            throw frame.fail(.failed("\(error)"), place)
        } catch let error as FolderError {
            throw frame.fail(.failed("\(error)"), place)
        }
    }

    private func failure(
        _ stopped: SweepStopped, _ style: SweepReport.Style, _ call: CommandCall, _ frame: Frame
    ) -> any Error {
        switch stopped.cause {
        case .cancelled:
            let remedy = stopped.resumeCommand.map { "to go on: \($0)" } ?? "to train them all, give the command again"
            return Interrupted(description: "\(stopped); \(remedy)")
        case .incomplete(let outcome): note(outcome, style)
        case .error: break
        }
        let remedy = stopped.resumeCommand.map { "; to go on: \($0)" } ?? ""
        return frame.fail(.failed("\(stopped)\(remedy)"), call.span)
    }

    /// Remembers what a plan has found, and how long its runs took.
    private func note(_ outcome: SweepOutcome, _ style: SweepReport.Style) {
        if style == .blocks { lastSweep = SweepFindings(outcome) }
        lastOutcome = outcome
        for record in outcome.records.values.joined() {
            measured.estimate += record.configuration.workEstimate(for: surroundings.worker.task)
            measured.seconds += record.seconds
        }
    }

    /// About the seconds that a plan will take, by what the session's runs took so far.
    func expectedSeconds(_ plan: SweepPlan, jobs: Int) -> Double {
        let work = plan.combinations.reduce(0) { $0 + $1.configuration.workEstimate(for: surroundings.worker.task) }
        return work * Double(plan.seeds.count) * workScale / Double(min(jobs, max(1, plan.runs.count)))
    }

    /// What the work of the session's runs took in units of its estimate.
    var workScale: Double {
        measured.estimate > 0 ? measured.seconds / measured.estimate : 1
    }
}
