/// How a command's arguments are read. This is all the parser knows of a command.
///
///     CommandShape("set", positionals: [.word("a hyper-parameter", .optional), .expression("a value")], takesNamed: true)
///     CommandShape("sweep", takesNamed: true, takesWhere: true, bundles: ["zip"])
///     CommandShape("print", positionals: [.expression("a value", .any)])
///     CommandShape("run", positionals: [.path("a script")])
///     CommandShape("compare", positionals: [.path("a result", .any)], takesNamed: true, takesBy: true)
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

    package init(
        _ name: String, positionals: [Positional] = [], takesNamed: Bool = false, takesWhere: Bool = false,
        takesBy: Bool = false, bundles: [String] = []
    ) {
        self.name = name
        self.positionals = positionals
        self.takesNamed = takesNamed
        self.takesWhere = takesWhere
        self.takesBy = takesBy
        self.bundles = bundles
    }

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
