package import Language

/// A command, declared once: what it takes, what it does, and what its users are told. A session's statements and a
/// shell's command lines make the same call of it.
package struct Command: Sendable {
    /// What it does with a call; the value is `none` unless it `hasResult`.
    typealias Action = @Sendable (isolated Interpreter, Invocation) async throws -> Value

    package let name: String
    /// One line, without a full stop.
    package let help: String
    /// Some sentences more.
    package let details: String
    /// Statements that work one after the other in a session of their own.
    package let examples: [String]
    package let signature: Signature
    /// Whether its call is a value.
    let hasResult: Bool
    /// Whether a statement of it shows its value, because it does nothing else.
    let showsResult: Bool
    /// Whether the session is over after it.
    let endsSession: Bool
    let action: Action

    init(
        _ name: String, _ signature: Signature, help: String, details: String, examples: [String],
        hasResult: Bool = false, showsResult: Bool = false, endsSession: Bool = false, action: @escaping Action
    ) {
        self.name = name
        self.signature = signature
        self.help = help
        self.details = details
        self.examples = examples
        self.hasResult = hasResult
        self.showsResult = showsResult
        self.endsSession = endsSession
        self.action = action
    }

    /// What it takes by name besides hyper-parameters.
    package var optionNames: [String] { signature.options.map(\.name) }

    /// Whether an option stands for true or false, so that a command line writes only its name.
    package func isFlag(_ option: String) -> Bool { signature.option(option)?.reading == .flag }

    /// Whether an option names a file or folder that is written.
    package func isOutput(_ option: String) -> Bool { signature.option(option)?.isOutput == true }

    /// Whether an option takes a word as it is.
    package func takesText(_ option: String) -> Bool { signature.option(option)?.reading == .text }

    /// The words that an option takes; none where it takes others.
    package func choices(of option: String) -> [String] {
        if case .choices(let choices)? = signature.option(option)?.completion { choices.map(\.name) } else { [] }
    }
}

/// The commands that a session knows.
package struct CommandTable: Sendable {
    /// In the order `help` lists them.
    package let all: [Command]
    /// How their arguments are read, for Language's parser.
    package let shapes: CommandShapes
    private let byName: [String: Command]

    init(_ commands: [Command]) {
        all = commands
        shapes = CommandShapes(commands.map { $0.signature.shape(of: $0.name, settings: Interpreter.settingShapes) })
        byName = Dictionary(uniqueKeysWithValues: commands.map { ($0.name, $0) })
    }

    package subscript(name: String) -> Command? { byName[name] }

    /// Whether some command takes a name as an option; seed, which users give for seeds, doesn't count.
    func isOption(_ name: String) -> Bool { name != "seed" && all.contains { $0.signature.option(name) != nil } }

    /// Whether a text is a program, without running it.
    ///
    /// - Throws: `Diagnostic`
    package func check(_ source: SourceText) throws(Diagnostic) {
        _ = try parse(source)
    }

    /// The call that a command line makes.
    ///
    /// - Throws: `Diagnostic`
    package func call(_ line: CommandLineText) throws(Diagnostic) -> CommandCall {
        do throws(SyntaxError) {
            return try line.call(shapes)
        } catch {
            throw diagnostic(of: error, in: line.source)
        }
    }

    /// Checks that a call of a command that takes no hyper-parameters has only options the command takes.
    ///
    /// - Parameter others: names that could have been meant besides.
    /// - Throws: `Diagnostic`
    package func checkOptions(of call: CommandCall, in source: SourceText, or others: [String] = []) throws(Diagnostic) {
        let known = self[call.name.text]?.optionNames ?? []
        for argument in call.named where !known.contains(argument.name.text) {
            let near = NearestWord.find(argument.name.text, among: known + others)
            throw Diagnostic(.unknownOption(argument.name.text, of: call.name.text, nearest: near), at: argument.name.span, in: source)
        }
    }

    func parse(_ source: SourceText) throws(Diagnostic) -> Program {
        var parser = Parser(source, shapes: shapes)
        do throws(SyntaxError) {
            return try parser.program()
        } catch {
            throw diagnostic(of: error, in: source)
        }
    }

    private func diagnostic(of error: SyntaxError, in source: SourceText) -> Diagnostic {
        let advice: String? = switch error.kind {
        case .unknownCommand("time", _) where source.isCommandLine: "a shell times a command: time sweepbook train"
        case .unknownCommand(let word, _): ForeignWord.hint(for: word) ?? Function.named(word).map { "write \($0.usage)" }
        case .notAFunction: ForeignWord.hint(forMethodBefore: error.span.start, in: source)
        case .unexpectedArgument("import", _, nil): ForeignWord.hint(for: "import")
        case .unexpectedArgument("set", _, nil): "a list of values is swept: sweep n_head=[1, 2]"
        case .optionAlone(let name, let values): Interpreter.hint(forOption: name, values)
        case .unexpectedArgument(_, _, let meant?) where meant.hasPrefix("seed="): "did you mean \"seeds=[\(meant.dropFirst(5))]\"?"
        default: source.isCommandLine ? nil : ForeignWord.hint(at: error.span, in: source, commands: shapes.names)
        }
        return Diagnostic(.syntax(error), at: error.span, in: source, advice: advice)
    }
}
