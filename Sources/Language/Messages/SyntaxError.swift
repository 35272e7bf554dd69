/// Why a text is no program, and where: a kind, which `message`, `hint` and `related` put into words.
package struct SyntaxError: Error, Hashable, Sendable {
    package let kind: Kind
    package let span: SourceSpan

    init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }

    /// Whether more lines could still make the text a program: a bracket or block is open, a block is
    /// yet to come, or the last line asks to be continued.
    package var isIncomplete: Bool {
        switch kind {
        case .unclosed, .danglingContinuation, .missingBlock(_, found: .endOfText): true
        case .invalidUTF8, .controlCharacter, .invisibleCharacter, .unexpectedCharacter, .mistaken, .compoundAssignment,
            .strayBackslash, .unterminatedString, .unknownEscape, .malformedEscape, .malformedNumber, .leadingZero,
            .integerTooLarge, .floatTooLarge, .wrongCloser, .strayCloser, .nestedTooDeeply, .expected, .missingBlock, .indented, .bareList, .optionAlone,
            .strayElse, .strayTime, .strayQuestionMark, .reservedName, .nameIsCommand, .notAssignable, .assignmentInExpression,
            .byWithoutRange, .namedArgumentInCall, .notAFunction, .commaInParentheses, .unknownCommand,
            .commandInExpression, .parenthesesAfterCommand, .missingArgument, .unexpectedArgument, .repeatedArgument,
            .noNamedArguments, .noClause, .argumentAfterWhere, .missingSeparator, .signAfterName, .blankInPath,
            .missingValue, .flagWithValue, .malformedOption: false
        }
    }
}

extension SyntaxError {
    package indirect enum Kind: Hashable, Sendable {
        // Characters
        case invalidUTF8(UInt8)
        case controlCharacter(Unicode.Scalar)
        case invisibleCharacter(Unicode.Scalar)
        case unexpectedCharacter(String)
        /// What other languages or a word processor write, and what is written here.
        case mistaken(String, meant: String)
        case compoundAssignment(operator: String)
        case strayBackslash
        /// A `\` at the end of the text.
        case danglingContinuation

        // Literals
        case unterminatedString(quote: String)
        case unknownEscape(String)
        case malformedEscape(String)
        case malformedNumber(String)
        case leadingZero(String)
        case integerTooLarge(String)
        case floatTooLarge(String)

        // Brackets
        case unclosed(Bracket)
        case wrongCloser(Bracket, opener: Bracket, openedAt: SourceSpan)
        case strayCloser(Bracket)
        case nestedTooDeeply(limit: Int)

        // Statements and expressions
        case expected(Expected, found: Found)
        case missingBlock(after: String, found: Found)
        /// A line that is indented deeper than the statement above, which it doesn't continue.
        case indented
        case strayElse
        case strayQuestionMark
        /// `time` elsewhere than before a statement; `meant` is how that is written.
        case strayTime(meant: String?)
        case reservedName(String)
        case nameIsCommand(String)
        case notAssignable
        /// `=` where an expression goes on or ends.
        case assignmentInExpression
        case byWithoutRange
        case namedArgumentInCall(function: String)
        case notAFunction
        case commaInParentheses
        /// Values with commas between them and no brackets around them: `1, 2`. `meant` is how they are written.
        case bareList(meant: String)
        /// A shell's option where a statement should be: `--n_head 1,2`.
        case optionAlone(String, values: [String])

        // Commands
        case unknownCommand(String, nearest: String?)
        case commandInExpression(String)
        case parenthesesAfterCommand(String, takesArguments: Bool)
        /// `what` is a noun with its article: "a path".
        case missingArgument(command: String, what: String)
        /// `meant` is how the argument might have been meant: `n_head=4`.
        case unexpectedArgument(command: String, found: Found, meant: String?)
        case repeatedArgument(String, first: SourceSpan)
        case noNamedArguments(command: String)
        case noClause(command: String, Keyword)
        case argumentAfterWhere(command: String)
        case missingSeparator
        /// A sign straight after a name: `set dropout -1`.
        case signAfterName(command: String, name: String, value: String)
        case blankInPath

        // Command lines
        /// An option with nothing behind it, or with an empty word; `next` is an option that may have been meant as its value.
        case missingValue(option: String, next: String?)
        case flagWithValue(String)
        /// A word that starts with one dash: `-dropout`.
        case malformedOption(String, meant: String?)
    }

    /// What could have stood there.
    package enum Expected: Hashable, Sendable {
        case value, name, statement, namedArgument, word, path, fieldName, endOfStatement, endOfValue
        case keyword(Keyword)
        case symbol(Symbol)
        /// A comma between elements, or the bracket's end.
        case commaOrCloser(Bracket)
    }

    /// What stood there.
    package enum Found: Hashable, Sendable {
        case text(String)
        case endOfLine
        case endOfText
    }
}
