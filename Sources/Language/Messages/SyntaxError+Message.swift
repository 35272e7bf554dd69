// The one place where what is wrong with a text is put into words.
extension SyntaxError {
    /// The sentence, without its place, a capital or a full stop.
    package var message: String {
        switch kind {
        case .invalidUTF8(let byte): "byte 0x\(hexadecimal(UInt32(byte), digits: 2)) is not UTF-8 text"
        case .controlCharacter(let scalar): "control character \(codePoint(scalar))"
        case .invisibleCharacter(let scalar): "invisible character \(codePoint(scalar))"
        case .unexpectedCharacter(let text): "unexpected character \(quoted(text))"
        case .mistaken(let text, _): "unexpected \(quoted(text))"
        case .compoundAssignment(let operation): "there is no \(quoted(operation + "="))"
        case .strayBackslash: "a \"\\\" stands only at the end of a line that the next continues"
        case .danglingContinuation: "the text ends where a \"\\\" asks for another line"
        case .unterminatedString: "the string has no closing quote on its line"
        case .unknownEscape(let text): "unknown escape \(quoted(text)) in a string"
        case .malformedEscape(let text): "the escape \(quoted(text)) does not name a character"
        case .malformedNumber(let text): "\(quoted(text)) is not a number"
        case .leadingZero(let text): "the whole number \(quoted(text)) starts with a zero"
        case .integerTooLarge(let text): "the whole number \(quoted(text)) is too large"
        case .floatTooLarge(let text): "the number \(quoted(text)) is too large"
        case .unclosed(let bracket): "\(quoted(bracket.opener)) is never closed"
        case .wrongCloser(let bracket, let opener, _): "\(quoted(bracket.closer)) does not close \(quoted(opener.opener))"
        case .strayCloser(let bracket): "\(quoted(bracket.closer)) closes nothing"
        case .nestedTooDeeply(let limit): "nested more than \(limit) levels deep"
        case .expected(let expected, let found): "expected \(expected.words), found \(found.words)"
        case .missingBlock(let keyword, let found): "expected \"{\" to open the block of \(quoted(keyword)), found \(found.words)"
        case .indented: "unexpected indentation: this line does not continue the one above"
        case .strayElse: "\"else\" has no \"if\" block right before it"
        case .strayTime: "\"time\" stands before a whole statement"
        case .strayQuestionMark: "\"?\" asks for help only before or after a name that stands alone"
        case .reservedName(let name): "\(quoted(name)) is a reserved word and cannot be a name"
        case .nameIsCommand(let name): "\(quoted(name)) is a command and cannot be a variable"
        case .notAssignable: "only a name can be assigned to"
        case .assignmentInExpression: "unexpected \"=\""
        case .byWithoutRange: "\"by\" needs a range just before it"
        case .namedArgumentInCall(let function): "the arguments of \(quoted(function)) have no names"
        case .notAFunction: "only a function's name can be called"
        case .commaInParentheses: "unexpected \",\" in parentheses"
        case .bareList: "a list needs brackets"
        case .optionAlone(let name, _): "found --\(name) before a command"
        case .unknownCommand(let name, _): "unknown command \(quoted(name))"
        case .commandInExpression(let name): "the command \(quoted(name)) is a value only in parentheses here"
        case .parenthesesAfterCommand(let name, _): "the arguments of \(quoted(name)) stand without parentheses"
        case .missingArgument(let command, let what): "\(quoted(command)) needs \(what)"
        case .unexpectedArgument(let command, let found, _): "unexpected argument \(found.words) of \(quoted(command))"
        case .repeatedArgument(let name, _): "\(quoted(name)) is given twice"
        case .noNamedArguments(let command): "\(quoted(command)) takes no arguments with names"
        case .noClause(let command, let keyword): "\(quoted(command)) takes no \(quoted(keyword.rawValue))"
        case .argumentAfterWhere(let command): "the \"where\" of \(quoted(command)) comes last"
        case .missingSeparator: "a blank or comma is missing between two arguments"
        case .signAfterName(_, let name, _): "a sign after \(quoted(name)) could also be a difference"
        case .blankInPath: "a path cannot end in \"\\\""
        case .missingValue(let option, _): "--\(option) needs a value"
        case .flagWithValue(let option): "--\(option) takes no value"
        case .malformedOption(let text, _): "unknown option \(text)"
        }
    }

    /// What to do about it, to stand behind the marks; nil where the message says it all.
    package var hint: String? {
        switch kind {
        case .controlCharacter(let scalar): "a string can hold it as \(quoted(escape(scalar)))"
        case .invisibleCharacter: "use an ordinary blank"
        case .mistaken(_, let meant): "did you mean \(meant == "\"" ? "'\"'" : quoted(meant))?"
        case .compoundAssignment(let operation): "write name = name \(operation) value"
        case .unterminatedString(let quote): "close it with \(quote)"
        case .unknownEscape: "a backslash itself is written \"\\\\\""
        case .malformedEscape: "write \"\\x41\", \"\\u0041\" or \"\\u{41}\""
        case .malformedNumber(let text): isLength(text) ? "write \(quoted(text)), in quotes" : nil
        case .leadingZero(let text): "write \(withoutLeadingZeros(text))"
        case .integerTooLarge: "the largest is \(Int.max)"
        case .wrongCloser(_, let opener, _): "did you mean \(quoted(opener.closer))?"
        case .expected(.symbol(.equal), found: .text("==")): "did you mean \"=\"?"
        case .expected(.endOfStatement, found: .text(let text)) where startsStatement(text):
            "statements are separated by \";\" or a new line"
        case .missingBlock(_, found: .text(":")): "a block is written { … }"
        case .indented: "end the line above with \"\\\", or remove the blanks"
        case .strayQuestionMark: "write ?topic"
        case .strayTime(let meant): meant.map { "write \($0)" }
        case .assignmentInExpression: "did you mean \"==\"?"
        case .byWithoutRange: "write from..to by step"
        case .namedArgumentInCall: "write their values in order"
        case .commaInParentheses: "a list is written [ … ]"
        case .bareList(let meant): "write \(meant)"
        case .optionAlone(let name, let values): values.isEmpty ? nil : "write \(name)=\(Self.written(values)) after a command"
        case .unknownCommand(_, let nearest): nearest.map { "did you mean \(quoted($0))?" }
        case .commandInExpression(let name): "write (\(name) …)"
        case .parenthesesAfterCommand(let name, let takesArguments): "write \(name)" + (takesArguments ? " …" : "")
        case .unexpectedArgument(_, _, let meant): meant.map { "did you mean \(quoted($0))?" }
        case .noNamedArguments: "did you mean \"==\"?"
        case .signAfterName(let command, let name, let value): "write \(command) \(name)=\(value)"
        case .blankInPath: "put the path in quotes"
        case .missingValue(let option, let next): next.map { "if \($0) is the value, write --\(option)=\($0)" }
        case .malformedOption(_, let meant): meant.map { "did you mean \($0)?" }
        case .invalidUTF8, .unexpectedCharacter, .strayBackslash, .danglingContinuation,
            .floatTooLarge, .unclosed, .strayCloser, .nestedTooDeeply, .expected, .missingBlock, .strayElse,
            .reservedName, .nameIsCommand, .notAssignable, .notAFunction, .missingArgument, .repeatedArgument,
            .noClause, .argumentAfterWhere, .missingSeparator, .flagWithValue: nil
        }
    }

    /// One value, or the list of several.
    package static func written(_ values: [String]) -> String {
        values.count == 1 ? values[0] : "[" + values.joined(separator: ", ") + "]"
    }

    /// Another place that explains the mistake, with its sentence.
    package var related: (span: SourceSpan, message: String)? {
        switch kind {
        case .wrongCloser(_, let opener, let span): (span, "\(quoted(opener.opener)) was opened here")
        case .repeatedArgument(let name, let first): (first, "\(quoted(name)) was given first here")
        case .invalidUTF8, .controlCharacter, .invisibleCharacter, .unexpectedCharacter, .mistaken, .compoundAssignment,
            .strayBackslash, .danglingContinuation, .unterminatedString, .unknownEscape, .malformedEscape,
            .malformedNumber, .leadingZero, .integerTooLarge, .floatTooLarge, .unclosed, .strayCloser, .nestedTooDeeply,
            .expected, .missingBlock, .indented, .bareList, .optionAlone, .strayElse, .strayTime, .strayQuestionMark, .reservedName, .nameIsCommand, .notAssignable,
            .assignmentInExpression, .byWithoutRange, .namedArgumentInCall, .notAFunction, .commaInParentheses,
            .unknownCommand, .commandInExpression, .parenthesesAfterCommand, .missingArgument, .unexpectedArgument,
            .noNamedArguments, .noClause, .argumentAfterWhere, .missingSeparator, .signAfterName, .blankInPath,
            .missingValue, .flagWithValue, .malformedOption: nil
        }
    }

    /// The whole message as it is shown, over several lines joined by `\n`, without a last one.
    package func rendered(in source: SourceText) -> String { rendered(in: source, hint: hint) }

    /// The same with another hint.
    package func rendered(in source: SourceText, hint: String?) -> String {
        let error = SourceExcerpt(of: span, in: source).rendered("error", message, note: hint)
        guard let related else { return error }
        return error + "\n" + SourceExcerpt(of: related.span, in: source).rendered("note", related.message)
    }
}

extension SyntaxError.Expected {
    fileprivate var words: String {
        switch self {
        case .value: "a value"
        case .name: "a name"
        case .statement: "a statement"
        case .namedArgument: "name=value"
        case .word: "a word"
        case .path: "a path"
        case .fieldName: "the name of a field"
        case .endOfStatement: "the end of the statement"
        case .endOfValue: "the end of the value"
        case .keyword(let keyword): quoted(keyword.rawValue)
        case .symbol(let symbol): quoted(symbol)
        case .commaOrCloser(let bracket): "\",\" or \(quoted(bracket.closer))"
        }
    }
}

extension SyntaxError.Found {
    fileprivate var words: String {
        switch self {
        case .text(let text): quoted(text)
        case .endOfLine: "the end of the line"
        case .endOfText: "the end of the text"
        }
    }
}

/// Whether a text is a number with a unit of length, as in `84mm`.
private func isLength(_ text: String) -> Bool {
    guard let unit = ["mm", "cm", "in", "pt", "px"].first(where: text.hasSuffix) else { return false }
    return Double(text.dropLast(unit.count)) != nil
}

/// `text` in quotes, unless it is a string and has its own; a long one is cut.
private func quoted(_ text: String) -> String {
    let isString = text.utf8.count > 1 && (text.utf8.first == ASCII.doubleQuote || text.utf8.first == ASCII.singleQuote)
    if isString { return text }
    let isLong = text.utf8.count > longestQuote && text.count > longestQuote
    return isLong ? "\"\(text.prefix(longestQuote))…\"" : "\"\(text)\""
}

private let longestQuote = 60

private func quoted(_ symbol: Symbol) -> String { quoted(symbol.rawValue) }

private func codePoint(_ scalar: Unicode.Scalar) -> String { "U+" + hexadecimal(scalar.value, digits: 4) }

private func escape(_ scalar: Unicode.Scalar) -> String { "\\u{" + hexadecimal(scalar.value, digits: 1) + "}" }

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
}

private func startsStatement(_ text: String) -> Bool {
    text.first.map { $0.isLetter || $0.isNumber || "_\"'".contains($0) } ?? false
}

private func withoutLeadingZeros(_ text: String) -> String {
    String(text.drop { $0 == "0" || $0 == "_" })
}
