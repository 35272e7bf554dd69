import Engine
import Experiments
import Language

/// The pages of what a session knows at one moment: the manual's, with what is set, and those of variables and their fields.
struct HelpPages: Sendable {
    let manual: Manual
    private let variables: [String: Value]

    init(
        _ commands: CommandTable, _ variables: [String: Value], seeds: SeedsSetting,
        settings: [Hyperparameter: Hyperparameter.Value], data: StatementData, keys: [KeySection] = []
    ) {
        self.variables = variables
        var manual = Manual(commands: commands, keys: keys)
        manual.data = data
        manual.present = { name in
            if name == Seeds.name { return seeds.value.literal }
            return Hyperparameter.named(name).map { "\(settings[$0] ?? data.defaultValue(of: $0))" }
        }
        self.manual = manual
    }

    /// Every word that has a page.
    var topics: [String] { manual.topics + variables.keys.sorted() }

    /// The page of a topic, a variable, or a variable's field (`s.best.dropout`); nil if there is none of that name.
    ///
    /// - Throws: `SessionError.unknownField` or `.noFields` for a field that a variable doesn't have.
    func page(_ topic: String, _ style: CommandPage.Style = .session) throws(SessionError) -> HelpPage? {
        if let page = manual.page(topic, style) { return page }
        let names = topic.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let variable = variables[names[0]] else { return nil }
        guard let last = names.dropFirst().last else { return HelpPage(of: topic, variable) }
        var base = variable
        for name in names.dropFirst().dropLast() { base = try base.field(name) }
        return try page(ofField: last, base, path: topic)
    }

    /// The page of a value's field.
    ///
    /// - Parameter path: the field as it is written.
    /// - Throws: `SessionError.unknownField` or `.noFields`
    func page(ofField name: String, _ base: Value, path: String) throws(SessionError) -> HelpPage {
        let help = base.fields.first { $0.name == name }?.help ?? Hyperparameter.named(name)?.help ?? name
        return HelpPage(field: path, help, try base.field(name))
    }
}
