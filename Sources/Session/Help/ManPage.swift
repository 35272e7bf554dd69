import Engine
import Experiments
import Language

/// A page for `man`: roff of the man macros.
struct ManPage {
    private(set) var lines: [String]

    /// - Parameters:
    ///   - section: of the manual: 1 for a command, 7 for what is read about.
    ///   - sentence: what it is, in a few words.
    init(_ name: String, section: Int, _ sentence: String) {
        lines = [
            ".TH \(name.uppercased()) \(section) \(Release.date) \"Sweepbook \(Release.version)\" \"\(section == 1 ? "User Commands" : "Sweepbook")\"",
            ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(sentence))",
        ]
    }

    mutating func add(_ title: String, _ paragraphs: [String]) {
        heading(title)
        lines += [String](paragraphs.map { [Self.escaped($0)] }.joined(separator: [".PP"]))
    }

    /// What is written, and what it means.
    mutating func add(_ title: String, rows: [[String]]) {
        guard !rows.isEmpty else { return }
        heading(title)
        for row in rows {
            lines += [".TP", ".B \(Self.escaped(row[0]))", Self.escaped(row.dropFirst().filter { !$0.isEmpty }.joined(separator: "; "))]
        }
    }

    /// Lines that stay as they are.
    mutating func add(_ title: String, _ introduction: String? = nil, code: [String]) {
        guard !code.isEmpty else { return }
        heading(title)
        lines += (introduction.map { [Self.escaped($0), ".PP"] } ?? []) + [".nf"] + code.map(Self.escaped) + [".fi"]
    }

    /// How it is called: each on a line of its own.
    mutating func add(_ title: String, usages: [String]) {
        heading(title)
        lines += [String](usages.map { [".B \(Self.escaped($0))"] }.joined(separator: [".br"]))
    }

    /// A page of help below a heading.
    mutating func add(_ title: String, _ page: HelpPage) {
        add(title, page.paragraphs)
        for section in page.sections {
            lines.append(".PP")
            lines.append(".B \(Self.escaped(section.title))")
            switch section.content {
            case .rows(let rows):
                for row in rows { lines += [".TP", ".B \(Self.escaped(row[0]))", Self.escaped(row.dropFirst().joined(separator: "; "))] }
            case .code(let code): lines += [".PP", ".nf"] + code.map(Self.escaped) + [".fi"]
            case .names(let names): lines += [".PP", Self.escaped(names.joined(separator: " "))]
            }
        }
    }

    private mutating func heading(_ title: String) { lines.append(".SH \"\(Self.escaped(title.uppercased()))\"") }

    /// Backslashes, quotes and hyphens that are to be copied as they are, and a dot or quote at a line's start.
    private static func escaped(_ text: String) -> String {
        let text = String(text.unicodeScalars.flatMap { scalar -> String in
            switch scalar {
            case "\\": "\\e"
            case "-": "\\-"
            case "\"": "\\(dq"
            case "`": "\\(ga"
            case "^": "\\(ha"
            case "~": "\\(ti"
            default: scalar.isASCII ? String(scalar) : "\\[u\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))]"
            }
        })
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}

extension Manual {
    /// The manual page of the process, with all topics that are no command.
    package var manPage: [String] {
        var page = ManPage("sweepbook", section: 1, "train small GPTs over grids of hyper-parameters and seeds")
        page.add("Synopsis", usages: ProcessOption.usages)
        page.add("Description", [
            "Sweepbook trains small GPTs on a text, a table of relations or the family trees that are built in, over grids of hyper-parameters and random seeds, and tells what the results support.",
            "Without arguments a session starts at a terminal; anywhere else commands are read from standard input. Each command has a page of its own: sweepbook-train(1) and so on.",
        ])
        page.add("Commands", rows: commands.all.map { ["sweepbook-\($0.name)(1)", $0.help] })
        page.add("Options", rows: ProcessOption.all.map { [$0.usage, $0.help] })
        page.add("Hyper-parameters", rows: parameterRows.map { ["--\($0[0]) VALUE"] + $0.dropFirst() })
        for guide in guides { page.add(guide.name, guide.page) }
        page.add("Examples", code: Self.processExamples)
        page.add("Exit status", rows: ProcessOption.exitStatuses)
        page.add("Environment", rows: FileGuide.environment)
        page.add("Files", rows: FileGuide.own)
        page.add("See also", [commands.all.map { "sweepbook-\($0.name)(1)" }.joined(separator: ", ")])
        return page.lines
    }

    /// The manual page of one topic; nil if there is none of that name.
    func manPage(of topic: String) -> [String]? {
        if let command = commands[topic] { return manPage(of: command) }
        guard let help = self.page(topic, .session) else { return nil }
        var page = ManPage("sweepbook-\(topic)", section: 7, oneLine(topic))
        page.add("Description", help)
        page.add("See also", ["sweepbook(1)"])
        return page.lines
    }

    private func manPage(of command: Command) -> [String] {
        let help = CommandPage(command, .shell)
        var page = ManPage("sweepbook-\(command.name)", section: 1, command.help)
        page.add("Synopsis", usages: [help.usage])
        page.add("Description", [help.sentence, command.details, "In a session it is written: \(CommandPage(command, .session).usage)"])
        page.add("Options", rows: help.options)
        page.add("Hyper-parameters", rows: help.hyperparameters)
        page.add("Examples", "In a session, in a script, or behind sweepbook -c:", code: command.examples.flatMap { $0.split(separator: "\n").map(String.init) })
        page.add("Exit status", rows: ProcessOption.exitStatuses)
        if command.takesFolder { page.add("Files", rows: ResultsTree.contents.map { ["FOLDER/\($0.name)", $0.help] }) }
        page.add("See also", ["sweepbook(1)"])
        return page.lines
    }
}

extension Command {
    /// Whether it reads or makes a results folder.
    fileprivate var takesFolder: Bool {
        signature.hyperparameters != .none && signature.options.contains(where: \.isOutput) || signature.positionals.contains { positional in
            switch positional.completion {
            case .result, .model, .factorOrResult, .path(.results): true
            case .none, .flag, .choices, .path(.folders), .path(.models), .path(.files), .seeds, .setting, .valueOfSetting, .topic, .expression: false
            }
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
