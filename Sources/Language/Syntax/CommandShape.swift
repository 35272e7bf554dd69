/// How a command's arguments are read. This is all the parser knows of a command.
///
///     CommandShape("set", positionals: [.word("a hyper-parameter", .optional), .expression("a value")], takesNamed: true)
///     CommandShape("sweep", takesNamed: true, takesWhere: true, bundles: ["zip"])
///     CommandShape("print", positionals: [.expression("a value", .any)])
///     CommandShape("run", positionals: [.path("a script")])
///     CommandShape("compare", positionals: [.path("a result", .any)], options: [.init("to", .text)], takesBy: true)
package struct CommandShape: Sendable {
    package let name: String
    /// The arguments without names, in order; only the last may be `.any`.
    package let positionals: [Positional]
    /// Whether it takes `name=value`.
    package let takesNamed: Bool
    /// Whether it takes `where condition`, last.
    package let takesWhere: Bool
    /// Whether it takes `by name name …`.
    package let takesBy: Bool
    /// The names of what it takes as `name(name=value, …)`.
    package let bundles: [String]
    /// How a command line gives it what has a name; a name that is not here is read as a list of values.
    package let options: [Option]
    /// What a command line gives it that doesn't say otherwise: names with the text of their values.
    package let commandLineDefaults: [(name: String, value: String)]

    package init(
        _ name: String, positionals: [Positional] = [], takesNamed: Bool = false, options: [Option] = [],
        takesWhere: Bool = false, takesBy: Bool = false, bundles: [String] = [],
        commandLineDefaults: [(name: String, value: String)] = []
    ) {
        self.name = name
        self.positionals = positionals
        self.takesNamed = takesNamed || !options.isEmpty
        self.options = options
        self.commandLineDefaults = commandLineDefaults
        self.takesWhere = takesWhere
        self.takesBy = takesBy
        self.bundles = bundles
    }

    /// Whether anything may follow the command's name.
    var takesArguments: Bool { !positionals.isEmpty || takesNamed || takesWhere || takesBy || !bundles.isEmpty }

    /// What the positional argument at `index` is, if there may be one.
    package func positional(at index: Int) -> Positional? {
        if index < positionals.count { return positionals[index] }
        return positionals.last?.count == .any ? positionals.last : nil
    }
}

extension CommandShape {
    /// What an argument without a name is.
    package struct Positional: Sendable {
        package enum Kind: Sendable {
            case expression
            /// A name, reserved or not, taken as it is. An expression right after it must not start with
            /// a sign: `set dropout -1` could as well be a difference.
            case word
            /// Raw text up to a blank or `;`, or a string.
            case path
        }

        package enum Count: Sendable {
            /// Exactly one, once those before it are there.
            case one
            case optional
            case any
        }

        package let kind: Kind
        package let count: Count
        /// A noun with its article, for messages: "a path".
        package let what: String

        package static func expression(_ what: String, _ count: Count = .one) -> Positional {
            Positional(kind: .expression, count: count, what: what)
        }

        package static func word(_ what: String, _ count: Count = .one) -> Positional {
            Positional(kind: .word, count: count, what: what)
        }

        package static func path(_ what: String, _ count: Count = .one) -> Positional {
            Positional(kind: .path, count: count, what: what)
        }
    }
}

extension CommandShape {
    /// How the words of a command line that follow `--name` are read.
    package struct Option: Sendable {
        package enum Reading: Hashable, Sendable {
            /// No word: true; after `--no-name` false.
            case flag
            /// One word, taken as a string.
            case text
            /// One word, read as an expression.
            case value
            /// Every word up to the next option, each one expression or several with commas between: a list unless it is one.
            case list
            /// Every word up to the next option, each a string: a list unless it is one.
            case texts
            /// No word: stands for a string given to another name, as `--csv` does for `as="csv"`.
            case shorthand(for: String, text: String)
        }

        package let name: String
        /// As in `-q`.
        package let short: Character?
        package let reading: Reading

        package init(_ name: String, _ reading: Reading, short: Character? = nil) {
            self.name = name
            self.reading = reading
            self.short = short
        }
    }
}
