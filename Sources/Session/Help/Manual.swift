import Engine
import Experiments
import Formats
import Language

/// What users are told of the language, from the tables of commands, hyper-parameters and functions.
package struct Manual: Sendable {
    let commands: CommandTable

    /// The manual of every command.
    package static let standard = Manual(commands: .standard)

    /// What there is, for `help`.
    var overview: [String] {
        ["Commands"] + TextTable(commands.all.map { ["  " + $0.name, $0.help] }).lines
            + ["", "Statements"] + TextTable(Self.syntax.map { ["  " + $0.name, $0.help] }).lines
            + ["", "Hyper-parameters"] + Self.names(Hyperparameter.all.map(\.name) + [Seeds.name])
            + ["", "Functions"] + Self.names(Function.all.map(\.name))
            + ["", "Type help and a name for more: help sweep, help dropout, help linspace."]
    }

    /// Everything about a topic; nil if there is none of that name.
    func page(_ topic: String, _ style: CommandPage.Style) -> [String]? {
        if let command = commands[topic] { return CommandPage(command, style).lines }
        if let parameter = Hyperparameter.named(topic) {
            return ["\(parameter.name)", "", "  \(parameter.help).", "  \(parameter.range); the default is \(parameter.defaultValue)."]
        }
        if topic == Seeds.name { return [Seeds.name, "", "  \(SeedsSetting.help); the default is \(Seeds.standard.count)."] }
        if topic == DerivedName.width { return [topic, "", "  \(DerivedName.help)."] }
        if let function = Function.named(topic) { return [function.usage, "", "  \(function.help)."] }
        return Self.syntax.first { $0.name == topic }.map { [$0.usage, "", "  \($0.help)."] }
    }

    /// One command's page for a shell; nil if there is no such command.
    package func commandPage(_ name: String) -> [String]? {
        commands[name].map { CommandPage($0, .shell).lines }
    }

    /// Every word that `help` explains.
    var topics: [String] {
        commands.all.map(\.name) + Interpreter.settingNames + [DerivedName.width] + Function.all.map(\.name)
            + Self.syntax.map(\.name)
    }

    /// What a topic is, in one line.
    func oneLine(_ topic: String) -> String {
        commands[topic]?.help ?? Hyperparameter.named(topic)?.help ?? Function.named(topic)?.help
            ?? Self.syntax.first { $0.name == topic }?.help ?? ""
    }

    /// What has a page of its own and is not a command, a hyper-parameter or a function.
    static let syntax: [(name: String, usage: String, help: String)] = [
        ("lines", "STATEMENT \\", "a \\ at the end of a line, or an open ( or [, continues it on the next"),
        ("let", "let NAME = VALUE", "make a variable; the value may be the result of a command such as train or sweep"),
        ("for", "for NAME in VALUES { … }", "go through a list, a range or a sweep"),
        ("if", "if CONDITION { … } else { … }", "choose"),
        ("where", "sweep … where CONDITION", "leave out combinations of a sweep"),
        ("zip", "sweep … zip(NAME=[VALUE, …], NAME=[VALUE, …])", "hyper-parameters of a sweep that move together"),
        ("by", "16..64 by 16", "the step of a range; its end is included if a step lands on it"),
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
    package var text: [String] {
        let pages = commands.all.map { [$0.name, String(repeating: "-", count: $0.name.count)] + CommandPage($0, .session).lines }
        let tables = self.tables.map { table in
            [table.title, String(repeating: "-", count: table.title.count)] + TextTable(table.rows).lines
        }
        return Array((pages + tables).joined(separator: [""]))
    }

    /// The same as Markdown.
    package var markdown: [String] {
        let pages = commands.all.flatMap { command in
            let page = CommandPage(command, .session)
            return ["## \(command.name)", "", "`\(page.usage)`", "", "`\(CommandPage(command, .shell).usage)`", ""]
                + ["\(page.sentence) \(command.details)", ""]
                + (page.options.isEmpty ? [] : Self.table(["option", "meaning"], page.options) + [""])
                + (command.examples.isEmpty ? [] : ["```"] + command.examples + ["```", ""])
        }
        let tables = self.tables.flatMap { table in
            ["## \(table.title)", ""] + Self.table(["name", "meaning", "values"], table.rows) + [""]
        }
        return ["# Commands", ""] + pages + tables
    }

    private var tables: [(title: String, rows: [[String]])] {
        let parameters = Hyperparameter.all.map { [$0.name, $0.help, "\($0.range); default \($0.defaultValue)"] }
            + [[Seeds.name, SeedsSetting.help, "default \(Seeds.standard.count)"]]
        return [
            ("Hyper-parameters", parameters), ("Functions", Function.all.map { [$0.usage, $0.help] }),
            ("Statements", Self.syntax.map { [$0.usage, $0.help] }),
        ]
    }

    private static func table(_ heading: [String], _ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let all = [Array(heading.prefix(columns)), Array(repeating: "---", count: columns)] + rows
        return all.map { "| " + $0.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
    }
}
