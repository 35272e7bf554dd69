import Engine
import Experiments
import Language

extension Command {
    static let reset = Command(
        "reset", Signature(positionals: [.word("a hyper-parameter", as: "NAME", .any, .setting)]),
        help: "go back to the defaults",
        details: "Without a name every hyper-parameter, and seeds, gets its default. Variables stay.",
        examples: ["reset n_head", "reset"]
    ) { session, invocation in
        try await session.reset(invocation.words, invocation.context)
        return .none
    }
}

extension Interpreter {
    fileprivate func reset(_ names: [Name], _ context: ExecutionContext) async throws {
        for name in names where name.text != Seeds.name { _ = try parameter(name, context) }
        for name in names.isEmpty ? Self.settingNames : names.map(\.text) where try await !isHeld(name, context) {
            if name == Seeds.name { seeds = .standard }
            Hyperparameter.named(name).map { settings[$0] = nil }
        }
        let decides = names.isEmpty || names.contains { [Hyperparameter.data.name, Hyperparameter.task.name].contains($0.text) }
        if decides { present = try await present(settings, at: names.first?.span ?? .at(0), context) }
    }
}
