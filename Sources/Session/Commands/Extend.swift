import Engine
import Experiments
import Language
import Runner

extension Command {
    static let extend = Command(
        "extend",
        Signature(
            positionals: [.result()], options: [seeds.declaration] + TrainingOption.resuming, hyperparameters: .added),
        help: "add seeds and values to a results folder, and train them",
        details: """
            What the folder has stays. New seeds come after its own, new values after those of the same \
            hyper-parameter, and every new combination is trained. Values can be added to a full grid, seeds to any plan \
            but a race.
            """,
        examples: ["train epochs=1 seeds=2 n_head=1 out=\"extended\"\nlet s = extend extended seeds=2..3 n_layer=3\nprint len(s)"],
        hasResult: true
    ) { session, invocation in
        let reference = try await session.reference(invocation.paths[0], invocation.context)
        var choices: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for setting in invocation.settings { choices[setting.parameter] = try session.many(setting, invocation.context) }
        _ = try await session.resumeRequest(reference, invocation)
        let (more, seeds, places) = (choices, invocation[seeds]?.seeds, session.environment.places)
        let plan = try await session.apart(at: reference, invocation) { try SweepManifest(of: reference.folder).plan }
        for setting in invocation.settings where !setting.parameter.belongs(to: plan.kind) {
            throw invocation.fail(.otherKind(setting.parameter, plan.kind, data: plan.data[0]), setting.nameSpan)
        }
        for setting in invocation.settings where setting.parameter == .data {
            for name in choices[.data] ?? [] { try await session.checkKind(of: name.description, as: plan, setting.span, invocation.context) }
        }
        let extended = try await session.apart(at: reference, invocation) { try plan.extended(by: more, seeds: seeds) }
        let tasks = try await session.tasks(of: extended, at: invocation.call.name.span, invocation.context)
        try await session.apart(at: reference, invocation) {
            try ResultsFolder.extend(try places.changing(reference.folder), by: more, seeds: seeds, tasks: tasks)
        }
        return try await session.resume(reference, invocation)
    }

    private static let seeds = TrainingOption.seeds(default: nil)
}

extension Interpreter {
    /// Checks that data is of a plan's kind by its content, as the plan's own data is, unless that is read as what it is not.
    fileprivate func checkKind(of name: String, as plan: SweepPlan, _ span: SourceSpan, _ context: ExecutionContext) async throws {
        let kind = try await file(name, at: span, context).kind
        guard kind != plan.kind, try await file(plan.data[0], at: span, context).kind == plan.kind else { return }
        throw context.fail(.severalKinds(plan.data[0], plan.kind, name, kind), span)
    }
}
