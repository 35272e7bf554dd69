import Language
import Session

/// Why the process's own options can't be understood.
enum UsageError: Error, Equatable {
    /// An option where a command should be.
    case optionBeforeCommand(String)
    case noValue(option: String)
    case givenTwice(option: String)
    case badValue(option: String, found: String, expected: String)
    /// An option of recordings without `--record`.
    case useless(String)
    /// `-c` beside a command or a file.
    case commandsAndWords([String])
    /// Words or `-c` beside `--version`.
    case versionAndWords([String])
    case noScript
    case noConnectionFile
    /// An option that the command makes no use of.
    case notOfUse(String, with: String)
    /// The environment asks for kernels that there are not, or not for this processor.
    case unknownKernels(String, runnable: [String])
}

extension UsageError: CustomStringConvertible {
    /// One sentence: what was found, what was expected, and the nearest right word.
    var description: String {
        switch self {
        case .optionBeforeCommand(let option):
            "found \(option) before a command; "
                + (Self.meant(by: option).map { "did you mean \($0)?" }
                    ?? "write sweepbook train \(Interpreter.writtenOption(option)) …, or see sweepbook --help")
        case .noValue(let option): "\(option) needs a value"
        case .givenTwice(let option): "\(option) is given twice"
        case .badValue(let option, let found, let expected): "\(option): found \"\(found)\", expected \(expected)"
        case .useless(let option): "\(option) needs --record"
        case .commandsAndWords(let words): "found \"\(words.joined(separator: " "))\" beside -c; give one or the other"
        case .versionAndWords(let words): "found \"\(words.joined(separator: " "))\" beside --version, which goes alone"
        case .noScript: "run: expected a script"
        case .noConnectionFile: "kernel start: expected the connection file that a front end has written"
        case .notOfUse(let option, let command):
            switch option {
            case "--record" where command == "kernel start": "a front end keeps what a kernel runs; leave out --record"
            case "--record": "the notebook that is run is its own record; leave out --record"
            case "-p": "-p is for scripts and notebook run, not for \(command)"
            default: "\(option) is for scripts, not for \(command)"
            }
        case .unknownKernels(let name, let runnable):
            "SWEEPBOOK_KERNELS: found \"\(name)\", expected one that this processor runs: \(runnable.joined(separator: ", "))"
        }
    }

    private static func meant(by option: String) -> String? {
        ["-V", "-v"].contains(option) ? "--version" : NearestWord.find(option, among: ProcessOption.all.map(\.name))
    }
}
