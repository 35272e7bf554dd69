/// A word of the text, with its place.
package struct Token: Sendable {
    package enum Kind: Hashable, Sendable {
        /// A whole number from 0 to 2⁶³ − 1.
        case integer(Int)
        /// A finite number written with a fraction or an exponent.
        case float(Double)
        /// What a string literal stands for, its escapes replaced.
        case string(String)
        case name(String)
        case keyword(Keyword)
        case symbol(Symbol)
        /// The text of a `#:` comment that has its line to itself.
        case markdown(String)
        /// One line break that ends a statement.
        case newline
        /// The end of the text; every token after it is one, too.
        case end
        /// What can't be part of any program, and why.
        case invalid(SyntaxError)
    }

    package let kind: Kind
    package let span: SourceSpan

    func `is`(_ symbol: Symbol) -> Bool {
        if case .symbol(symbol) = kind { true } else { false }
    }

    func `is`(_ keyword: Keyword) -> Bool {
        if case .keyword(keyword) = kind { true } else { false }
    }

    var isEnd: Bool {
        if case .end = kind { true } else { false }
    }

    var isNewline: Bool {
        if case .newline = kind { true } else { false }
    }

    var isNumber: Bool {
        switch kind {
        case .integer, .float: true
        default: false
        }
    }

    var isMarkdown: Bool {
        if case .markdown = kind { true } else { false }
    }

    /// Whether a statement that is no name by itself can begin with it.
    var beginsStatement: Bool {
        switch kind {
        case .name, .integer, .float, .string, .keyword(.let), .keyword(.for), .keyword(.if), .keyword(.true), .keyword(.false),
            .keyword(.capitalTrue), .keyword(.capitalFalse): true
        default: false
        }
    }

    /// The name, if it is one that isn't reserved.
    var name: Name? {
        if case .name(let text) = kind { Name(text: text, span: span) } else { nil }
    }

    /// The name or the reserved word.
    var word: Name? {
        if case .keyword(let keyword) = kind { Name(text: keyword.rawValue, span: span) } else { name }
    }
}
