import Engine
import Experiments
import Formats
import Language
import Runner

extension Command {
    static let show = Command(
        "show", Signature(positionals: [.word("a hyper-parameter", as: "NAME", .optional, .setting)]),
        help: "show the configuration, or one hyper-parameter",
        details: """
            Without a name: every hyper-parameter, n_embd, the number of parameters, the memory of a run, and about \
            how long train and the last sweep take. With one: its value, default and range.
            """,
        examples: ["show", "show dropout"]
    ) { session, invocation in
        let context = invocation.context
        if let name = invocation.words.first {
            try await context.show(try session.description(of: name, context))
        } else {
            try await context.show(try await session.overview(invocation.call.span, context))
        }
        return .none
    }
}

extension Interpreter {
    fileprivate func overview(_ span: SourceSpan, _ context: ExecutionContext) async throws -> TextPage {
        present = try await present(settings, at: span, context)
        let configuration = try configuration(span, context)
        let plan: SweepPlan
        do throws(SweepPlanError) {
            var space = SweepSpace(choices: choices(present))
            try fillTrainSize(of: &space, present)
            plan = try SweepPlan(space, seeds: seeds(nil))
        } catch {
            throw context.fail(.plan(error), span)
        }
        let tasks = try await tasks(of: plan, present, at: span, context)
        let memory = ByteCount.text(configuration.memoryNeeded(in: tasks))
        var rows = shown.map { [$0.name, "\(current($0))"] }
        rows += [[Seeds.name, seeds.value.literal], [DerivedName.width, "\(configuration.nEmbd)"]]
        rows += [["parameters", Grouping.text(configuration.parameterCount(in: tasks))], ["memory", "\(memory) a run"]]
        rows.append(["train", try await expected(plan, tasks, jobs: environment.jobs)])
        if let lastRequest {
            rows.append(["sweep", try await expected(lastRequest.plan, lastRequest.tasks, jobs: lastRequest.jobs)])
        }
        return TextPage(TextTable(rows))
    }

    /// The hyper-parameters of the present data, but for those that go without saying.
    private var shown: [Hyperparameter] {
        Hyperparameter.belonging(to: present.kind).filter { $0 != .task && $0.isRecorded([current($0)], for: present.kind) }
    }

    /// `about 12 s, 50 runs, 2 at a time`
    private func expected(_ plan: SweepPlan, _ tasks: TaskLibrary, jobs: Int) async throws -> String {
        let runs = plan.runs.count
        let scale = measured.scale
        let forecast = try await apart { PlanForecast(plan, jobs: jobs, tasks: tasks, memory: .current, scale: scale) }
        return "\(SpokenTime.about(forecast.seconds)), \(runs == 1 ? "1 run" : "\(runs) runs"), \(min(runs, jobs)) at a time"
    }

    /// One hyper-parameter: value, default, range, what it does.
    fileprivate func description(of name: Name, _ context: ExecutionContext) throws(Diagnostic) -> TextPage {
        if name.text == Seeds.name {
            return TextPage(TextTable([
                [Seeds.name, seeds.value.literal], ["default", "\(Seeds.standard.count)"], ["meaning", SeedsSetting.help],
            ]))
        }
        if name.text == DerivedName.width {
            return TextPage(TextTable([
                [DerivedName.width, "\(try configuration(name.span, context).nEmbd)"],
                ["meaning", DerivedName.help],
            ]))
        }
        if let value = variables[name.text] { return TextPage("\(name.text) = \(value.literal)") }
        let parameter = try parameter(name, context, options: Array(variables.keys))
        return TextPage(TextTable([
            [parameter.name, "\(current(parameter))"], ["default", present.defaultText(of: parameter)],
            ["range", "\(present.row(of: parameter).range)"], ["meaning", parameter.help],
        ]))
    }
}
