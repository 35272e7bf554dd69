import Engine
import Language

extension Command {
    static let set = Command(
        "set",
        Signature(
            positionals: [
                .word("a hyper-parameter", as: "NAME", .optional, .setting),
                Positional(shape: .expression("a value"), placeholder: "VALUE", completion: .valueOfSetting),
            ],
            options: [TrainingOption.seeds.declaration], hyperparameters: .one),
        help: "set hyper-parameters",
        details: """
            What is set holds for every train and sweep that follows. NAME = VALUE does the same. Several are set \
            together, or none of them if one is wrong. seeds is set like a hyper-parameter. A word such as bf16 needs no \
            quotes where it is given to its hyper-parameter.
            """,
        examples: ["set n_head 4", "set n_head=4 dropout=0.1", "set precision bf16", "set seeds=[3, 5, 8]"]
    ) { session, invocation in
        var settings: [Setting] = []
        for setting in try await session.settings(in: invocation) where try await !session.isHeld(setting.name.text, invocation.context) {
            settings.append(setting)
        }
        if !settings.isEmpty { try await session.apply(settings, invocation.context) }
        return .none
    }
}

extension Interpreter {
    fileprivate func settings(in invocation: Invocation) async throws -> [Setting] {
        var given: [Setting] = []
        if let name = invocation.words.first, let expression = invocation.expressions.first {
            let value = try await value(of: expression, givenTo: name, invocation.context)
            given.append(Setting(name: name, value: value, span: expression.span))
        }
        for setting in invocation.settings {
            given.append(Setting(name: Name(text: setting.parameter.name, span: setting.nameSpan), value: setting.value, span: setting.span))
        }
        if let seeds = invocation.argument(TrainingOption.seeds), let setting = invocation[TrainingOption.seeds] {
            given.append(Setting(name: seeds.name, value: setting.value, span: seeds.value.span))
        }
        guard !given.isEmpty else { throw invocation.fail(.nothingToSet) }
        return given
    }
}
