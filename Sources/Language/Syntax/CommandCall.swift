/// A command and its arguments as they are written; whether they make sense is for others to say.
package struct CommandCall: Sendable {
    package let name: Name
    /// What stands without a name, in the order it is written, read as the command's shape says.
    package internal(set) var positionals: [Positional] = []
    /// `name=value`, in the order they are written; no name twice.
    package internal(set) var named: [NamedArgument] = []
    /// `zip(name=value, …)`, in the order they are written; no name twice in all of the call.
    package internal(set) var bundles: [Bundle] = []
    /// What follows `by`, where the shape allows it.
    package internal(set) var byNames: [Name] = []
    /// The condition after `where`.
    package internal(set) var condition: Expression?
    /// From the command's name to the end of its last argument.
    package internal(set) var span: SourceSpan

    init(name: Name) {
        self.name = name
        span = name.span
    }

    /// The call in the words of a command line; all of them are its span.
    init(name: Name, span: SourceSpan) {
        self.name = name
        self.span = span
    }

    /// The value given for `name`, on its own or in a bundle.
    package func argument(_ name: String) -> NamedArgument? {
        (named + bundles.flatMap(\.arguments)).first { $0.name.text == name }
    }

    /// How many levels of nodes its expressions have at most.
    var height: Int {
        let arguments = named + bundles.flatMap(\.arguments)
        let values = arguments.map(\.value) + positionals.compactMap(\.expression) + (condition.map { [$0] } ?? [])
        return values.height
    }
}

extension CommandCall {
    /// An argument without a name.
    package enum Positional: Sendable {
        case expression(Expression)
        /// A name, reserved or not, taken as it is: `help sweep`, `plot loss`.
        case word(Name)
        case path(PathArgument)

        package var span: SourceSpan {
            switch self {
            case .expression(let expression): expression.span
            case .word(let name): name.span
            case .path(let path): path.span
            }
        }

        var expression: Expression? {
            switch self {
            case .expression(let expression): expression
            case .path(let path): path.expression
            case .word: nil
            }
        }
    }

    /// A path as written, or a string. Only one that isn't quoted may also be the name of a variable, or a command in
    /// parentheses, whose value is meant.
    package struct PathArgument: Sendable {
        package let text: String
        package let isQuoted: Bool
        package let span: SourceSpan
        /// The command in its parentheses; nil for what is a path.
        package var expression: Expression?
    }

    /// `name=value`
    package struct NamedArgument: Sendable {
        package let name: Name
        package let value: Expression

        package var span: SourceSpan { name.span.joined(with: value.span) }
    }

    /// Arguments that belong together: `zip(name=value, …)`.
    package struct Bundle: Sendable {
        package let name: Name
        package let arguments: [NamedArgument]
        /// From the name to the closing parenthesis.
        package let span: SourceSpan
    }
}
