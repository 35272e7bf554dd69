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
        let frame = invocation.frame
        try await frame.show(try invocation.words.first.map { try session.description(of: $0, frame) }
            ?? session.overview(invocation.call.span, frame))
        return .none
    }
}

extension Interpreter {
    fileprivate func overview(_ span: SourceSpan, _ frame: Frame) throws(Diagnostic) -> [String] {
        let configuration = try configuration(span, frame)
        let task = surroundings.worker.task
        let plan: SweepPlan
        do throws(SweepPlanError) {
            plan = try SweepPlan(settings.mapValues { [$0] }, seeds: seeds.seeds)
        } catch {
            throw frame.fail(.plan(error), span)
        }
        let memory = MemoryShortage.size(configuration.memoryNeeded(for: task))
        var rows = Hyperparameter.all.map { [$0.name, "\(current($0))"] }
        rows += [[Seeds.name, seeds.value.literal], [Self.derivedName, "\(configuration.nEmbd)"]]
        rows += [["parameters", Grouping.text(configuration.parameterCount(for: task))], ["memory", "\(memory) a run"]]
        rows.append(["train", expected(plan, jobs: surroundings.jobs)])
        if let lastRequest { rows.append(["sweep", expected(lastRequest.plan, jobs: lastRequest.jobs)]) }
        return TextTable(rows).lines
    }

    /// `about 12 s, 50 runs, 2 at a time`
    private func expected(_ plan: SweepPlan, jobs: Int) -> String {
        let runs = plan.runs.count
        let forecast = PlanForecast(
            plan, jobs: jobs, task: surroundings.worker.task, memory: .current, scale: measured.scale)
        let seconds = SpokenTime.text(forecast.seconds)
        return "\(seconds.hasPrefix("less") ? "" : "about ")\(seconds), \(runs == 1 ? "1 run" : "\(runs) runs"), \(min(runs, jobs)) at a time"
    }

    /// One hyper-parameter: value, default, range, what it does.
    fileprivate func description(of name: Name, _ frame: Frame) throws(Diagnostic) -> [String] {
        if name.text == Seeds.name {
            return TextTable([
                [Seeds.name, seeds.value.literal], ["default", "\(Seeds.standard.count)"], ["meaning", SeedsSetting.help],
            ]).lines
        }
        if name.text == Self.derivedName {
            return TextTable([
                [Self.derivedName, "\(try configuration(name.span, frame).nEmbd)"],
                ["meaning", "channels, derived: n_head * n_embd_factor"],
            ]).lines
        }
        if let value = variables[name.text] { return ["\(name.text) = \(value.literal)"] }
        let parameter = try parameter(name, frame, options: Array(variables.keys))
        return TextTable([
            [parameter.name, "\(current(parameter))"], ["default", "\(parameter.defaultValue)"],
            ["range", "\(parameter.range)"], ["meaning", parameter.help],
        ]).lines
    }
}
