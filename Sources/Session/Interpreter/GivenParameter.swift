import Engine
import Language

/// `-p name=value`: what whoever starts a script or a notebook gives to it.
struct GivenParameter: Sendable {
    /// `-p`, with the name and the value as they were given.
    let source: SourceText
    let name: Name
    let value: Expression
    /// The value as the language writes it.
    let literal: String

    /// The value is an expression. A bare word, or a path without blanks, that starts with no name of a value is a string.
    ///
    /// - Parameter isKnown: whether a name stands for a value.
    /// - Throws: `Diagnostic` for what is neither.
    init(_ name: String, _ text: String, _ commands: CommandTable, isKnown: (String) -> Bool) throws(Diagnostic) {
        source = SourceText(name: "-p", "\(name)=\(text)")
        let literal = Self.isWord(text, isKnown) ? Value.string(text).literal : text
        let program = try commands.parse(SourceText(name: "-p", "\(name)=\(literal)"))
        guard program.statements.count == 1, case .assignment(let target, let value)? = program.statements.first?.kind else {
            throw Diagnostic(.wrongOption("-p", expected: "name=value", found: "\"\(name)=\(text)\""), at: source.span, in: source)
        }
        (self.name, self.value, self.literal) = (target, value, literal)
    }

    /// `epochs = 7`
    var assignment: String { "\(name.text) = \(literal)" }

    private static func isWord(_ text: String, _ isKnown: (String) -> Bool) -> Bool {
        guard let first = text.first, first.isLetter || "_~./".contains(first), !(first == "." && text.dropFirst().first?.isNumber == true),
            text.allSatisfy({ $0.isLetter || $0.isNumber || "_-./~+:@%".contains($0) })
        else { return false }
        let name = String(text.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        // What stands for a word can't be divided: it starts a path.
        let startsPath = text.dropFirst(name.count).first == "/" && Hyperparameter.named(name)?.kind == .word
        return !["true", "True", "false", "False", "none", "None"].contains(name) && (!isKnown(name) || startsPath)
    }
}
