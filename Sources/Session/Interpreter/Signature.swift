import Language

/// What a command takes, said once: the parser's shape, checking, help, completion, the manual and the command line derive
/// from it.
package struct Signature: Sendable {
    /// Whether hyper-parameters are given by name, and how many values each may have.
    package enum Hyperparameters: Sendable {
        case none, one, many
        /// Values beside those that a results folder has: what isn't given stays as it is.
        case added
    }

    var positionals: [Positional] = []
    var options: [OptionDeclaration] = []
    var hyperparameters = Hyperparameters.none
    /// Whether it takes `zip(name=[…], name=[…])`.
    var takesZip = false
    /// Whether it takes `where condition`.
    var takesWhere = false
    /// Whether it takes `by name …`.
    var takesBy = false
    /// What a command line gives it that doesn't say otherwise: names with the text of their values.
    var commandLineDefaults: [(name: String, value: String)] = []

    func option(_ name: String) -> OptionDeclaration? { options.first { $0.name == name } }

    /// How the parser, and a command line, read it.
    func shape(of command: String, settings: [CommandShape.Option]) -> CommandShape {
        let values = hyperparameters == .none ? [] : settings
        return CommandShape(
            command, positionals: positionals.map(\.shape), options: options.flatMap(\.shapes) + values, takesWhere: takesWhere,
            takesBy: takesBy, bundles: takesZip ? ["zip"] : [], commandLineDefaults: commandLineDefaults)
    }
}

/// An argument without a name.
package struct Positional: Sendable {
    let shape: CommandShape.Positional
    /// What stands for it in a usage line: `FOLDER`.
    let placeholder: String
    let completion: ValueCompletion

    static func expression(
        _ what: String, as placeholder: String, _ count: CommandShape.Positional.Count = .one
    ) -> Positional {
        Positional(shape: .expression(what, count), placeholder: placeholder, completion: .expression)
    }

    static func word(
        _ what: String, as placeholder: String, _ count: CommandShape.Positional.Count = .one, _ completion: ValueCompletion
    ) -> Positional {
        Positional(shape: .word(what, count), placeholder: placeholder, completion: completion)
    }

    static func path(
        _ what: String, as placeholder: String, _ count: CommandShape.Positional.Count = .one, _ completion: ValueCompletion = .path(.files())
    ) -> Positional {
        Positional(shape: .path(what, count), placeholder: placeholder, completion: completion)
    }

    /// A variable that holds a model or a result, a part of one, a results folder, or a model's file.
    static let model = Positional.path("a model, a result or a results folder", as: "MODEL", .one, .model)

    /// A variable that holds a result, a part of one, or a results folder.
    static func result(_ count: CommandShape.Positional.Count = .one) -> Positional {
        .path("a result or a results folder", as: "RESULT", count, .result())
    }
}

/// What may be typed for a value.
package enum ValueCompletion: Sendable {
    case none
    case flag
    /// Words, each with a line of help.
    case choices([(name: String, help: String)])
    case path(PathKind)
    /// Variables that hold results, folders, and the command's own words, each with a line of help.
    case result(or: [(name: String, help: String)] = [])
    /// Variables that hold models or results, folders, and models' files.
    case model
    case seeds
    /// The names of hyper-parameters and `seeds`.
    case setting
    /// A value of the hyper-parameter that the argument before it names.
    case valueOfSetting
    /// What `help` explains.
    case topic
    case expression
    /// Hyper-parameters, results and folders.
    case factorOrResult
}

/// Which paths are offered; folders always are, since they lead on to others.
package enum PathKind: Sendable {
    case folders
    /// Folders, those with results in them first.
    case results
    /// The same, and models' files before them.
    case models
    /// Files that end in one of these, or every file where there is none; every file where no endings are named.
    case files(endingIn: [String] = [])
}

/// What is given by name, whatever it means.
package struct OptionDeclaration: Sendable {
    package let name: String
    /// What stands for its value in a usage line: `COUNT`.
    let placeholder: String
    /// One line.
    package let help: String
    /// What holds where it is not given, in words.
    let defaultText: String?
    /// As in `-q`.
    let short: Character?
    let reading: CommandShape.Option.Reading
    let completion: ValueCompletion
    /// Values that a command line takes as options without a value: `--csv` for `as="csv"`.
    let shorthands: [String]
    /// Whether it names a file or folder that is written.
    let isOutput: Bool
    /// What a value means.
    let meaning: @Sendable (Value) throws(SessionError) -> any Sendable

    /// How the parser reads it, with its shorthands.
    var shapes: [CommandShape.Option] {
        [CommandShape.Option(name, reading, short: short)]
            + shorthands.map { CommandShape.Option($0, .shorthand(for: name, text: $0)) }
    }

    /// `number of runs at a time (default: the processor's cores)`
    package var fullHelp: String { help + (defaultText.map { " (default: \($0))" } ?? "") }
}

/// What is given by name, and what type it comes to.
///
///     static let jobs = Option.whole("jobs", in: 1...1024, as: "COUNT", "runs at a time", default: "the cores")
///     invocation[jobs]    // Int?
struct Option<Meaning: Sendable>: Sendable {
    let declaration: OptionDeclaration

    var name: String { declaration.name }

    init(
        _ name: String, as placeholder: String, _ help: String, default defaultText: String? = nil, short: Character? = nil,
        reading: CommandShape.Option.Reading, completion: ValueCompletion, shorthands: [String] = [], isOutput: Bool = false,
        _ meaning: @escaping @Sendable (Value) throws(SessionError) -> Meaning
    ) {
        declaration = OptionDeclaration(
            name: name, placeholder: placeholder, help: help, defaultText: defaultText, short: short, reading: reading,
            completion: completion, shorthands: shorthands, isOutput: isOutput, meaning: { value throws(SessionError) in try meaning(value) })
    }
}

// MARK: - Kinds of options
extension Option where Meaning == Bool {
    /// True or false; a command line writes only the name.
    static func flag(_ name: String, _ help: String, default defaultText: String? = nil, short: Character? = nil) -> Option {
        Option(name, as: "true", help, default: defaultText, short: short, reading: .flag, completion: .flag) { value throws(SessionError) in
            guard case .boolean(let truth) = value else { throw .wrongOption(name, expected: "true or false", found: value.found) }
            return truth
        }
    }
}

extension Option where Meaning == Int {
    static func whole(
        _ name: String, in range: ClosedRange<Int>, as placeholder: String = "COUNT", _ help: String, default defaultText: String? = nil
    ) -> Option {
        Option(name, as: placeholder, help, default: defaultText, reading: .value, completion: .none) { value throws(SessionError) in
            guard case .integer(let number) = value, range.contains(number) else {
                let upper = range.upperBound == .max ? " up" : " to \(range.upperBound)"
                throw .wrongOption(name, expected: "a whole number from \(range.lowerBound)\(upper)", found: value.found)
            }
            return number
        }
    }
}

extension Option where Meaning == Double {
    /// - Parameter expected: what is expected, for messages: "a share from 0 to 1".
    static func number(
        _ name: String, in range: ClosedRange<Double>, expected: String, as placeholder: String, _ help: String,
        default defaultText: String? = nil
    ) -> Option {
        Option(name, as: placeholder, help, default: defaultText, reading: .value, completion: .none) { value throws(SessionError) in
            guard let number = value.number, range.contains(number) else {
                throw .wrongOption(name, expected: expected, found: value.found)
            }
            return number
        }
    }
}

extension Option where Meaning == String {
    /// What a path names that is no file.
    static var folder: String { "a folder" }

    /// The path of a file or folder that is written, as ``FilePlaces/writing(_:)`` gives it.
    ///
    /// - Parameters:
    ///   - thing: what the path is to name, with its article.
    ///   - takesStream: whether it may be `-`, standard output.
    static func path(
        _ name: String, of thing: String, as placeholder: String, _ help: String, default defaultText: String? = nil,
        suffixes: [String] = [], takesStream: Bool = false
    ) -> Option {
        let kind: PathKind = thing == folder ? .folders : .files(endingIn: suffixes)
        return Option(name, as: placeholder, help, default: defaultText, reading: .text, completion: .path(kind), isOutput: true) { value throws(SessionError) in
            if case .string(StandardStream.name) = value {
                guard takesStream else { throw .wrongOption(name, expected: "the name of \(thing); one called - is ./-", found: "\"-\"") }
                return StandardStream.name
            }
            guard case .string(let path) = value, !path.isEmpty, !path.contains("\0"), suffixes.isEmpty || suffixes.contains(where: path.hasSuffix) else {
                let ending = suffixes.isEmpty ? "" : " that ends in \(WordList.alternatives(suffixes))"
                throw .wrongOption(name, expected: "the name of \(thing)\(ending)", found: value.found)
            }
            return path
        }
    }
}

extension Option where Meaning: CaseIterable & RawRepresentable<String> {
    /// One of some words, which need no quotes.
    static func choice(
        _ name: String, as placeholder: String, _ help: String, default defaultText: String? = nil,
        shorthands: [Meaning] = []
    ) -> Option {
        let names = Meaning.allCases.map(\.rawValue)
        return Option(
            name, as: placeholder, help, default: defaultText, reading: .text,
            completion: .choices(names.map { ($0, "") }), shorthands: shorthands.map(\.rawValue)
        ) { value throws(SessionError) in
            // The language has a word none of its own.
            let text = if case .none = value { "none" } else { value.string }
            guard let text, names.contains(text) || value.string != nil else {
                throw .wrongOption(name, expected: WordList.alternatives(names), found: value.found)
            }
            guard let choice = Meaning(rawValue: text) else {
                throw .unknownWord(text, of: name, names, nearest: NearestWord.find(text, among: names))
            }
            return choice
        }
    }
}
