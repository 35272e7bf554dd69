import Engine
import Experiments
import Language
import Runner

// `train` and `sweep`: one way, whether there is one combination or many.
extension Interpreter {
    /// What the arguments of `train` or `sweep` ask for.
    private struct Request {
        /// The values of each hyper-parameter; those left out are as they are set.
        var choices: [Hyperparameter: [Hyperparameter.Value]]
        var seeds: Seeds
        var jobs: Int
        var folder: String?
    }

    func train(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let request = try await request(of: call, frame, isTrain: true)
        let plan = try plan(request, call, frame)
        let outcome = try await execute(plan, request, .text, call, frame)
        guard let result = outcome.summary.results.first, let findings = CombinationFindings(result, of: outcome) else {
            return .none
        }
        return .result(findings)
    }

    func sweep(_ call: CommandCall, _ frame: Frame) async throws -> Value {
        let request = try await request(of: call, frame, isTrain: false)
        guard call.named.contains(where: { Hyperparameter.named($0.name.text) != nil }) else {
            throw frame.fail(.nothingSwept, call.name.span)
        }
        let grid = try plan(request, call, frame)
        let plan = try await self.plan(grid, where: call.condition, frame)
        return .sweep(SweepFindings(try await execute(plan, request, .blocks, call, frame)))
    }

    /// The combinations of a plan that pass a condition.
    private func plan(_ plan: SweepPlan, where condition: Expression?, _ frame: Frame) async throws -> SweepPlan {
        guard let condition else { return plan }
        var kept: [Combination] = []
        for combination in plan.combinations {
            try Task.checkCancellation()
            if try await isTrue(condition, frame.within(combination.configuration)) { kept.append(combination) }
        }
        do throws(SweepPlanError) { return try plan.keeping(kept) } catch { throw frame.fail(.plan(error), condition.span) }
    }

    private func plan(_ request: Request, _ call: CommandCall, _ frame: Frame) throws(Diagnostic) -> SweepPlan {
        do throws(SweepPlanError) {
            return try SweepPlan(request.choices, seeds: request.seeds)
        } catch {
            throw frame.fail(.plan(error), place(of: error, in: call))
        }
    }

    private func place(of error: SweepPlanError, in call: CommandCall) -> SourceSpan {
        switch error {
        case .noValue(let parameter), .repeatedValue(let parameter, _):
            call.argument(parameter.name)?.value.span ?? call.name.span
        default: call.span
        }
    }
}

// MARK: - Arguments
extension Interpreter {
    private func request(of call: CommandCall, _ frame: Frame, isTrain: Bool) async throws -> Request {
        var request = Request(
            choices: settings.mapValues { [$0] }, seeds: seeds.seeds, jobs: surroundings.jobs, folder: nil)
        for argument in call.named {
            try Self.checkName(argument.name, frame, self)
            let value = try await value(of: argument.value, frame)
            try take(value, argument, into: &request, frame, isTrain: isTrain)
        }
        return request
    }

    private static func checkName(_ name: Name, _ frame: Frame, _ session: isolated Interpreter) throws(Diagnostic) {
        if Option.training.contains(where: { $0.name == name.text }) { return }
        _ = try session.parameter(name, frame, options: Option.training.map(\.name))
    }

    private func take(
        _ value: Value, _ argument: CommandCall.NamedArgument, into request: inout Request, _ frame: Frame, isTrain: Bool
    ) throws(Diagnostic) {
        let span = argument.value.span
        switch argument.name.text {
        case Seeds.name:
            request.seeds = try frame.at(span) { () throws(Fact) in try SeedsSetting(value).seeds }
        case "out":
            guard case .string(let folder) = value, !folder.isEmpty, !folder.contains("\0") else {
                throw frame.fail(.wrongOption("out", expected: "the name of a folder, a string", found: value.found), span)
            }
            request.folder = HomePath.expanded(folder)
        case "jobs":
            guard case .integer(let jobs) = value, SweepRequest.jobsRange.contains(jobs) else {
                let range = SweepRequest.jobsRange
                let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
                throw frame.fail(.wrongOption("jobs", expected: expected, found: value.found), span)
            }
            request.jobs = jobs
        default:
            let parameter = try parameter(argument.name, frame)
            request.choices[parameter] = try values(value, of: parameter, argument.value, frame, isTrain: isTrain)
        }
    }

    /// The values of a hyper-parameter: one for `train`, else any number. A wrong element of a list that is
    /// written out is shown where it stands.
    private func values(
        _ value: Value, of parameter: Hyperparameter, _ expression: Expression, _ frame: Frame, isTrain: Bool
    ) throws(Diagnostic) -> [Hyperparameter.Value] {
        guard !isTrain, let elements = value.elements else {
            return [try checked(value, of: parameter, expression.span, frame, isTrain: isTrain)]
        }
        let list = try frame.at(expression.span) { () throws(Fact) in try elements.array() }
        var spans = Array(repeating: expression.span, count: list.count)
        if case .list(let written) = expression.kind, written.count == list.count { spans = written.map(\.span) }
        var values: [Hyperparameter.Value] = []
        for (element, span) in zip(list, spans) {
            guard element.isNumber else { throw frame.fail(.wrongKind(parameter, found: element.found), span) }
            values.append(try checked(element, of: parameter, span, frame, isTrain: false))
        }
        return values
    }
}

// MARK: - Execution
extension Interpreter {
    private func execute(
        _ plan: SweepPlan, _ request: Request, _ style: SweepReport.Style, _ call: CommandCall, _ frame: Frame
    ) async throws -> SweepOutcome {
        let sweep = SweepRequest(plan: plan, style: style, jobs: request.jobs, folder: request.folder)
        if style == .blocks { lastRequest = sweep }
        await note(seeds: plan.seeds)
        do {
            let outcome = try await SweepExecution(of: sweep, worker: surroundings.worker).run(emit: frame.emit)
            note(outcome, style)
            return outcome
        } catch let stopped as SweepStopped {
            throw failure(stopped, style, call, frame)
        } catch let error as RunnerError {
            throw frame.fail(.failed("\(error)"), call.span)
        } catch let error as StorageError {
            throw frame.fail(.failed("\(error)"), (call.argument("out")?.value.span ?? call.span))
        }
    }

    private func failure(
        _ stopped: SweepStopped, _ style: SweepReport.Style, _ call: CommandCall, _ frame: Frame
    ) -> any Error {
        switch stopped.cause {
        case .cancelled: return Interrupted(description: "\(stopped); to train them all, give the command again")
        case .incomplete(let outcome): note(outcome, style)
        case .error: break
        }
        return frame.fail(.failed("\(stopped)"), call.span)
    }

    /// Remembers what a plan has found, and how long its runs took.
    private func note(_ outcome: SweepOutcome, _ style: SweepReport.Style) {
        if style == .blocks { lastSweep = SweepFindings(outcome) }
        for record in outcome.records.values.joined() {
            measured.estimate += record.configuration.workEstimate(for: surroundings.worker.dataset)
            measured.seconds += record.seconds
        }
    }

    /// About the seconds that a plan will take, by what the session's runs took so far.
    func expectedSeconds(_ plan: SweepPlan, jobs: Int) -> Double {
        let work = plan.combinations.reduce(0) { $0 + $1.configuration.workEstimate(for: surroundings.worker.dataset) }
        let scale = measured.estimate > 0 ? measured.seconds / measured.estimate : 1
        return work * Double(plan.seeds.count) * scale / Double(min(jobs, max(1, plan.runs.count)))
    }
}
