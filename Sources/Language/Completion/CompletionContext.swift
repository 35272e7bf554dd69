/// What could be typed at a place of a text that may be unfinished.
///
///     CompletionContext(in: SourceText(name: "", "sweep drop"), at: 10, shapes: shapes)
///     // place: an argument of sweep; word: "drop"; span: 6..<10
///
/// Only the text before the place counts. Statements before it may be wrong.
package struct CompletionContext: Sendable {
    package enum Place: Sendable {
        /// A statement's start: a command, a name to assign to, a reserved word, an expression.
        case statement
        /// What follows `?`.
        case helpTopic
        /// A name that is being given: nothing to offer.
        case newName
        /// The whole right side of `let` or `=`: a command, or a value for that name.
        case rightSide(of: String)
        /// An argument of the command, whose arguments so far are given. Without a name it would be the
        /// `position`th, counted from 0; nil if the command takes no more of them.
        case argument(of: CommandCall, position: Int?)
        /// A name in a bundle of the command, `zip(…)`; `given` are the names that the command has values for.
        case bundledArgument(of: CommandCall, given: [String])
        /// A name after a command's `by`.
        case byName(of: CommandCall)
        /// An operand in a value given for the name, by assignment or as an argument of the command.
        case value(of: String, in: CommandCall?)
        /// An operand in the condition after a command's `where`.
        case condition(of: CommandCall)
        /// An operand anywhere else, within an argument of the command if there is one.
        case operand(in: CommandCall?)
        /// After `(`: a command or an operand.
        case parenthesis
        /// A field of the value.
        case field(of: Expression)
        /// A comment, the place of an operator, or after a mistake.
        case nothing
    }

    package let place: Place
    /// What is there of the word already; within quotes, what follows the opening one, as written.
    package let word: String
    /// Where the word is, and what a completion replaces.
    package let span: SourceSpan
    /// The quote that is open around the word.
    package let quote: Character?

    init(_ place: Place, word: String, span: SourceSpan, quote: Character? = nil) {
        self.place = place
        self.word = word
        self.span = span
        self.quote = quote
    }
}

// MARK: - Paths
extension CompletionContext {
    /// What the word stands for: within quotes, with its escapes replaced. Nil where it breaks off within an escape.
    package var text: String? {
        guard let quote else { return word }
        var lexer = Lexer(SourceText(name: "", "\(quote)\(word)\(quote)"))
        if case .string(let text) = lexer.next().kind { return text } else { return nil }
    }

    /// A path as it is written in the word's place: with escapes within quotes, in quotes where it needs them.
    ///
    /// - Parameter isOpen: whether quotes that it needs stay open, because the path may go on.
    package func written(_ path: String, isOpen: Bool) -> String {
        if let quote { return Self.escaped(path, quote) }
        if !isValue, path.unicodeScalars.allSatisfy({ !$0.isControl && !Self.meaningful.contains($0) }) { return path }
        return "\"" + Self.escaped(path, "\"") + (isOpen ? "" : "\"")
    }

    /// What means something else in a path without quotes.
    private static let meaningful = Set(" \\\"'()[]{},;#=?".unicodeScalars)

    private var isValue: Bool {
        switch place {
        case .value, .rightSide: true
        case .statement, .helpTopic, .newName, .argument, .bundledArgument, .byName, .condition, .operand, .parenthesis, .field, .nothing:
            false
        }
    }

    private static func escaped(_ text: String, _ quote: Character) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "\\": "\\\\"
            case _ where Character(scalar) == quote: "\\\(quote)"
            case _ where scalar.isControl: "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }.joined()
    }
}
