import Engine
import Experiments
package import Language

/// The words a session knows at one moment, for completion: a value, so that a prompt can ask without waiting.
///
///     let vocabulary = await interpreter.vocabulary
///     vocabulary.completions(for: SourceText(name: "", "sweep drop"), at: 10).items    // dropout=
///
/// They come from the same tables that checking and help use.
package struct Vocabulary: Sendable {
    private let variables: [String: Value]
    private let seeds: SeedsSetting
    private let current: @Sendable (Hyperparameter) -> Hyperparameter.Value

    init(
        variables: [String: Value], seeds: SeedsSetting,
        current: @escaping @Sendable (Hyperparameter) -> Hyperparameter.Value
    ) {
        self.variables = variables
        self.seeds = seeds
        self.current = current
    }

    /// What could be typed at a byte offset of a text that may be unfinished.
    package func completions(for source: SourceText, at byteOffset: Int) -> CompletionList {
        let context = CompletionContext(in: source, at: byteOffset, shapes: Interpreter.shapes)
        if context.quote != nil, !takesText(context.place) { return CompletionList(span: context.span, items: []) }
        let items = items(for: context)
        return CompletionList(span: context.span, items: items.filter { $0.text.hasPrefix(context.word) })
    }

    /// Whether a string can be a path there.
    private func takesText(_ place: CompletionContext.Place) -> Bool {
        switch place {
        case .argument(let call, _): call.name.text == "run" || call.name.text == "compare"
        case .value(let name, _): name == "out"
        default: false
        }
    }

    private func items(for context: CompletionContext) -> [CompletionList.Item] {
        switch context.place {
        case .statement: Self.commands { _ in true } + Self.words + settable + variableItems + Self.functions
        case .helpTopic: Self.topics
        case .newName, .nothing: []
        case .byName: Hyperparameter.all.map { Item(text: $0.name, kind: .hyperparameter, help: $0.help) }
        case .rightSide(let name): Self.commands(\.hasResult) + values(of: name) + operands
        case .argument(let call, let position): arguments(of: call, position, context)
        case .bundledArgument(_, let given): Self.parameters.filter { !given.contains(String($0.text.dropLast())) }
        case .value(let name, _): name == "out" ? paths(context.word) : values(of: name) + operands
        case .condition, .operand: operands
        case .parenthesis: Self.commands(\.hasResult) + operands
        case .field(let expression): known(expression).map(Self.fields) ?? []
        }
    }

    private func arguments(
        of call: CommandCall, _ position: Int?, _ context: CompletionContext
    ) -> [CompletionList.Item] {
        guard let command = Command.named(call.name.text) else { return [] }
        let given = Swift.Set(call.named.map(\.name.text))
        let names = named(command).filter { !given.contains(String($0.text.dropLast())) }
        let clauses = [
            (command.shape.takesWhere, "where", "leave out combinations"), (command.shape.takesBy, "by", "the values of hyper-parameters"),
        ].filter(\.0).map { CompletionList.Item(text: $1, kind: .word, help: $2) }
        let bundles = command.shape.bundles.map { CompletionList.Item(text: "\($0)(", kind: .word, help: Manual.oneLine($0)) }
        if command.name == "set", position == 1, case .word(let first)? = call.positionals.first {
            return values(of: first.text) + operands
        }
        return names + bundles + clauses + (position.map { positionals(command, $0, context) } ?? [])
    }

    /// `dropout=` and `seeds=`
    private func named(_ command: Command) -> [CompletionList.Item] {
        guard command.shape.takesNamed else { return [] }
        let seeds = CompletionList.Item(text: "\(Seeds.name)=", kind: .option, help: SeedsSetting.help)
        let options = command.options.map { CompletionList.Item(text: "\($0.name)=", kind: .option, help: $0.help) }
        guard command.takesHyperparameters else { return options }
        return Self.parameters + (options.isEmpty ? [seeds] : options)
    }

    /// `dropout=`
    private static let parameters = Hyperparameter.all.map { parameter in
        CompletionList.Item(text: "\(parameter.name)=", kind: .hyperparameter, help: parameter.help)
    }

    private func positionals(
        _ command: Command, _ position: Int, _ context: CompletionContext
    ) -> [CompletionList.Item] {
        switch (command.name, command.shape.positional(at: position)?.kind) {
        case ("compare", .path): comparable + paths(context.word)
        case ("plot", .word): Self.plots
        case ("plot", .path): settable + variableItems + paths(context.word)
        case (_, .path): paths(context.word)
        case ("help", _): Self.topics
        case ("export", .word): RunExport.allCases.map { Item(text: $0.rawValue, kind: .word, help: "") }
        case ("rerun", .word): [Item(text: "failed", kind: .word, help: "the runs that failed")]
        case (_, .word): command.shape.takesNamed ? [] : settable
        default: operands
        }
    }
}

// MARK: - Words by kind
extension Vocabulary {
    private typealias Item = CompletionList.Item

    private static func commands(_ isIncluded: (Command) -> Bool) -> [CompletionList.Item] {
        Command.all.filter(isIncluded).map { Item(text: $0.name, kind: .command, help: $0.help) }
    }

    private static let words = Manual.syntax.filter { ["let", "for", "if"].contains($0.name) }
        .map { Item(text: $0.name, kind: .word, help: $0.help) }

    private static let functions = Function.all.map { Item(text: "\($0.name)(", kind: .function, help: $0.help) }

    private static let plots = PlotKind.all.map { Item(text: $0.name, kind: .word, help: $0.help) }

    private static let topics = Manual.topics.map { topic in
        Item(text: topic, kind: Command.named(topic) == nil ? .word : .command, help: Manual.oneLine(topic))
    }

    private var settable: [CompletionList.Item] {
        Hyperparameter.all.map { Item(text: $0.name, kind: .hyperparameter, help: $0.help) }
            + [Item(text: Seeds.name, kind: .hyperparameter, help: SeedsSetting.help)]
    }

    private var variableItems: [CompletionList.Item] {
        variables.keys.sorted().map { Item(text: $0, kind: .variable, help: variables[$0]?.kind ?? "") }
    }

    /// Variables that `compare` takes, and its own word.
    private var comparable: [CompletionList.Item] {
        variableItems.filter { variables[$0.text]?.isResult ?? false }
            + [Item(text: Interpreter.importanceWord, kind: .word, help: "how much each hyper-parameter explains")]
    }

    /// What an expression can start with.
    private var operands: [CompletionList.Item] {
        let derived = Item(text: Interpreter.derivedName, kind: .hyperparameter, help: "channels: n_head * n_embd_factor")
        return variableItems + settable + [derived] + Self.functions
    }

    /// Legal values: as it is, the default, the standard sweep's, and every word.
    private func values(of name: String) -> [CompletionList.Item] {
        if name == "embeddings" { return [Item(text: "true", kind: .value, help: "record them")] }
        if name == "dry" { return [Item(text: "true", kind: .value, help: "only show the plan")] }
        if name == "race" { return [Item(text: "true", kind: .value, help: "stop what can't win any more")] }
        if name == Seeds.name { return [Item(text: seeds.value.literal, kind: .value, help: SeedsSetting.help)] }
        guard let parameter = Hyperparameter.named(name) else { return [] }
        var values: [Hyperparameter.Value] = []
        let candidates = [current(parameter), parameter.defaultValue] + (SweepPlan.standardGrid[parameter] ?? [])
            + parameter.words.map(Hyperparameter.Value.word)
        for value in candidates where !values.contains(value) { values.append(value) }
        return values.map { value in
            let role = value == current(parameter) ? "as it is set; " : value == parameter.defaultValue ? "default; " : ""
            return Item(text: "\(value)", kind: .value, help: "\(role)\(parameter.range)")
        }
    }

    private static func fields(of value: Value) -> [CompletionList.Item] {
        var items = value.fields.map { Item(text: $0.name, kind: .field, help: $0.help) }
        if case .result = value {
            items += Hyperparameter.all.map { Item(text: $0.name, kind: .field, help: $0.help) }
        }
        return items
    }

    private func paths(_ word: String) -> [CompletionList.Item] {
        FolderListing.paths(startingWith: word).map { Item(text: $0, kind: .path, help: "") }
    }

    /// The value of an expression of variables, fields and whole indices, without running anything.
    private func known(_ expression: Expression) -> Value? {
        switch expression.kind {
        case .name(let name): return variables[name]
        case .integer(let number): return .integer(number)
        case .access(let base, let path):
            return path.reduce(known(base)) { value, access in
                switch access {
                case .field(let name): try? value?.field(name.text)
                case .index(let index, _): known(index).flatMap { try? value?.element(at: $0) }
                }
            }
        default: return nil
        }
    }
}

extension Interpreter {
    /// The words known now.
    package var vocabulary: Vocabulary {
        let settings = settings
        return Vocabulary(variables: variables, seeds: seeds) { settings[$0] ?? $0.defaultValue }
    }

    /// What could be typed at a byte offset of a text that may be unfinished.
    package func completions(for source: SourceText, at byteOffset: Int) -> CompletionList {
        vocabulary.completions(for: source, at: byteOffset)
    }
}
