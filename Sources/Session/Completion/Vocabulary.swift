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
    let commands: CommandTable
    private let variables: [String: Value]
    private let seeds: SeedsSetting
    private let settings: [Hyperparameter: Hyperparameter.Value]
    private let data: StatementData

    init(
        commands: CommandTable, variables: [String: Value], seeds: SeedsSetting, settings: [Hyperparameter: Hyperparameter.Value],
        data: StatementData
    ) {
        self.commands = commands
        self.variables = variables
        self.seeds = seeds
        self.settings = settings
        self.data = data
    }

    /// What help says of them.
    var pages: HelpPages { HelpPages(commands, variables, seeds: seeds, settings: settings, data: data) }

    /// What could be typed at a byte offset of a text that may be unfinished.
    package func completions(for source: SourceText, at byteOffset: Int) -> CompletionList {
        let context = CompletionContext(in: source, at: byteOffset, shapes: commands.shapes)
        let items = (context.quote == nil ? items(for: context) : quoted(context)).filter { item in
            item.kind == .path || item.text.hasPrefix(context.word)
        }
        return CompletionList(span: context.span, items: items, quote: context.quote)
    }

    /// What a string can be: a path, or a word that may as well stand without quotes.
    private func quoted(_ context: CompletionContext) -> [CompletionList.Item] {
        switch context.place {
        case .argument(let call, let position):
            return position.flatMap { positional(of: call, at: $0)?.pathKind }.map { paths($0, context) } ?? []
        case .value(let name, let call):
            guard let option = option(name, of: call) else { return words(of: name, context) }
            if let kind = option.completion.pathKind { return paths(kind, context) }
            if case .choices(let choices) = option.completion { return Self.items(choices) } else { return [] }
        case .rightSide(let name): return words(of: name, context)
        case .statement, .helpTopic, .newName, .bundledArgument, .byName, .condition, .operand, .parenthesis, .field, .nothing:
            return []
        }
    }

    /// The values of a hyper-parameter whose values are words, or paths.
    private func words(of name: String, _ context: CompletionContext) -> [CompletionList.Item] {
        guard let parameter = Hyperparameter.named(name), parameter.kind == .word else { return [] }
        return parameter.takesPath ? paths(.files(), context) : values(of: name)
    }

    func positional(of call: CommandCall, at position: Int) -> ValueCompletion? {
        guard let positionals = commands[call.name.text]?.signature.positionals else { return nil }
        return (position < positionals.count ? positionals[position] : positionals.last)?.completion
    }

    func option(_ name: String, of call: CommandCall?) -> OptionDeclaration? {
        call.flatMap { commands[$0.name.text]?.signature.option(name) }
    }

    private func items(for context: CompletionContext) -> [CompletionList.Item] {
        switch context.place {
        case .statement: commandItems { _ in true } + Self.words + settable(nil) + variableItems + Self.functions
        case .helpTopic: topics
        case .newName, .nothing: []
        case .byName: Hyperparameter.all.map { Item(text: $0.name, kind: .hyperparameter, help: $0.help) }
        case .rightSide(let name): words(for: name, context) ?? commandItems(\.hasResult) + values(of: name) + operands(nil)
        case .argument(let call, let position): arguments(of: call, position, context)
        case .bundledArgument(let call, let given): parameters(of: call).filter { !given.contains(String($0.text.dropLast())) }
        case .value(let name, let call): values(of: name, in: call, context)
        case .condition(let call): operands(call)
        case .operand(let call): operands(call)
        case .parenthesis: commandItems(\.hasResult) + operands(nil)
        case .field(let expression): known(expression).map(Self.fields) ?? []
        }
    }

    private func arguments(
        of call: CommandCall, _ position: Int?, _ context: CompletionContext
    ) -> [CompletionList.Item] {
        guard let signature = commands[call.name.text]?.signature else { return [] }
        let given = Swift.Set(call.named.map(\.name.text))
        let names = (signature.hyperparameters == .none ? [] : parameters(of: call))
            + signature.options.map { Item(text: "\($0.name)=", kind: .option, help: $0.fullHelp) }
        let clauses = [
            (signature.takesZip, "zip(", "hyper-parameters that move together"),
            (signature.takesWhere, "where", "leave out combinations"), (signature.takesBy, "by", "the values of hyper-parameters"),
        ].filter(\.0).map { Item(text: $1, kind: .word, help: $2) }
        let words = position.flatMap { positional(of: call, at: $0) }.map { items(of: $0, call, context) } ?? []
        if case .valueOfSetting? = position.flatMap({ positional(of: call, at: $0) }), call.named.isEmpty { return words }
        return names.filter { !given.contains(String($0.text.dropLast())) } + clauses + words
    }

    /// `dropout=`
    private func parameters(of call: CommandCall) -> [CompletionList.Item] {
        hyperparameters(of: call).map { Item(text: "\($0.name)=", kind: .hyperparameter, help: $0.help) }
    }

    /// Those of what is learned; all where the call names data or results of its own.
    private func hyperparameters(of call: CommandCall?) -> [Hyperparameter] {
        let decides = call?.named.contains { [Hyperparameter.data.name, Hyperparameter.task.name].contains($0.name.text) } ?? false
        let isAdded = call.flatMap { commands[$0.name.text] }?.signature.hyperparameters == .added
        return decides || isAdded ? Hyperparameter.all : Hyperparameter.belonging(to: data.kind)
    }

    /// The words or paths that a hyper-parameter takes alone; nil where it takes other values.
    private func words(for name: String, _ context: CompletionContext) -> [CompletionList.Item]? {
        guard let parameter = Hyperparameter.named(name), parameter.kind == .word else { return nil }
        return values(of: name) + (parameter.takesPath ? paths(.files(), context) : [])
    }

    /// What an option takes, or else a hyper-parameter.
    private func values(of name: String, in call: CommandCall?, _ context: CompletionContext) -> [CompletionList.Item] {
        guard let call, let option = option(name, of: call) else {
            return words(for: name, context) ?? values(of: name) + operands(call)
        }
        let items = items(of: option.completion, call, context)
        switch option.completion {
        case .path, .choices: return items
        case .none, .flag, .result, .model, .seeds, .setting, .valueOfSetting, .topic, .expression, .factorOrResult: return items + operands(call)
        }
    }

    private func items(
        of completion: ValueCompletion, _ call: CommandCall, _ context: CompletionContext
    ) -> [CompletionList.Item] {
        switch completion {
        case .none: []
        case .flag: [Item(text: "true", kind: .value, help: ""), Item(text: "false", kind: .value, help: "")]
        case .choices(let choices): Self.items(choices)
        case .path(let kind): paths(kind, context)
        case .result(let words):
            resultVariables + Self.items(words) + paths(.results, context)
        case .model: modelVariables + paths(.models, context)
        case .seeds: [Item(text: seeds.value.literal, kind: .value, help: SeedsSetting.help)]
        // What takes name=value offers the names so.
        case .setting: commands[call.name.text]?.signature.hyperparameters == .one ? [] : Self.settable(Hyperparameter.all)
        case .valueOfSetting:
            if case .word(let first)? = call.positionals.first {
                values(of: first.text) + (Hyperparameter.named(first.text)?.kind == .word ? [] : operands(call))
            } else { operands(call) }
        case .topic: topics
        case .expression: operands(call)
        case .factorOrResult:
            Self.settable(Hyperparameter.all) + Metric.all.map { Item(text: $0.name, kind: .word, help: $0.title) } + variableItems + paths(.results, context)
        }
    }
}

// MARK: - Words by kind
extension Vocabulary {
    private typealias Item = CompletionList.Item

    private func commandItems(_ isIncluded: (Command) -> Bool) -> [CompletionList.Item] {
        commands.all.filter(isIncluded).map { Item(text: $0.name, kind: .command, help: $0.help) }
    }

    private static let words = Manual.syntax.filter { ["let", "for", "if", "time"].contains($0.name) }
        .map { Item(text: $0.name, kind: .word, help: $0.help) }

    private static let functions = Function.all.map { Item(text: "\($0.name)(", kind: .function, help: $0.help) }

    private var topics: [CompletionList.Item] {
        let manual = Manual(commands: commands)
        return manual.topics.map { topic in
            Item(text: topic, kind: commands[topic] == nil ? .word : .command, help: manual.oneLine(topic))
        }
    }

    private func settable(_ call: CommandCall?) -> [CompletionList.Item] { Self.settable(hyperparameters(of: call)) }

    private static func settable(_ parameters: [Hyperparameter]) -> [CompletionList.Item] {
        parameters.map { Item(text: $0.name, kind: .hyperparameter, help: $0.help) }
            + [Item(text: Seeds.name, kind: .hyperparameter, help: SeedsSetting.help)]
    }

    private var variableItems: [CompletionList.Item] {
        variables.keys.sorted().map { Item(text: $0, kind: .variable, help: variables[$0]?.kind ?? "") }
    }

    private var resultVariables: [CompletionList.Item] {
        variableItems.filter { variables[$0.text]?.isResult ?? false }
    }

    private var modelVariables: [CompletionList.Item] {
        variableItems.filter { variables[$0.text]?.isModel ?? false }
    }

    /// What an expression can start with.
    private func operands(_ call: CommandCall?) -> [CompletionList.Item] {
        let derived = Item(text: DerivedName.width, kind: .hyperparameter, help: DerivedName.help)
        return variableItems + settable(call) + [derived] + Self.functions
    }

    /// Legal values: as it is, the default, the standard sweep's, and every word.
    private func values(of name: String) -> [CompletionList.Item] {
        if name == Seeds.name { return [Item(text: seeds.value.literal, kind: .value, help: SeedsSetting.help)] }
        guard let parameter = Hyperparameter.named(name) else { return [] }
        var values: [Hyperparameter.Value] = []
        let current = settings[parameter] ?? data.defaultValue(of: parameter), standard = data.defaultValue(of: parameter)
        let swept = data.kind == .relations ? SweepPlan.standardGrid[parameter] ?? [] : []
        let candidates = [current, standard] + swept + parameter.words.map(Hyperparameter.Value.word)
        for value in candidates where !values.contains(value) { values.append(value) }
        return values.map { value in
            let role = value == current ? "as it is set; " : value == standard ? "default; " : ""
            return Item(text: parameter.takesPath ? Value(value).literal : "\(value)", kind: .value, help: "\(role)\(data.row(of: parameter).range)")
        }
    }

    private static func fields(of value: Value) -> [CompletionList.Item] {
        value.fields.map { Item(text: $0.name, kind: .field, help: $0.help) }
            + value.hyperparameters.map { Item(text: $0.name, kind: .field, help: $0.help) }
    }

    private static func items(_ words: [(name: String, help: String)]) -> [CompletionList.Item] {
        words.map { Item(text: $0.name, kind: .word, help: $0.help) }
    }

    /// Paths, written as the place asks for. A word that breaks off within an escape has none.
    private func paths(_ kind: PathKind, _ context: CompletionContext) -> [CompletionList.Item] {
        guard let text = context.text else { return [] }
        return FolderListing.paths(startingWith: text, kind).map { path in
            Item(text: context.written(path, isOpen: path.hasSuffix("/")), kind: .path, help: "")
        }
    }

    /// The value of an expression of variables, fields and whole indices, without running anything.
    func known(_ expression: Expression) -> Value? {
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
        case .float, .string, .boolean, .none, .list, .call, .power, .sign, .arithmetic, .range, .comparison, .negation, .conjunction,
            .disjunction, .command: return nil
        }
    }
}

extension Interpreter {
    /// The words known now.
    package var vocabulary: Vocabulary {
        Vocabulary(commands: commands, variables: variables, seeds: seeds, settings: settings, data: present)
    }

    /// What could be typed at a byte offset of a text that may be unfinished.
    package func completions(for source: SourceText, at byteOffset: Int) -> CompletionList {
        vocabulary.completions(for: source, at: byteOffset)
    }
}

extension ValueCompletion {
    /// Which paths a string there can be; nil where it is none.
    fileprivate var pathKind: PathKind? {
        switch self {
        case .path(let kind): kind
        case .result, .factorOrResult: .results
        case .model: .models
        case .none, .flag, .choices, .seeds, .setting, .valueOfSetting, .topic, .expression: nil
        }
    }
}
