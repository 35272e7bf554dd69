import Engine
import Experiments
import Formats
import Language

/// What users are told of the language, from the tables of commands, hyper-parameters and functions.
package struct Manual: Sendable {
    let commands: CommandTable
    /// What is learned; nil where there is no session.
    var data: StatementData?
    /// What a hyper-parameter or `seeds` is set to, as the language writes it; nil where there is no session.
    var present: (@Sendable (String) -> String?)?
    /// Those of the door; none where they are somebody else's.
    let keys: [KeySection]

    package init(commands: CommandTable, keys: [KeySection] = []) {
        self.commands = commands
        self.keys = keys
    }

    /// The manual of every command.
    package static let standard = Manual(commands: .standard)

    /// What there is, for `help`.
    var overview: HelpPage {
        var page = HelpPage(footer: "Type help and a name for more: help sweep, help dropout, help linspace.")
        page.add("Commands", rows: commands.all.map { [$0.name, $0.help] })
        page.add("Statements", rows: Self.syntax.map { [$0.name, $0.help] })
        page.add("Topics", rows: guides.map { [$0.name, $0.help] })
        page.add("Hyper-parameters", names: Interpreter.settingNames)
        page.add("Functions", names: Function.all.map(\.name))
        return page
    }

    /// Everything about a topic; nil if there is none of that name.
    func page(_ topic: String, _ style: CommandPage.Style) -> HelpPage? {
        if let command = commands[topic] { return CommandPage(command, style).page }
        if let parameter = Hyperparameter.named(topic) {
            let range = (data?.row(of: parameter) ?? parameter).range
            let values = "\(range); \(value(of: parameter, style))."
            let page = HelpPage(title: topic, paragraphs: ["\(parameter.help).", values])
            return parameter == .data ? page.adding(DataGuide.data.page) : page
        }
        if topic == Seeds.name {
            let standard = "\(Seeds.standard.count)"
            return HelpPage(title: topic, paragraphs: ["\(SeedsSetting.help); \(value(of: topic, default: standard, in: standard, style))."])
        }
        if topic == DerivedName.width { return HelpPage(title: topic, paragraphs: ["\(DerivedName.help)."]) }
        if let function = Function.named(topic) { return HelpPage(title: function.usage, paragraphs: ["\(function.help)."]) }
        if let guide = guide(topic) { return guide.page }
        return Self.syntax.first { $0.name == topic }.map { HelpPage(title: $0.usage, paragraphs: ["\($0.help)."]) }
    }

    private func value(of parameter: Hyperparameter, _ style: CommandPage.Style) -> String {
        guard let data else { return "the default is \(parameter.defaultText)" }
        let standard = "\(data.defaultValue(of: parameter))"
        return value(of: parameter.name, default: standard, in: data.defaultText(of: parameter), style)
    }

    /// `it is 0.3, the default is 0.2; for text 0.0`
    ///
    /// - Parameter text: what is said of the default, which it starts with.
    private func value(of name: String, default value: String, in text: String, _ style: CommandPage.Style) -> String {
        guard style == .session, let present = present?(name) else { return "the default is \(text)" }
        guard present == value, text.hasPrefix(value) else { return "it is \(present), the default is \(text)" }
        return "it is \(value), the default\(text.dropFirst(value.count))"
    }

    /// One command's page for a shell; nil if there is no such command.
    package func commandPage(_ name: String) -> [String]? {
        commands[name].map { CommandPage($0, .shell).page.lines }
    }

    /// Every word that `help` explains.
    var topics: [String] {
        commands.all.map(\.name) + guides.map(\.name).filter { Hyperparameter.named($0) == nil } + Interpreter.settingNames + [DerivedName.width]
            + Function.all.map(\.name) + Self.syntax.map(\.name)
    }

    /// What a topic is, in one line.
    func oneLine(_ topic: String) -> String {
        commands[topic]?.help ?? Hyperparameter.named(topic)?.help ?? Function.named(topic)?.help
            ?? Self.syntax.first { $0.name == topic }?.help ?? guide(topic)?.help
            ?? [Seeds.name: SeedsSetting.help, DerivedName.width: DerivedName.help][topic] ?? ""
    }

    /// The few topics whose pages hold a word that has none itself: those of commands that take it as an option, then any other.
    func topics(mentioning word: String) -> [String] {
        let takers = commands.all.filter { $0.optionNames.contains(word) }.map(\.name)
        let mentions = topics.lazy.filter { !takers.contains($0) && page($0, .session)?.holds(word) == true }
        return Array(takers.prefix(3)) + mentions.prefix(max(0, 3 - takers.count))
    }

    /// Pages that are of no word of the language.
    var guides: [Guide] {
        [
            LanguageGuide.language, LanguageGuide.strings, LanguageGuide.operators, FieldGuide.fields, KeyGuide.keys(keys), DataGuide.data,
            DataGuide.text, ModelGuide.models, ModelGuide.checkpoints, ClusterGuide.cluster, FileGuide.files,
        ]
    }

    private func guide(_ topic: String) -> Guide? { guides.first { $0.name == topic || $0.otherNames.contains(topic) } }

    /// What has a page of its own and is not a command, a hyper-parameter or a function.
    static let syntax: [(name: String, usage: String, help: String)] = [
        ("lines", "STATEMENT \\", "a \\ at the end of a line, or an open ( or [, continues it on the next"),
        ("let", "let NAME = VALUE", "make a variable; the value may be the result of a command such as train or sweep"),
        ("for", "for NAME in VALUES { … }", "go through a list, a range or a sweep"),
        ("if", "if CONDITION { … } else { … }", "choose"),
        ("time", "time STATEMENT", "report how long a statement took"),
        ("where", "sweep … where CONDITION", "leave out combinations of a sweep"),
        ("zip", "sweep … zip(NAME=[VALUE, …], NAME=[VALUE, …])", "hyper-parameters of a sweep that move together"),
        ("by", "16..64 by 16", "the step of a range; its end is included if a step lands on it"),
        ("and", "A and B, A or B, not A", "join conditions"),
        ("in", "VALUE in VALUES", "whether a list, range or string holds a value"),
    ]
}

extension Manual {
    /// The whole manual, for a terminal or a pager.
    package var text: [String] {
        let pages = commands.all.map { Self.underlined($0.name) + CommandPage($0, .session).page.lines }
            + guides.map { Self.underlined($0.name) + $0.page.lines }
        let tables = self.tables.map { Self.underlined($0.title) + TextTable($0.rows).lines }
        return Array((pages + tables).joined(separator: [""]))
    }

    private static func underlined(_ title: String) -> [String] { [title, String(repeating: "-", count: title.count)] }

    /// The same as Markdown.
    package var markdown: [String] {
        let pages = commands.all.flatMap { ["## \($0.name)", ""] + CommandPage($0, .session).markdown(heading: 3) }
        let tables = self.tables.flatMap { table in
            ["## \(table.title)", ""] + HelpPage.table(["name", "meaning", "values"], table.rows) + [""]
        }
        return ["# Commands", ""] + pages + guides.flatMap { ["## \($0.name)", ""] + $0.page.markdown(heading: 3, of: $0.name) } + tables
    }

    /// The page of one topic as Markdown; nil if there is none of that name.
    func markdown(of topic: String) -> [String]? {
        if let command = commands[topic] { return ["# \(topic)", ""] + CommandPage(command, .session).markdown(heading: 2) }
        return page(topic, .session).map { ["# \(topic)", ""] + $0.markdown(heading: 2, of: topic) }
    }

    private var tables: [(title: String, rows: [[String]])] {
        [
            ("Hyper-parameters", parameterRows), ("Functions", Function.all.map { [$0.usage, $0.help] }),
            ("Statements", Self.syntax.map { [$0.usage, $0.help] }),
        ]
    }

    /// Each name, what it means, and its values.
    var parameterRows: [[String]] {
        Hyperparameter.all.map { [$0.name, $0.help, "\($0.range); default \($0.defaultText)"] }
            + [[Seeds.name, SeedsSetting.help, "default \(Seeds.standard.count)"]]
    }
}

extension Hyperparameter {
    /// Its defaults, for relations and for text: `2, 4 for text`.
    var defaultText: String {
        if self == .task { return "by its content" }
        let values = kinds.map(defaultValue(for:))
        guard values.count == 2, values[0] != values[1] else { return "\(values[0])" }
        return "\(values[0]), \(values[1]) for text"
    }
}
