/// A kind of bracket.
package enum Bracket: Hashable, Sendable {
    /// `( )`: groups, and a function's arguments.
    case parenthesis
    /// `[ ]`: lists and indices.
    case square
    /// `{ }`: blocks of statements.
    case brace

    package var opener: Symbol {
        switch self {
        case .parenthesis: .leftParenthesis
        case .square: .leftBracket
        case .brace: .leftBrace
        }
    }

    package var closer: Symbol {
        switch self {
        case .parenthesis: .rightParenthesis
        case .square: .rightBracket
        case .brace: .rightBrace
        }
    }

    /// The bracket that `symbol` closes, if it closes one.
    static func closed(by symbol: Symbol) -> Bracket? {
        [.parenthesis, .square, .brace].first { $0.closer == symbol }
    }
}
