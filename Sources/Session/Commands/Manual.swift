import Engine
import Experiments
import Formats
import Language

/// What users are told of the language, from the tables of commands, hyper-parameters and functions.
package enum Manual {
    /// What there is, for `help`.
    static var overview: [String] {
        let commands = TextTable(Command.all.map { ["  " + $0.name, $0.help] }).lines
        let statements = TextTable(syntax.map { ["  " + $0.name, $0.help] }).lines
        return ["Commands"] + commands + ["", "Statements"] + statements
            + ["", "Hyper-parameters"] + names(Hyperparameter.all.map(\.name) + [Seeds.name])
            + ["", "Functions"] + names(Function.all.map(\.name))
            + ["", "help sweep, help dropout or help linspace tells more."]
    }

    /// One command: how it is written, what it does, its options and examples.
    static func page(_ command: Command) -> [String] {
        var lines = [command.usage, "", "  " + command.help + "."] + wrapped(command.details, to: 76).map { "  " + $0 }
        if !command.options.isEmpty {
            lines += ["", "Options"] + TextTable(command.options.map { ["  " + $0.name, $0.help] }).lines
        }
        if !command.examples.isEmpty {
            lines += ["", "Examples"] + command.examples.flatMap { $0.split(separator: "\n") }.map { "  " + $0 }
        }
        return lines
    }

    /// Everything about a topic; nil if there is none of that name.
    static func page(_ topic: String) -> [String]? {
        if let command = Command.named(topic) { return page(command) }
        if let parameter = Hyperparameter.named(topic) {
            return ["\(parameter.name)", "", "  \(parameter.help).", "  \(parameter.range); the default is \(parameter.defaultValue)."]
        }
        if topic == Seeds.name { return [Seeds.name, "", "  \(SeedsSetting.help); the default is \(Seeds.standard.count)."] }
        if topic == Interpreter.derivedName { return [topic, "", "  channels, derived: n_head * n_embd_factor."] }
        if let function = Function.named(topic) { return [function.usage, "", "  \(function.help)."] }
        return syntax.first { $0.name == topic }.map { [$0.usage, "", "  \($0.help)."] }
    }

    /// Every word that `help` explains.
    static let topics = Command.all.map(\.name) + Interpreter.settingNames + [Interpreter.derivedName]
        + Function.all.map(\.name) + syntax.map(\.name)

    /// What a topic is, in one line.
    static func oneLine(_ topic: String) -> String {
        Command.named(topic)?.help ?? Hyperparameter.named(topic)?.help ?? Function.named(topic)?.help
            ?? syntax.first { $0.name == topic }?.help ?? ""
    }

    /// What is no command.
    static let syntax: [(name: String, usage: String, help: String)] = [
        ("let", "let NAME = VALUE", "make a variable; the value may be a train or sweep"),
        ("for", "for NAME in VALUES { … }", "go through a list, a range or a sweep"),
        ("if", "if CONDITION { … } else { … }", "choose"),
        ("where", "sweep … where CONDITION", "leave out combinations of a sweep"),
        ("zip", "sweep … zip(NAME=[VALUE, …], NAME=[VALUE, …])", "hyper-parameters of a sweep that move together"),
        ("by", "16..64 by 16", "the step of a range; both ends are included"),
        ("and", "A and B, A or B, not A", "join conditions"),
        ("in", "VALUE in VALUES", "whether a list, range or string holds a value"),
    ]

    private static func names(_ names: [String]) -> [String] {
        wrapped(names.joined(separator: " "), to: 76).map { "  " + $0 }
    }

    /// Lines of at most `width` characters, broken at blanks.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}

extension Manual {
    /// The whole manual, for a terminal or a pager.
    package static var text: [String] {
        let commands = Command.all.map { [$0.name, String(repeating: "-", count: $0.name.count)] + page($0) }
        let tables = [("Hyper-parameters", parameters), ("Functions", functions), ("Statements", statements)]
            .map { title, rows in [title, String(repeating: "-", count: title.count)] + TextTable(rows).lines }
        return Array((commands + tables).joined(separator: [""]))
    }

    /// The same as Markdown.
    package static var markdown: [String] {
        let commands = Command.all.flatMap { command in
            ["## \(command.name)", "", "`\(command.usage)`", "", "\(command.help). \(command.details)", ""] + options(command) + examples(command)
        }
        let tables = [("Hyper-parameters", parameters), ("Functions", functions), ("Statements", statements)]
            .flatMap { title, rows in ["## \(title)", ""] + table(["name", "meaning", "values"], rows) + [""] }
        return ["# Commands", ""] + commands + tables
    }

    private static var parameters: [[String]] {
        Hyperparameter.all.map { [$0.name, $0.help, "\($0.range); default \($0.defaultValue)"] }
            + [[Seeds.name, SeedsSetting.help, "default \(Seeds.standard.count)"]]
    }
    private static var functions: [[String]] { Function.all.map { [$0.usage, $0.help] } }
    private static var statements: [[String]] { syntax.map { [$0.usage, $0.help] } }

    private static func options(_ command: Command) -> [String] {
        command.options.isEmpty ? [] : table(["option", "meaning"], command.options.map { [$0.name, $0.help] }) + [""]
    }

    private static func examples(_ command: Command) -> [String] {
        command.examples.isEmpty ? [] : ["```"] + command.examples + ["```", ""]
    }

    private static func table(_ heading: [String], _ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let all = [Array(heading.prefix(columns)), Array(repeating: "---", count: columns)] + rows
        return all.map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
    }
}

extension Interpreter {
    func help(_ topic: Name?, _ frame: Frame) async throws {
        guard let topic else { return try await frame.show(Manual.overview) }
        if let page = Manual.page(topic.text) { return try await frame.show(page) }
        if let value = variables[topic.text] {
            let fields = TextTable(value.fields.map { ["  ." + $0.name, $0.help] }).lines
            return try await frame.show(["\(topic.text) is a variable: \(value.literal)"] + fields)
        }
        let near = NearestWord.find(topic.text, among: Manual.topics + variables.keys.sorted())
        throw frame.fail(.unknownTopic(topic.text, nearest: near), topic.span)
    }
}
