import Language
import Session
import Terminal

/// The command line of the process: which door it asks for, and how the session is to be held.
///
/// Options of the process may stand before the command and behind it; all else is the command's own, which reads it by its
/// signature.
struct ProcessArguments {
    enum Door {
        /// Help or the version.
        case answer([String])
        case session
        case command(CommandLineText)
        case scripts([ScriptExecution.Script])
        /// A kernel that a notebook's front end has started, by its connection file.
        case kernel(String)
    }

    private(set) var door = Door.session
    /// Whether the start-up file is left alone.
    private(set) var startsPlain = false
    private(set) var color = ColorChoice.auto
    /// What the session is recorded in.
    private(set) var recording: Recording?
    private(set) var parameters: [SessionEnvironment.Parameter] = []
    private(set) var keepsGoing = false

    /// - Throws: `UsageError`, `Diagnostic` or `ScriptFile.Unreadable`.
    init(_ arguments: [String]) throws {
        var reader = Reader(arguments)
        while let option = try reader.nextOption() { try take(option) }
        if reader.isTimeless, reader.recorded == nil { throw UsageError.useless("--no-times") }
        if reader.overwrites, reader.recorded == nil { throw UsageError.useless("--overwrite") }
        if reader.appends, reader.recorded == nil { throw UsageError.useless("--append") }
        recording = reader.recorded.map {
            Recording(
                path: $0, keepsTimes: !reader.isTimeless, existing: reader.overwrites ? .replaced : reader.appends ? .continued : .kept)
        }
        door = try Self.door(reader)
        try checkUse()
    }

    private mutating func take(_ option: Reader.Option) throws(UsageError) {
        switch option {
        case .startsPlain: startsPlain = true
        case .keepsGoing: keepsGoing = true
        case .color(let text):
            guard let choice = ColorChoice(rawValue: text) else {
                throw .badValue(option: "color", found: text, expected: "auto, always or never")
            }
            color = choice
        case .parameter(let text):
            let name = text.prefix { $0 != "=" }
            guard name.endIndex < text.endIndex, !name.isEmpty else {
                throw .badValue(option: "-p", found: text, expected: "name=value")
            }
            parameters.append(.init(name: String(name), value: String(text[name.endIndex...].dropFirst())))
        }
    }

    private static func door(_ reader: Reader) throws -> Door {
        let verb = reader.rest.first
        if reader.asksVersion {
            let words = reader.rest + reader.commands
            guard words.isEmpty else { throw UsageError.versionAndWords(words) }
            return .answer(VersionPage.lines)
        }
        if reader.asksHelp { return .answer(try help(verb, reader.rest)) }
        guard reader.commands.isEmpty else {
            guard verb == nil else { throw UsageError.commandsAndWords(reader.rest) }
            let isOne = reader.commands.count == 1
            return .scripts(reader.commands.enumerated().map { .text(SourceText(name: isOne ? "-c" : "-c \($0 + 1)", $1)) })
        }
        guard let verb else { return .session }
        let line = CommandLineText(reader.rest)
        if CommandTable.standard[verb] == nil, isFile(verb) { return try door(ofFiles: reader.rest) }
        switch verb {
        case "run": return try scripts(line)
        case "kernel": return try kernel(reader.rest)
        default: return .command(line)
        }
    }

    private static func scripts(_ line: CommandLineText) throws -> Door {
        let call = try CommandTable.standard.call(line)
        try CommandTable.standard.checkOptions(of: call, in: line.source, or: ProcessOption.all.map { String($0.name.drop { $0 == "-" }) })
        return .scripts(try call.positionals.map { positional in
            guard case .path(let path) = positional else { throw UsageError.noScript }
            return .file(try ScriptFile(reading: path.text))
        })
    }

    /// What front ends add after the connection file, as `jupyter run` adds the file that it runs, is none of a kernel's concern.
    private static func kernel(_ words: [String]) throws -> Door {
        let line = CommandLineText(words.starts(with: ["kernel", "start"]) ? Array(words.prefix(3)) : words)
        let call = try CommandTable.standard.call(line)
        guard case .word(let task)? = call.positionals.first, task.text == "start" else { return .command(line) }
        try CommandTable.standard.checkOptions(of: call, in: line.source)
        guard case .path(let path)? = call.positionals.last else { throw UsageError.noConnectionFile }
        return .kernel(path.text)
    }

    private static func isFile(_ word: String) -> Bool { word.hasSuffix(".sweep") || word.hasSuffix(".ipynb") || word == "-" }

    /// `sweepbook a.sweep b.sweep` runs scripts, `sweepbook a.ipynb …` a notebook, `sweepbook -` standard input.
    private static func door(ofFiles words: [String]) throws -> Door {
        // A name that begins with a dash got here behind a "--".
        let words = words[0].hasPrefix("-") && words[0] != "-" ? ["--", words[0]] + words.dropFirst(2) : words
        if words.first(where: { $0 != "--" })?.hasSuffix(".ipynb") == true {
            return .command(CommandLineText(["notebook", "run"] + words))
        }
        return try scripts(CommandLineText(["run"] + words))
    }

    private static func help(_ verb: String?, _ words: [String]) throws -> [String] {
        guard let verb = verb.map({ isFile($0) ? $0.hasSuffix(".ipynb") ? "notebook" : "run" : $0 }) else {
            return Manual.standard.processHelp
        }
        if let page = Manual.standard.commandPage(verb) { return page }
        _ = try CommandTable.standard.call(CommandLineText(words))
        return []
    }

    /// Checks that what is given is of use for the door.
    private func checkUse() throws(UsageError) {
        switch door {
        case .answer, .session: break
        case .scripts: return
        case .kernel:
            if !parameters.isEmpty { throw .notOfUse("-p", with: "kernel start") }
            if recording != nil { throw .notOfUse("--record", with: "kernel start") }
            if keepsGoing { throw .notOfUse("--keep-going", with: "kernel start") }
        case .command(let line):
            let runsNotebook = line.words.prefix(2).map(\.text) == ["notebook", "run"]
            if !parameters.isEmpty, !runsNotebook { throw .notOfUse("-p", with: line.words[0].text) }
            if runsNotebook, recording != nil { throw .notOfUse("--record", with: "notebook run") }
            if keepsGoing { throw .notOfUse("--keep-going", with: line.words[0].text) }
        }
    }

    func execution(of scripts: [ScriptExecution.Script]) -> ScriptExecution {
        ScriptExecution(scripts: scripts, parameters: parameters, keepsGoing: keepsGoing, recording: recording)
    }
}

extension ProcessArguments {
    /// Takes the process's own options out of a command line.
    private struct Reader {
        enum Option {
            case startsPlain, keepsGoing
            case color(String)
            case parameter(String)
        }

        private(set) var rest: [String] = []
        /// What each `-c` says.
        private(set) var commands: [String] = []
        private(set) var recorded: String?
        private(set) var isTimeless = false
        private(set) var overwrites = false
        private(set) var appends = false
        private(set) var asksHelp = false
        private(set) var asksVersion = false
        private var unread: ArraySlice<String>

        init(_ arguments: [String]) {
            unread = arguments[...]
        }

        /// The next option but for those that are kept here; nil when every word is read.
        mutating func nextOption() throws(UsageError) -> Option? {
            while let word = unread.popFirst() {
                let name = String(word.prefix { $0 != "=" })
                switch name {
                case "--":
                    // The first word behind it is still the command or the file.
                    if rest.isEmpty, let verb = unread.popFirst() { rest.append(verb) }
                    rest += [word] + unread
                    unread = []
                case "--help" where name == word, "-h" where name == word: asksHelp = true
                case "--version" where name == word && rest.isEmpty: asksVersion = true
                case "-c" where name == word && rest.isEmpty: commands.append(try value(of: word, word))
                case "--record":
                    guard recorded == nil else { throw .givenTwice(option: name) }
                    recorded = try value(of: name, word)
                case "--no-times" where name == word && !isOwnFlag("times"): isTimeless = true
                case "--overwrite" where name == word && !isOwnFlag("overwrite"): overwrites = true
                case "--append" where name == word && !isOwnFlag("append"): appends = true
                case "--keep-going" where name == word: return .keepsGoing
                case "--no-init" where name == word: return .startsPlain
                case "--color": return .color(try value(of: name, word))
                case "-p" where name == word: return .parameter(try value(of: word, word))
                default:
                    if rest.isEmpty, word.hasPrefix("-"), word != "-" { throw .optionBeforeCommand(word) }
                    rest.append(word)
                }
            }
            return nil
        }

        /// Whether a flag that a recording has is the command's own here: `notebook run` and `record` have times.
        private func isOwnFlag(_ name: String) -> Bool {
            recorded == nil && !unread.contains { $0 == "--record" || $0.hasPrefix("--record=") }
                && (rest.first.flatMap { CommandTable.standard[$0] }?.isFlag(name) ?? rest.first?.hasSuffix(".ipynb") ?? false)
        }

        /// What stands behind an option's `=`, or is the next word.
        private mutating func value(of option: String, _ word: String) throws(UsageError) -> String {
            let attached = option == word ? nil : String(word.dropFirst(option.count + 1))
            guard let value = attached ?? unread.popFirst() else { throw .noValue(option: option) }
            return value
        }
    }
}
