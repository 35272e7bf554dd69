import Language

/// A command of the language, declared once: how it is read, what it does, and what its users are told.
///
/// Checking, `help`, completion and the manual derive from `Command.all`, and the tests run its examples.
package struct Command: Sendable {
    /// What it does with a call; the value is `none` unless it `hasResult`.
    typealias Action = @Sendable (isolated Interpreter, CommandCall, Frame) async throws -> Value

    package let name: String
    let shape: CommandShape
    /// As it is written: `set NAME VALUE, or set NAME=VALUE …`.
    package let usage: String
    /// One line.
    package let help: String
    /// Some sentences more.
    package let details: String
    /// Statements that work one after the other in a session of their own.
    package let examples: [String]
    /// What may be given by name besides hyper-parameters.
    let options: [Option]
    /// Whether hyper-parameters are given by name.
    let takesHyperparameters: Bool
    /// Whether its call is a value.
    let hasResult: Bool
    /// Whether the session is over after it.
    let endsSession: Bool
    let action: Action

    init(
        _ shape: CommandShape, usage: String, help: String, details: String, examples: [String],
        options: [Option] = [], takesHyperparameters: Bool = false, hasResult: Bool = false, endsSession: Bool = false,
        action: @escaping Action
    ) {
        name = shape.name
        self.shape = shape
        self.usage = usage
        self.help = help
        self.details = details
        self.examples = examples
        self.options = options
        self.takesHyperparameters = takesHyperparameters
        self.hasResult = hasResult
        self.endsSession = endsSession
        self.action = action
    }

    package static func named(_ name: String) -> Command? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}

/// Something given to a command by name that is no hyper-parameter.
struct Option: Sendable {
    let name: String
    /// One line.
    let help: String
}
