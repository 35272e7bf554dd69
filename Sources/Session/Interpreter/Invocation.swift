import Engine
import Experiments
import Glibc
import Language

/// A call whose arguments have been worked out, each once, before the command starts.
struct Invocation: Sendable {
    let call: CommandCall
    let context: ExecutionContext
    /// What was given by name, but for hyper-parameters.
    fileprivate let options: [String: GivenOption]
    /// The hyper-parameters, in the order they were given.
    let settings: [GivenSetting]
    /// Those of each `zip(…)`.
    let zipped: [(span: SourceSpan, settings: [GivenSetting])]

    fileprivate struct GivenOption: Sendable {
        let meaning: any Sendable
        let value: Value
        let argument: CommandCall.NamedArgument
    }

    /// What an option was given; nil where it was not.
    subscript<Meaning>(option: Option<Meaning>) -> Meaning? { options[option.name]?.meaning as? Meaning }

    /// Where an option's value stands, or else the whole call.
    func span<Meaning>(of option: Option<Meaning>) -> SourceSpan { options[option.name]?.argument.value.span ?? call.span }

    /// Where an option stands, with its name.
    func argument<Meaning>(_ option: Option<Meaning>) -> CommandCall.NamedArgument? { options[option.name]?.argument }

    func fail(_ error: SessionError, _ span: SourceSpan? = nil) -> Diagnostic { context.fail(error, span ?? call.span) }

    /// The arguments without names that are paths, and those that are words.
    var paths: [CommandCall.PathArgument] {
        call.positionals.compactMap { if case .path(let path) = $0 { path } else { nil } }
    }

    var words: [Name] {
        call.positionals.compactMap { if case .word(let word) = $0 { word } else { nil } }
    }

    var expressions: [Expression] {
        call.positionals.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    }
}

/// A hyper-parameter that was given by name.
struct GivenSetting: Sendable {
    let parameter: Hyperparameter
    let value: Value
    /// As it is written: a wrong element of a list is shown where it stands.
    let expression: Expression
    /// Where its name stands.
    let nameSpan: SourceSpan

    var span: SourceSpan { expression.span }
}

// MARK: - Working arguments out
extension Interpreter {
    /// Carries a call out.
    func perform(_ call: CommandCall, _ context: ExecutionContext) async throws -> Value {
        guard let command = commands[call.name.text] else { return .none }
        return try await command.action(self, try await invocation(of: command, call, context))
    }

    private func invocation(of command: Command, _ call: CommandCall, _ context: ExecutionContext) async throws -> Invocation {
        for argument in call.named { try checkName(argument.name, command, context) }
        let inner = context.drawing(command.signature.option("random") != nil && call.argument("random") != nil)
        var options: [String: Invocation.GivenOption] = [:]
        var settings: [GivenSetting] = []
        for argument in call.named {
            guard let option = command.signature.option(argument.name.text) else {
                settings.append(try await setting(argument, inner))
                continue
            }
            let value = try await value(of: argument.value, givenTo: option, inner)
            let meaning = try context.at(argument.value.span) { () throws(SessionError) in try option.meaning(value) }
            options[option.name] = Invocation.GivenOption(
                meaning: option.isOutput ? written(meaning) : meaning, value: value, argument: argument)
        }
        var zipped: [(SourceSpan, [GivenSetting])] = []
        for bundle in call.bundles {
            var columns: [GivenSetting] = []
            for argument in bundle.arguments { columns.append(try await setting(argument, inner)) }
            zipped.append((bundle.span, columns))
        }
        return Invocation(call: call, context: context, options: options, settings: settings, zipped: zipped)
    }

    /// Where an output is written; `-` is standard output.
    private func written(_ output: any Sendable) -> any Sendable {
        guard let path = output as? String, path != "-" else { return output }
        return environment.places.writing(path)
    }

    private func checkName(_ name: Name, _ command: Command, _ context: ExecutionContext) throws(Diagnostic) {
        let signature = command.signature
        if signature.option(name.text) != nil { return }
        let options = signature.options.map(\.name)
        guard signature.hyperparameters != .none else {
            let near = NearestWord.find(name.text, among: options)
            throw context.fail(.unknownOption(name.text, of: command.name, nearest: near), name.span)
        }
        if command.hasResult, signature.hyperparameters == .one, commands["sweep"]?.signature.option(name.text) != nil {
            throw context.fail(.sweepOnly(name.text), name.span)
        }
        if Hyperparameter.named(name.text) == nil, commands.isOption(name.text), HabitualName.meaning(of: name.text, for: present.kind) == nil {
            throw context.fail(.unknownOption(name.text, of: command.name, nearest: NearestWord.find(name.text, among: options)), name.span)
        }
        _ = try parameter(name, context, options: options)
    }

    private func setting(_ argument: CommandCall.NamedArgument, _ context: ExecutionContext) async throws -> GivenSetting {
        let parameter = try parameter(argument.name, context)
        return GivenSetting(
            parameter: parameter, value: try await value(of: argument.value, givenTo: argument.name, context),
            expression: argument.value, nameSpan: argument.name.span)
    }

    /// The value of an option; a word that it may be, or a results folder's name, needs no quotes.
    private func value(of expression: Expression, givenTo option: OptionDeclaration, _ context: ExecutionContext) async throws -> Value {
        if case .name(let word) = expression.kind, variables[word] == nil {
            if case .choices = option.completion { return .string(word) }
            if case .result = option.completion, access(environment.readingPath(word), F_OK) == 0 { return .string(word) }
        }
        return try await value(of: expression, context)
    }
}
