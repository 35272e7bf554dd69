import Engine
import Experiments
import Language

/// `name=value`, as it is written somewhere.
struct Setting: Sendable {
    let name: Name
    let value: Value
    /// Where the value is written.
    let span: SourceSpan
}

// Hyper-parameters and seeds.
extension Interpreter {
    /// What can be set: the hyper-parameters and `seeds`.
    static let settingNames = Hyperparameter.all.map(\.name) + [Seeds.name]

    /// How a command line gives them.
    static let settingShapes = Hyperparameter.all.map { CommandShape.Option($0.name, $0.takesPath ? .texts : .list) }
        + [CommandShape.Option(Seeds.name, .list)]

    /// A shell's option with the name it should have: `--n_layer` for `--n_lyer`, `--seeds 7..7` for `--seed`.
    package static func writtenOption(_ option: String) -> String {
        let name = String(option.drop { $0 == "-" }.prefix { $0 != "=" })
        if name == "seed" { return "--seeds 7..7" }
        guard !settingNames.contains(name), let near = NearestWord.find(name, among: settingNames) else { return option }
        return "--\(near)"
    }

    /// How `--n_head 1,2` is written where a statement starts.
    static func hint(forOption name: String, _ values: [String]) -> String {
        if name == "seed" { return "write seeds = [\(values.first ?? "7")]" }
        guard let setting = settingNames.contains(name) ? name : NearestWord.find(name, among: settingNames) else {
            return "write it after a command: train \(name)=\(SyntaxError.written(values.isEmpty ? ["…"] : values))"
        }
        if values.count > 1 { return "write sweep \(setting)=\(SyntaxError.written(values))" }
        return "write \(setting) = \(values.first ?? "…")"
    }

    /// Whether an assignment to the name sets a hyper-parameter (or is refused since it can't).
    func isSetting(_ name: String) -> Bool {
        Self.settingNames.contains(name) || name == DerivedName.width
    }

    func current(_ parameter: Hyperparameter) -> Hyperparameter.Value {
        use([parameter.name])
        return settings[parameter] ?? present.defaultValue(of: parameter)
    }

    /// The values that are set, for a plan that has some of its own; what belongs to another kind of data waits.
    func choices(
        besides given: [GivenSetting] = [], _ data: StatementData
    ) -> [Hyperparameter: [Hyperparameter.Value]] {
        let own = Set(given.map(\.parameter))
        let settings = settings.filter { $0.key.belongs(to: data.kind) }
        use(settings.keys.filter { !own.contains($0) }.map(\.name))
        return settings.mapValues { [$0] }.merging([.task: [.word(data.kind.rawValue)]]) { $1 }
    }

    /// The seeds that are given, or else set.
    func seeds(_ given: SeedsSetting?) -> Seeds {
        if given == nil { use([Seeds.name]) }
        return (given ?? seeds).seeds
    }

    /// The configuration that is set.
    func configuration(_ span: SourceSpan, _ context: ExecutionContext) throws(Diagnostic) -> TrainingConfiguration {
        do throws(HyperparameterError) {
            let settings = settings.filter { $0.key.belongs(to: present.kind) && $0.key != .task }
            return try TrainingConfiguration(settings, kind: present.kind)
        } catch {
            throw context.fail(.hyperparameter(error), span)
        }
    }

    /// Sets all that is given, or nothing if something is wrong with it.
    ///
    /// - Parameter waits: whether what belongs to another kind of data than the present one may wait for such data.
    func apply(_ given: [Setting], _ context: ExecutionContext, waits: Bool = false) async throws {
        var settings = settings
        var seeds = seeds
        for setting in given {
            if setting.name.text == Seeds.name {
                seeds = try context.at(setting.span) { () throws(SessionError) in try SeedsSetting(setting.value) }
            } else {
                let parameter = try parameter(setting.name, context)
                settings[parameter] = try checked(setting.value, of: parameter, setting.span, context, isTrain: false)
            }
        }
        let last = given[given.count - 1].span
        let data = try await present(settings, given, context)
        if !waits { try check(given, settings, data, context) }
        do throws(HyperparameterError) {
            _ = try TrainingConfiguration(settings.filter { [.nHead, .nEmbdFactor].contains($0.key) }, kind: data.kind)
        } catch {
            throw context.fail(.hyperparameter(error), last)
        }
        (self.settings, self.seeds, present) = (settings, seeds, data)
    }

    /// What is learned with some settings, where `data` or `task` is among those that are given.
    private func present(
        _ settings: [Hyperparameter: Hyperparameter.Value], _ given: [Setting], _ context: ExecutionContext
    ) async throws -> StatementData {
        guard let setting = given.last(where: { [Hyperparameter.data.name, Hyperparameter.task.name].contains($0.name.text) }) else {
            return present
        }
        return try await present(settings, at: setting.span, context)
    }

    /// What is learned with some settings.
    func present(
        _ settings: [Hyperparameter: Hyperparameter.Value], at span: SourceSpan, _ context: ExecutionContext
    ) async throws -> StatementData {
        let data = settings[.data] ?? Hyperparameter.data.defaultValue
        return try await self.data([(data.description, span)], settings[.task].flatMap { TaskKind(rawValue: $0.description) }, context)
    }

    /// Checks that what is given is the data's, and within its range.
    private func check(
        _ given: [Setting], _ settings: [Hyperparameter: Hyperparameter.Value], _ data: StatementData, _ context: ExecutionContext
    ) throws(Diagnostic) {
        for setting in given {
            guard let parameter = Hyperparameter.named(setting.name.text), let value = settings[parameter] else { continue }
            guard parameter.belongs(to: data.kind) else { throw context.fail(.otherKind(parameter, data.kind, data: data.name), setting.name.span) }
            do throws(HyperparameterError) { _ = try data.row(of: parameter).checked(value) } catch { throw context.fail(.hyperparameter(error), setting.span) }
        }
    }

    /// The hyper-parameter of a name that is written; of equally near other words, `options` come last.
    func parameter(_ name: Name, _ context: ExecutionContext, options: [String] = []) throws(Diagnostic) -> Hyperparameter {
        if let parameter = Hyperparameter.named(name.text) { return parameter }
        if name.text == DerivedName.width { throw context.fail(.derived, name.span) }
        let near = HabitualName.meaning(of: name.text, for: present.kind) ?? NearestWord.find(name.text, among: Self.settingNames + options)
        throw context.fail(.unknownHyperparameter(name.text, nearest: near), name.span)
    }

    /// A single value of a hyper-parameter.
    func checked(
        _ value: Value, of parameter: Hyperparameter, _ span: SourceSpan, _ context: ExecutionContext, isTrain: Bool
    ) throws(Diagnostic) -> Hyperparameter.Value {
        try context.at(span) { () throws(SessionError) in
            if value.elements != nil { throw .severalValues(parameter.name, isTrain: isTrain) }
            return try parameter.checked(value)
        }
    }
}

extension Hyperparameter {
    /// A value of the language as one of this hyper-parameter.
    ///
    /// - Throws: `SessionError.wrongKind`, `.wrongWord` or `.hyperparameter`
    func checked(_ value: Session.Value) throws(SessionError) -> Hyperparameter.Value {
        let number: Hyperparameter.Value
        switch (value, kind) {
        case (.integer(let whole), .integer), (.integer(let whole), .real): number = .integer(whole)
        case (.real(let real), .real): number = .real(real)
        case (.boolean(let truth), .word) where words.contains("\(truth)"): return .word("\(truth)")
        case (.string(let text), .word) where takesPath: number = .word(text)
        case (.string(let text), _) where !words.isEmpty:
            guard words.contains(text) else { throw .wrongWord(self, found: text) }
            return .word(text)
        default: throw .wrongKind(self, found: value.found)
        }
        do throws(HyperparameterError) { return try checked(number) } catch { throw .hyperparameter(error) }
    }
}
