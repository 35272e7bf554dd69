import Engine
import Experiments
import Language
import Runner

// From the arguments of a command to its plan.
extension Interpreter {
    func plan(_ arguments: TrainingArguments, _ call: CommandCall, _ frame: Frame) async throws -> SweepPlan {
        let plan = try await keptPlan(arguments, call, frame)
        guard arguments.isRaced else { return plan }
        do throws(SweepPlanError) { return try plan.raced() } catch { throw frame.fail(.plan(error), place(of: error, in: call)) }
    }

    /// Every combination that is asked for, or as many as are to be drawn; of these what the condition keeps.
    private func keptPlan(_ arguments: TrainingArguments, _ call: CommandCall, _ frame: Frame) async throws -> SweepPlan {
        if let count = arguments.draws { return try await drawnPlan(count, arguments, call, frame) }
        let plan: SweepPlan
        do throws(SweepPlanError) {
            plan = try SweepPlan(arguments.space, seeds: arguments.seeds)
        } catch {
            throw frame.fail(.plan(error), place(of: error, in: call))
        }
        return try await self.plan(plan, where: call.condition, frame)
    }

    private func plan(_ plan: SweepPlan, where condition: Expression?, _ frame: Frame) async throws -> SweepPlan {
        guard let condition else { return plan }
        var kept: [Combination] = []
        for combination in plan.combinations {
            try Task.checkCancellation()
            if try await isTrue(condition, frame.within(combination.configuration)) { kept.append(combination) }
        }
        do throws(SweepPlanError) { return try plan.keeping(kept) } catch { throw frame.fail(.plan(error), condition.span) }
    }

    /// Draws that the condition rejects are replaced.
    private func drawnPlan(
        _ count: Int, _ arguments: TrainingArguments, _ call: CommandCall, _ frame: Frame
    ) async throws -> SweepPlan {
        do {
            var search = try RandomSearch(of: arguments.space, count: count, seed: arguments.drawSeed ?? 0)
            while let candidate = try search.candidate() {
                try Task.checkCancellation()
                let isKept = if let condition = call.condition {
                    try await isTrue(condition, frame.within(candidate.configuration))
                } else { true }
                if isKept { search.keep() }
            }
            return try search.plan(seeds: arguments.seeds)
        } catch let error as SweepPlanError {
            throw frame.fail(.plan(error), place(of: error, in: call))
        }
    }

    private func place(of error: SweepPlanError, in call: CommandCall) -> SourceSpan {
        switch error {
        case .noValue(let parameter), .repeatedValue(let parameter, _):
            call.argument(parameter.name)?.value.span ?? call.name.span
        case .exhausted, .nothingToDraw: call.argument("random")?.span ?? call.name.span
        case .unequalTests: call.argument("race")?.span ?? call.name.span
        default: call.span
        }
    }

    /// Shows what a plan will take.
    func showDry(_ plan: SweepPlan, jobs: Int, _ frame: Frame) async throws {
        let forecast = PlanForecast(
            plan, jobs: jobs, task: surroundings.worker.task, memory: .current, scale: workScale)
        try await frame.show(DryRun(forecast).lines)
    }
}
