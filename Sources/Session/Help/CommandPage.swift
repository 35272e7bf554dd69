import Engine
import Experiments
import Language

/// What one command's users are told, as they write it in a session or in a shell.
struct CommandPage: Sendable {
    enum Style: Sendable {
        case session, shell
    }

    private let command: Command
    private let style: Style

    init(_ command: Command, _ style: Style) {
        self.command = command
        self.style = style
    }

    private var signature: Signature { command.signature }

    /// How it is written, what it does, its options and examples.
    var page: HelpPage {
        var page = HelpPage(title: usage, paragraphs: [sentence, command.details])
        page.add("Options", rows: options)
        if style == .shell { page.add("Hyper-parameters", rows: hyperparameters) }
        if style == .session { page.add("Examples", code: command.examples.flatMap { $0.split(separator: "\n").map(String.init) }) }
        return page
    }

    /// The page as Markdown, with the command as a session and as a shell writes it.
    func markdown(heading: Int) -> [String] {
        var page = page
        page.title = nil
        return HelpPage.fenced([CommandPage(command, .session).usage, CommandPage(command, .shell).usage]) + page.markdown(heading: heading, of: command.name)
    }

    /// One option: how it is written, what it means, and the words it takes.
    func page(of option: OptionDeclaration) -> HelpPage {
        var page = HelpPage(title: written(option), paragraphs: ["An option of \(command.name): \(option.fullHelp)."])
        if case .choices(let choices) = option.completion { page.add("Values", rows: choices.map { [$0.name, $0.help] }) }
        return page
    }

    /// `Train one combination with each seed.`
    var sentence: String { command.help.prefix(1).uppercased() + command.help.dropFirst() + "." }

    /// `sweep [NAME=VALUES …] [OPTION=VALUE …] [where CONDITION]`
    var usage: String {
        let process: [String] = style == .shell ? ["sweepbook"] : []
        let parts: [[String]] = [process, [command.name], positionals, settings, named, clauses]
        return parts.joined().joined(separator: " ")
    }

    private var positionals: [String] {
        var parts: [String] = []
        for (index, positional) in signature.positionals.enumerated() {
            let repeats = index > 0 && positional.placeholder == signature.positionals[index - 1].placeholder
            switch positional.shape.count {
            case .one where index > 0 && signature.positionals[index - 1].shape.count == .optional:
                parts[parts.count - 1] = "\(parts[parts.count - 1].dropLast()) \(positional.placeholder)]"
            case .one: parts.append(positional.placeholder)
            case .optional: parts.append("[\(positional.placeholder)]")
            case .any where repeats: parts.append("…")
            case .any: parts.append("[\(positional.placeholder) …]")
            }
        }
        return parts
    }

    private var settings: [String] {
        switch (signature.hyperparameters, style) {
        case (.none, _): []
        case (.one, .session): ["[NAME=VALUE …]"]
        case (.many, .session), (.added, .session): ["[NAME=[VALUE, …] …]"]
        case (.one, .shell): ["[--NAME VALUE …]"]
        case (.many, .shell), (.added, .shell): ["[--NAME VALUE … …]"]
        }
    }

    /// The most options that stand in the usage line by name.
    private static let mostNamed = 4

    private var named: [String] {
        guard signature.options.count <= Self.mostNamed else {
            return [style == .session ? "[OPTION=VALUE …]" : "[--OPTION VALUE …]"]
        }
        return signature.options.map { "[\(written($0))]" }
    }

    private var clauses: [String] {
        let isShell = style == .shell
        return [
            signature.takesZip ? isShell ? "[--zip NAME=VALUE,VALUE NAME=VALUE,VALUE …]" : "[zip(NAME=[VALUE, …], …)]" : nil,
            signature.takesBy ? isShell ? "[--by NAME …]" : "[by NAME …]" : nil,
            signature.takesWhere ? isShell ? "[--where CONDITION]" : "[where CONDITION]" : nil,
        ].compactMap(\.self)
    }

    /// `jobs=COUNT`, `--jobs COUNT` or `--race`
    private func written(_ option: OptionDeclaration) -> String {
        let short = option.short.map { ", -\($0)" } ?? ""
        return switch (style, option.reading) {
        case (.session, _): "\(option.name)=\(option.placeholder)"
        case (.shell, .flag): (option.defaultText == "true" ? "--no-" : "--") + option.name + short
        case (.shell, .text), (.shell, .value), (.shell, .list), (.shell, .texts), (.shell, .shorthand): "--\(option.name)\(short) \(option.placeholder)"
        }
    }

    /// Each option as it is written, and its line of help.
    var options: [[String]] {
        signature.options.map { option in
            let shorthands = style == .shell && !option.shorthands.isEmpty
                ? "; short: " + option.shorthands.map { "--\($0)" }.joined(separator: ", ") : ""
            return [written(option), option.fullHelp + shorthands]
        }
    }

    /// Each hyper-parameter as an option of a command line, and its line of help; none where the command takes none.
    var hyperparameters: [[String]] {
        if signature.hyperparameters == .none { return [] }
        let defaults = Dictionary(signature.commandLineDefaults.map { ($0.name, $0.value) }) { first, _ in first }
        return Hyperparameter.all.map { parameter in
            let option = "--\(parameter.name) VALUE" + (signature.hyperparameters == .one ? "" : " …")
            if signature.hyperparameters == .added { return [option, parameter.help] }
            let value = defaults[parameter.name].map { $0.filter { !"[],".contains($0) } } ?? parameter.defaultText
            return [option, "\(parameter.help) (default: \(value))"]
        }
    }
}
