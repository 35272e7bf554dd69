import Experiments
import Language

/// Why a command line can't be understood.
enum UsageError: Error, Equatable {
    case unknownCommand(String, known: [String])
    /// An option where a command should be.
    case optionBeforeCommand(String, known: [String])
    case unknownOption(String, command: String, known: [String])
    /// Something that is neither an option nor the value of one.
    case unexpected(String, known: [String])
    case noValue(option: String)
    case emptyValue(option: String)
    case givenTwice(option: String)
    /// More values than one; `isSweepable` when another command takes a list there.
    case severalValues(option: String, found: [String], isSweepable: Bool)
    /// What a command has before its options is not there.
    case missingWord(command: String, expected: String)
    /// Neither a script nor `-c`, or both.
    case scriptOrCommands
    /// A command that reads results, without a folder.
    case noFolder(command: String)
    /// `compare` asked for more than one thing.
    case severalQuestions
    case noTimesWithoutRecord
    case badValue(option: String, found: String, expected: String)
    case distribution(option: String, DistributionError)
    case unknownHyperparameter(String, option: String, known: [String])
    /// The environment asks for kernels that there are not, or not for this processor.
    case unknownKernels(String, runnable: [String])
    /// A hyper-parameter with an option of its own that `--zip` names too.
    case zippedAndGiven(String)
}

extension UsageError: CustomStringConvertible {
    /// One sentence: what was found, what was expected, and the nearest right word.
    var description: String {
        switch self {
        case .unknownCommand(let name, let known):
            "unknown command \"\(name)\"; "
                + (NearestWord.find(name, among: known).map { "did you mean \"\($0)\"?" }
                    ?? "expected \(Self.alternatives(known))")
        case .optionBeforeCommand(let option, let known):
            "found \(option) before a command; expected \(Self.alternatives(known)) first"
        case .unknownOption(let option, let command, let known):
            "unknown option \(option); "
                + (NearestWord.find(option, among: known).map { "did you mean \($0)?" }
                    ?? "see sweepbook \(command.isEmpty ? "" : command + " ")--help")
        case .unexpected(let text, let known):
            Self.unexpected(text, known)
        case .noValue(let option):
            "\(option): found no value, expected one after --\(option)"
        case .emptyValue(let option):
            "\(option): found \"\", expected a value after --\(option)"
        case .givenTwice(let option):
            "\(option): found --\(option) twice, expected it once"
        case .severalValues(let option, let found, let isSweepable):
            "\(option): found \(found.joined(separator: " ")), expected one value"
                + (isSweepable ? "; did you mean sweep?" : "")
        case .missingWord(let command, let expected):
            "\(command): expected \(expected); see sweepbook \(command) --help"
        case .scriptOrCommands:
            "run: expected scripts, or -c and commands"
        case .noFolder(let command):
            "\(command): expected a results folder, such as sweep_results_20260101_120000"
        case .severalQuestions:
            "compare: expected one of --by, --importance and --to"
        case .noTimesWithoutRecord:
            "--no-times is of no use without --record"
        case .badValue(let option, let found, let expected):
            "\(option): found \(Int(found) == nil ? "\"\(found)\"" : found), expected \(expected)"
        case .distribution(let option, let error):
            "\(option): \(error)"
        case .unknownHyperparameter(let name, let option, let known):
            "\(option): unknown hyper-parameter \"\(name)\""
                + (NearestWord.find(name, among: known).map { "; did you mean \"\($0)\"?" } ?? "")
        case .unknownKernels(let name, let runnable):
            "SWEEPBOOK_KERNELS: found \"\(name)\", expected what this processor runs: \(Self.alternatives(runnable))"
        case .zippedAndGiven(let name):
            "\(name): found --\(name) and --zip, expected one of them"
        }
    }

    /// For `n_layer=3`, as the command language has it, the option that says the same.
    private static func unexpected(_ text: String, _ known: [String]) -> String {
        let isAssignment = text.contains("=") && known.contains("--" + text.prefix { $0 != "=" })
        return "unexpected \"\(text)\"; " + (isAssignment ? "did you mean --\(text)?" : "options start with --")
    }

    /// `train, sweep or help`
    private static func alternatives(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.joined() }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
