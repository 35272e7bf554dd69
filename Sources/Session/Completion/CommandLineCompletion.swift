import Engine
import Experiments
import Language

/// What could be typed at the end of a command line, by the same signatures that read it.
struct CommandLineCompletion {
    struct Candidate: Equatable {
        /// The whole word.
        let text: String
        /// One line; empty for a path and for a word that speaks for itself.
        var help = ""
        var isPath = false

        /// Whether the word goes on: a folder, or a name that a value follows.
        var isOpen: Bool { text.hasSuffix("/") || text.hasSuffix("=") }
    }

    private let commands: CommandTable
    private var command: Command?
    private var positionals: [String] = []
    /// The options that are given, by their names without dashes.
    private var given: Swift.Set<String> = []
    /// What takes the next word, or words.
    private var pending: CommandLineOption?
    /// What of the pending is there.
    private var values: [String] = []
    private var takesOptions = true

    /// - Parameter words: those before the current one, without the program's name.
    init(_ commands: CommandTable, after words: [String]) {
        self.commands = commands
        for word in words { take(word) }
    }

    /// In the order in which they are shown.
    func candidates(for current: String) -> [Candidate] {
        found(for: current).filter { $0.text.hasPrefix(current) }
    }

    private func found(for current: String) -> [Candidate] {
        if let pending, !pending.isOptional || !Self.isOption(current) { return valueCandidates(of: pending, current) }
        guard takesOptions, current.hasPrefix("-") else { return positionalCandidates(current) }
        let name = current.prefix { $0 != "=" }
        guard name.endIndex < current.endIndex else { return optionCandidates }
        guard let option = option(String(name)), option.takesValue else { return [] }
        let start = "\(name)="
        return valueCandidates(of: option, String(current.dropFirst(start.count))).map {
            Candidate(text: start + $0.text, help: $0.help, isPath: $0.isPath)
        }
    }

    // MARK: Words before

    private mutating func take(_ word: String) {
        if let pending, !pending.isOptional || takesOptions && !Self.isOption(word) {
            values.append(word)
            self.pending = pending.takesSeveral ? pending.optional : nil
        } else if takesOptions, word == "--" {
            (takesOptions, pending) = (false, nil)
        } else if takesOptions, Self.isOption(word) {
            takeOption(word)
        } else if command == nil {
            takeFirst(word)
        } else {
            positionals.append(word)
        }
    }

    private mutating func takeOption(_ word: String) {
        let name = String(word.prefix { $0 != "=" })
        (pending, values) = (nil, [])
        guard let option = option(name) else { return }
        given.insert(option.name)
        if option.takesValue, name == word { pending = option }
    }

    /// A command, or the file that is run.
    private mutating func takeFirst(_ word: String) {
        if let command = commands[word] {
            self.command = command
        } else if word.hasSuffix(".ipynb") {
            (command, positionals) = (commands["notebook"], ["run", word])
        } else {
            (command, positionals) = (commands["run"], [word])
        }
    }

    /// Whether a word is an option rather than a number, a dash by itself or what has blanks.
    private static func isOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let second = word.dropFirst().first else { return false }
        return second == "-" || second.isLetter || second == "_"
    }

    // MARK: Options

    private var options: [CommandLineOption] {
        guard let command else { return CommandLineOption.process(nil, recording: true) }
        return CommandLineOption.all(of: command)
            + CommandLineOption.process(command.name, recording: given.contains("--record"))
    }

    private func option(_ written: String) -> CommandLineOption? { options.first { $0.spellings.contains(written) } }

    private var optionCandidates: [Candidate] {
        options.filter { !given.contains($0.name) }.map { Candidate(text: $0.name, help: $0.help) }
    }

    // MARK: Values

    private func valueCandidates(of option: CommandLineOption, _ current: String) -> [Candidate] {
        switch option.value {
        case .none: return []
        case .one(let completion): return candidates(completion, current)
        case .parameter(let parameter, let isList):
            if parameter.takesPath { return paths(.files(), current) }
            return isList ? listed(Self.values(of: parameter), current) : Self.values(of: parameter)
        case .several(let completion): return listed(candidates(completion, current), current)
        case .names: return listed(Self.parameterNames, current)
        case .condition: return Self.parameterNames + [Candidate(text: DerivedName.width, help: DerivedName.help)]
        case .assignments: return assignments(current, isList: true)
        case .assignment: return assignments(current, isList: false)
        case .words(let words): return words.map { Candidate(text: $0) }
        }
    }

    /// Words of a list with commas between them, but for those that are there.
    private func listed(_ words: [Candidate], _ current: String) -> [Candidate] {
        let start = current.lastIndex(of: ",").map { String(current[...$0]) } ?? ""
        let there = values.flatMap { $0.split(separator: ",") } + start.split(separator: ",")
        return words.filter { !there.contains($0.text[...]) }.map { Candidate(text: start + $0.text, help: $0.help, isPath: $0.isPath) }
    }

    /// `n_layer=1,2`
    private func assignments(_ current: String, isList: Bool) -> [Candidate] {
        let name = current.prefix { $0 != "=" }
        guard name.endIndex < current.endIndex, let parameter = Hyperparameter.named(String(name)) else {
            return Self.parameterNames.map { Candidate(text: $0.text + "=", help: $0.help) }
        }
        let value = String(current[name.endIndex...].dropFirst())
        let words = parameter.takesPath ? paths(.files(), value) : isList ? listed(Self.values(of: parameter), value) : Self.values(of: parameter)
        return words.map { Candidate(text: "\(name)=\($0.text)", help: $0.help, isPath: $0.isPath) }
    }

    private func positionalCandidates(_ current: String) -> [Candidate] {
        guard let command else {
            return commands.all.map { Candidate(text: $0.name, help: $0.help) } + paths(.files(endingIn: [".sweep", ".ipynb"]), current)
        }
        let all = command.signature.positionals
        let positional = positionals.count < all.count ? all[positionals.count] : all.last.flatMap { $0.shape.count == .any ? $0 : nil }
        return positional.map { candidates($0.completion, current) } ?? []
    }

    private func candidates(_ completion: ValueCompletion, _ current: String) -> [Candidate] {
        switch completion {
        case .none, .flag, .seeds, .expression: []
        case .choices(let words): words.map { Candidate(text: $0.name, help: $0.help) }
        case .path(let kind): paths(kind, current)
        case .result(let words): paths(.results, current) + words.map { Candidate(text: $0.name, help: $0.help) }
        case .model: paths(.models, current)
        case .setting: Self.parameterNames + [Candidate(text: Seeds.name, help: SeedsSetting.help)]
        case .valueOfSetting: positionals.first.flatMap(Hyperparameter.named).map(Self.values) ?? []
        case .topic: topics
        case .factorOrResult:
            Self.parameterNames + Metric.all.map { Candidate(text: $0.name, help: $0.title) } + paths(.results, current)
        }
    }

    private var topics: [Candidate] {
        let manual = Manual(commands: commands)
        return manual.topics.map { Candidate(text: $0, help: manual.oneLine($0)) }
    }

    private func paths(_ kind: PathKind, _ current: String) -> [Candidate] {
        FolderListing.paths(startingWith: current, kind).map { Candidate(text: $0, isPath: true) }
    }

    private static let parameterNames = Hyperparameter.all.map { Candidate(text: $0.name, help: $0.help) }

    /// The defaults, the standard sweep's values, and every word.
    private static func values(of parameter: Hyperparameter) -> [Candidate] {
        let all = parameter.kinds.map(parameter.defaultValue(for:)) + (SweepPlan.standardGrid[parameter] ?? [])
            + parameter.words.map(Hyperparameter.Value.word)
        var texts: [String] = []
        for value in all where !texts.contains(value.description) { texts.append(value.description) }
        return texts.map { Candidate(text: $0) }
    }
}
