import Engine
import Language

/// An option as a command line writes it: a command's own, a hyper-parameter, a clause, or the process's.
struct CommandLineOption {
    /// What follows it.
    enum Value {
        case none
        case one(ValueCompletion)
        /// Every word up to the next option.
        case several(ValueCompletion)
        case parameter(Hyperparameter, isList: Bool)
        /// The names of hyper-parameters.
        case names
        case condition
        /// `name=value`, once or as often as there are words.
        case assignment, assignments
        case words([String])
    }

    /// With its dashes.
    let name: String
    let help: String
    let value: Value
    /// As in `-q`.
    private var short: Character?
    /// Whether it has its values, and may take more.
    private(set) var isOptional = false

    /// What it may be written as: a flag may be denied.
    var spellings: [String] {
        let denial = name.hasPrefix("--no-") ? "--" + name.dropFirst(5) : "--no-" + name.dropFirst(2)
        return [name] + (short.map { ["-\($0)"] } ?? []) + (takesValue ? [] : [denial])
    }

    var takesValue: Bool { if case .none = value { false } else { true } }

    var takesSeveral: Bool {
        switch value {
        case .several, .names, .assignments, .parameter(_, isList: true): true
        case .none, .one, .condition, .assignment, .words, .parameter(_, isList: false): false
        }
    }

    /// The same with its values there.
    var optional: CommandLineOption {
        var option = self
        option.isOptional = true
        return option
    }

    /// Hyper-parameters, options and clauses of a command.
    static func all(of command: Command) -> [CommandLineOption] {
        let signature = command.signature
        let parameters = signature.hyperparameters == .none ? [] : Hyperparameter.all.map { parameter in
            CommandLineOption(name: "--\(parameter.name)", help: parameter.help, value: .parameter(parameter, isList: signature.hyperparameters != .one))
        }
        let clauses = [
            signature.takesZip ? CommandLineOption(name: "--zip", help: "hyper-parameters that move together", value: .assignments) : nil,
            signature.takesWhere ? CommandLineOption(name: "--where", help: "leave out combinations", value: .condition) : nil,
            signature.takesBy ? CommandLineOption(name: "--by", help: "compare the values of hyper-parameters", value: .names) : nil,
        ].compactMap(\.self)
        return signature.options.flatMap(all) + parameters + clauses
    }

    private static func all(_ option: OptionDeclaration) -> [CommandLineOption] {
        let value: Value = switch option.reading {
        case .flag, .shorthand: .none
        case .text, .value: .one(option.completion)
        case .list, .texts: .several(option.completion)
        }
        let dashes = option.reading == .flag && option.defaultText == "true" ? "--no-" : "--"
        return [CommandLineOption(name: dashes + option.name, help: option.fullHelp, value: value, short: option.short)]
            + option.shorthands.map { CommandLineOption(name: "--\($0)", help: "short for --\(option.name) \($0)", value: .none) }
    }

    /// Those of the process that are of use with a command, or before one.
    ///
    /// - Parameter recording: whether a recording is asked for, or may be.
    static func process(_ command: String?, recording: Bool) -> [CommandLineOption] {
        ProcessOption.all.filter { option in
            switch option.use {
            case .first: command == nil
            case .always: true
            case .recording: recording
            case .scripts: command == nil || command == "run" || command == "notebook"
            }
        }.map { option in
            let value: Value = switch option.kind {
            case .flag: .none
            case .text: .one(.none)
            case .choices(let words): .words(words)
            case .notebook: .one(.path(.files(endingIn: [".ipynb"])))
            case .assignment: .assignment
            }
            return CommandLineOption(name: option.name, help: option.help, value: value)
        }
    }
}
