import Engine
import Experiments

/// The shells that can complete sweepbook's command lines.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
}

/// What a shell completes after one command, from its signature.
private struct CompletableCommand {
    struct Option {
        /// With its dashes.
        let name: String
        let help: String
        /// The words its value may be; nil where it takes none.
        let values: [String]?
        var takesPath = false
    }

    let name: String
    let help: String
    let options: [Option]
    /// The words that may stand without an option before them.
    let words: [String]
    let takesPath: Bool

    init(_ command: Command, topics: [String]) {
        name = command.name
        help = command.help
        let signature = command.signature
        let settings = signature.hyperparameters == .none ? [] : Hyperparameter.all.map { parameter in
            Option(
                name: "--\(parameter.name)", help: parameter.help, values: Self.values(of: parameter), takesPath: parameter.takesPath)
        }
        let clauses = [
            signature.takesZip ? Option(name: "--zip", help: "hyper-parameters that move together", values: []) : nil,
            signature.takesWhere ? Option(name: "--where", help: "leave out combinations", values: []) : nil,
            signature.takesBy ? Option(
                name: "--by", help: "compare the values of hyper-parameters", values: Hyperparameter.all.map(\.name)) : nil,
        ].compactMap(\.self)
        options = settings + signature.options.flatMap(Self.options) + clauses
        words = signature.positionals.flatMap { Self.words($0.completion, topics) }
        takesPath = signature.positionals.contains { positional in
            switch positional.completion {
            case .path, .result, .model, .factorOrResult: true
            case .none, .flag, .choices, .seeds, .setting, .valueOfSetting, .topic, .expression: false
            }
        }
    }

    private static func values(of parameter: Hyperparameter) -> [String] {
        if parameter.takesPath { return [] }
        var values = [parameter.defaultValue] + (SweepPlan.standardGrid[parameter] ?? [])
        values += parameter.words.map(Hyperparameter.Value.word)
        var texts: [String] = []
        for value in values where !texts.contains(value.description) { texts.append(value.description) }
        return texts
    }

    private static func options(_ option: OptionDeclaration) -> [Option] {
        let (values, takesPath): ([String]?, Bool) = switch option.completion {
        case .flag: (nil, false)
        case .choices(let choices): (choices.map(\.name), false)
        case .path, .result, .model, .factorOrResult: ([], true)
        case .none, .seeds, .setting, .valueOfSetting, .topic, .expression: ([], false)
        }
        let dashes = option.defaultText == "true" ? "--no-" : "--"
        return [Option(name: "\(dashes)\(option.name)", help: option.help, values: values, takesPath: takesPath)]
            + (option.short.map { [Option(name: "-\($0)", help: option.help, values: values)] } ?? [])
            + option.shorthands.map { Option(name: "--\($0)", help: "short for --\(option.name) \($0)", values: nil) }
    }

    private static func words(_ completion: ValueCompletion, _ topics: [String]) -> [String] {
        switch completion {
        case .choices(let choices): choices.map(\.name)
        case .topic: topics
        case .setting, .factorOrResult: Interpreter.settingNames
        case .none, .flag, .path, .result, .model, .seeds, .valueOfSetting, .expression: []
        }
    }
}

extension Manual {
    /// The script that makes a shell complete sweepbook's command lines.
    func completion(for shell: Shell) -> [String] {
        let commands = commands.all.map { CompletableCommand($0, topics: topics) }
        return switch shell {
        case .bash: Self.bash(commands)
        case .zsh: Self.zsh(commands)
        case .fish: Self.fish(commands)
        }
    }

    // MARK: - Bash
    private static func bash(_ commands: [CompletableCommand]) -> [String] {
        let first = (commands.map(\.name) + ProcessOption.all.map(\.name)).joined(separator: " ")
        return [
            "# bash completion for sweepbook; put it into ~/.local/share/bash-completion/completions/sweepbook",
            "_sweepbook() {",
            "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} options= words= files=",
            "    COMPREPLY=()",
            "    if [ \"$COMP_CWORD\" -eq 1 ]; then",
            "        COMPREPLY=($(compgen -W '\(first)' -- \"$current\") $(compgen -f -- \"$current\"))",
            "        return",
            "    fi",
            "    case \"${COMP_WORDS[1]} $previous\" in",
        ] + commands.flatMap(valueCases) + processCases + ["    esac", "    case \"${COMP_WORDS[1]}\" in"] + commands.map(commandCase) + [
            "        *) files=1 ;;",
            "    esac",
            "    if [[ $current == -* ]]; then",
            "        COMPREPLY=($(compgen -W \"$options --help --record\" -- \"$current\"))",
            "    else",
            "        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))",
            "        if [ -n \"$files\" ]; then COMPREPLY+=($(compgen -f -- \"$current\")); fi",
            "    fi",
            "}",
            "complete -o filenames -F _sweepbook sweepbook",
        ]
    }

    private static func valueCases(_ command: CompletableCommand) -> [String] {
        command.options.compactMap { option in
            guard let values = option.values else { return nil }
            let start = "        '\(command.name) \(option.name)') "
            if option.takesPath { return start + "COMPREPLY=($(compgen -f -- \"$current\")); return ;;" }
            return values.isEmpty ? nil : start + "COMPREPLY=($(compgen -W '\(values.joined(separator: " "))' -- \"$current\")); return ;;"
        }
    }

    private static var processCases: [String] {
        ProcessOption.all.compactMap { option in
            if option.placeholder?.hasPrefix("FILE") == true {
                return "        *' \(option.name)') COMPREPLY=($(compgen -f -- \"$current\")); return ;;"
            }
            guard !option.choices.isEmpty else { return nil }
            return "        *' \(option.name)') COMPREPLY=($(compgen -W '\(option.choices.joined(separator: " "))' -- \"$current\")); return ;;"
        }
    }

    private static func commandCase(_ command: CompletableCommand) -> String {
        "        \(command.name)) options='\(command.options.map(\.name).joined(separator: " "))' "
            + "words='\(command.words.joined(separator: " "))'\(command.takesPath ? " files=1" : "") ;;"
    }

    // MARK: - Zsh
    private static func zsh(_ commands: [CompletableCommand]) -> [String] {
        [
            "#compdef sweepbook",
            "# zsh completion for sweepbook; put it as _sweepbook into a folder of $fpath",
            "_sweepbook() {",
            "    local -a commands",
            "    commands=(",
        ] + commands.map { "        '\($0.name):\(quoted($0.help))'" } + [
            "    )",
            "    if (( CURRENT == 2 )); then",
            "        _describe command commands",
            "        _files",
            "        return",
            "    fi",
            "    case $words[2] in",
        ] + commands.flatMap { command in
            ["        \(command.name))", "            _arguments -S \\"]
                + command.options.map { "                \(zshOption($0)) \\" }
                + ["                '--help[show help]' \\", "                '*: :_sweepbook_\(command.name)' ;;"]
        } + ["        *) _files ;;", "    esac", "}"]
            + commands.flatMap { command in
                [
                    "_sweepbook_\(command.name)() {",
                    command.words.isEmpty ? nil : "    compadd -- \(command.words.joined(separator: " "))",
                    command.takesPath ? "    _files" : nil,
                    "    return 0",
                    "}",
                ].compactMap(\.self)
            } + ["_sweepbook \"$@\""]
    }

    private static func zshOption(_ option: CompletableCommand.Option) -> String {
        let help = quoted(option.help).replacing("[", with: "\\[").replacing("]", with: "\\]")
        guard let values = option.values else { return "'\(option.name)[\(help)]'" }
        let action = option.takesPath ? "_files" : values.isEmpty ? " " : "(\(values.joined(separator: " ")))"
        return "'\(option.name)[\(help)]:value:\(action)'"
    }

    private static func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''").replacing(":", with: "\\:") }

    // MARK: - Fish
    private static func fish(_ commands: [CompletableCommand]) -> [String] {
        ["# fish completion for sweepbook; put it into ~/.config/fish/completions/sweepbook.fish"]
            + commands.map { "complete -c sweepbook -n __fish_use_subcommand -a \($0.name) -d '\(fishQuoted($0.help))'" }
            + ProcessOption.all.map { option in
                let name = option.name.hasPrefix("--") ? "-l \(option.name.dropFirst(2))" : "-s \(option.name.dropFirst())"
                let value = option.placeholder == nil ? "" : option.choices.isEmpty ? " -r" : " -x -a '\(option.choices.joined(separator: " "))'"
                return "complete -c sweepbook \(name)\(value) -d '\(fishQuoted(option.help))'"
            }
            + commands.flatMap { command in
                let condition = "complete -c sweepbook -n '__fish_seen_subcommand_from \(command.name)'"
                let words = command.words.isEmpty ? [] : ["\(condition) -a '\(command.words.joined(separator: " "))'"]
                return words + command.options.map { option in
                    let name = option.name.hasPrefix("--") ? "-l \(option.name.dropFirst(2))" : "-s \(option.name.dropFirst())"
                    let value = option.values.map { values in
                        option.takesPath ? " -r" : values.isEmpty ? " -x" : " -x -a '\(values.joined(separator: " "))'"
                    } ?? ""
                    return "\(condition) \(name)\(value) -d '\(fishQuoted(option.help))'"
                }
            }
    }

    private static func fishQuoted(_ text: String) -> String { text.replacing("'", with: "\\'") }
}
