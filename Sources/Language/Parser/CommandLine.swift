/// A command line as a text, so that its words have places and errors can show it.
///
///     let line = CommandLineText(["sweep", "--n_layer", "1", "2"])
///     line.source    // sweepbook sweep --n_layer 1 2
///     let call = try line.call(shapes)    // the call that `sweep n_layer=[1, 2]` is
package struct CommandLineText: Sendable {
    /// A word as the process was given it, and where it stands in `source`, without the quotes that are shown around it.
    package struct Word: Sendable {
        package let text: String
        package let span: SourceSpan
    }

    package let source: SourceText
    package let words: [Word]

    /// - Parameter words: what follows the process's name.
    package init(_ words: [String], process: String = "sweepbook") {
        var text = process
        self.words = words.map { word in
            let quote = Self.quote(around: word)
            text += " " + quote
            let start = text.utf8.count
            text += word
            defer { text += quote }
            return Word(text: word, span: SourceSpan(start: start, end: start + word.utf8.count))
        }
        source = SourceText(name: process, bytes: Array(text.utf8), isCommandLine: true)
    }

    private static func quote(around word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { byte in
            byte > 0x7F || byte.isDigit || byte.isLetter || "_-+./,:=%@^~".utf8.contains(byte)
        }
        return isPlain ? "" : word.contains("'") ? "\"" : "'"
    }

    /// The call that the words make.
    ///
    /// - Throws: `SyntaxError` when there is no such command, and for words that can't be its arguments.
    package func call(_ shapes: CommandShapes) throws(SyntaxError) -> CommandCall {
        var reader = CommandLineReader(self, shapes)
        return try reader.read()
    }
}

/// Reads the words of a command line as a call: the grammar of shells over the same signatures.
private struct CommandLineReader {
    private let line: CommandLineText
    private let shapes: CommandShapes
    private var shape = CommandShape("")
    private var call = CommandCall(name: Name(text: "", span: .at(0)))
    private var given: [String: SourceSpan] = [:]
    private var rest: ArraySlice<CommandLineText.Word>
    private var takesOptions = true

    init(_ line: CommandLineText, _ shapes: CommandShapes) {
        self.line = line
        self.shapes = shapes
        rest = line.words[...]
    }

    mutating func read() throws(SyntaxError) -> CommandCall {
        guard let verb = rest.popFirst() else { throw SyntaxError(.expected(.word, found: .endOfText), at: line.source.span) }
        guard let shape = shapes[verb.text] else {
            throw SyntaxError(.unknownCommand(verb.text, nearest: NearestWord.find(verb.text, among: shapes.names)), at: verb.span)
        }
        self.shape = shape
        call = CommandCall(name: Name(text: verb.text, span: verb.span), span: SourceSpan(start: verb.span.start, end: line.source.span.end))
        while let word = rest.popFirst() {
            if takesOptions, word.text == "--" { takesOptions = false } else if takesOptions, isOption(word.text) {
                try option(word)
            } else {
                try positional(word)
            }
        }
        if let next = shape.positional(at: call.positionals.count), next.count == .one {
            throw SyntaxError(.missingArgument(command: shape.name, what: next.what), at: .at(line.source.span.end))
        }
        try addDefaults(at: verb.span)
        return call
    }

    private mutating func addDefaults(at span: SourceSpan) throws(SyntaxError) {
        for (name, text) in shape.commandLineDefaults where given[name] == nil {
            var parser = Parser(SourceText(name: name, text), shapes: shapes)
            call.named.append(CommandCall.NamedArgument(
                name: Name(text: name, span: span), value: try parser.expression().spanning(span)))
        }
    }

    /// A negative number is a value, as are a dash by itself and what has blanks, unless these are in the value of an option: `--where=n_head > 1`.
    private func isOption(_ word: String) -> Bool {
        guard word.hasPrefix("-"), let second = word.dropFirst().first, second == "-" || second.isLetter || second == "_" else { return false }
        let name = word.prefix { $0 != "=" }
        return !word.contains(" ") || name.endIndex < word.endIndex && isKnown(String(name.dropFirst(2)))
    }

    private func isKnown(_ name: String) -> Bool { clauses.contains(name) || shape.options.contains { $0.name == name } }
}

// MARK: - Options
extension CommandLineReader {
    private mutating func option(_ word: CommandLineText.Word) throws(SyntaxError) {
        let dashes = word.text.hasPrefix("--") ? 2 : 1
        let text = word.text.dropFirst(dashes)
        let written = text.prefix { $0 != "=" }
        let start = word.span.start + dashes
        let name = Name(text: String(written), span: SourceSpan(start: start, end: start + written.utf8.count))
        let attached = written.endIndex == text.endIndex ? nil : CommandLineText.Word(
            text: String(text[written.endIndex...].dropFirst()), span: SourceSpan(start: name.span.end + 1, end: word.span.end))
        if dashes == 1 { return try short(name, attached, word) }
        if name.text.hasPrefix("no-"), let flag = flag(String(name.text.dropFirst(3))) {
            guard attached == nil else { throw SyntaxError(.flagWithValue(name.text), at: word.span) }
            return try add(Name(text: flag, span: name.span), Expression(.boolean(false), at: name.span))
        }
        try long(name, attached)
    }

    private func flag(_ name: String) -> String? {
        shape.options.first { $0.name == name && $0.reading == .flag }?.name
    }

    /// `-q`
    private mutating func short(_ name: Name, _ attached: CommandLineText.Word?, _ word: CommandLineText.Word) throws(SyntaxError) {
        guard let option = shape.options.first(where: { $0.short.map(String.init) == name.text }) else {
            let names = shape.options.map(\.name) + clauses
            let meant = names.contains(name.text) ? name.text : NearestWord.find(name.text, among: names)
            throw SyntaxError(.malformedOption("-\(name.text)", meant: meant.map { "--\($0)" }), at: word.span)
        }
        try long(Name(text: option.name, span: name.span), attached)
    }

    private var clauses: [String] {
        (shape.takesWhere ? ["where"] : []) + (shape.takesBy ? ["by"] : []) + shape.bundles
    }

    private mutating func long(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        if name.text == "where", shape.takesWhere { return try condition(name, attached) }
        if name.text == "by", shape.takesBy { return try byNames(name, attached) }
        if shape.bundles.contains(name.text) { return try bundle(name, attached) }
        guard let option = shape.options.first(where: { $0.name == name.text }) else { return try unknown(name, attached) }
        switch option.reading {
        case .flag: try flag(name, attached)
        case .text:
            let word = try text(after: name, attached)
            try add(name, Expression(.string(word.text), at: word.span))
        case .value: try add(name, try Self.value([try word(after: name, attached)], line.source, shapes))
        case .list: try add(name, try Self.value(try words(after: name, attached), line.source, shapes))
        case .texts: try add(name, Self.texts(try words(after: name, attached)))
        case .shorthand(let option, let text):
            guard attached == nil else { throw SyntaxError(.flagWithValue(name.text), at: name.span) }
            try add(Name(text: option, span: name.span), Expression(.string(text), at: name.span))
        }
    }

    /// What the command has no option for is a list of values, or true without any: whoever knows the names refuses it.
    private mutating func unknown(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        if let clause = Keyword(rawValue: name.text), clause == .where || clause == .by {
            throw SyntaxError(.noClause(command: shape.name, clause), at: name.span)
        }
        let isAlone = attached == nil && (rest.first.map { isOption($0.text) } ?? true)
        try add(name, isAlone ? Expression(.boolean(true), at: name.span) : try Self.value(words(after: name, attached), line.source, shapes))
    }

    private mutating func flag(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        guard let attached else { return try add(name, Expression(.boolean(true), at: name.span)) }
        try add(name, try Self.value([try Self.filled(attached, name)], line.source, shapes))
    }

    private mutating func condition(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        try once(name)
        call.condition = try Self.value([try word(after: name, attached)], line.source, shapes)
    }

    /// `--by n_layer dropout`
    private mutating func byNames(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        try once(name)
        for word in try words(after: name, attached) {
            let parts = Self.parts(of: word)
            guard !parts.isEmpty else { throw SyntaxError(.expected(.name, found: .text(word.text)), at: word.span) }
            call.byNames += parts.map { Name(text: $0.text, span: $0.span) }
        }
    }

    /// `--zip n_layer=1,2 n_head=4,8`
    private mutating func bundle(_ name: Name, _ attached: CommandLineText.Word?) throws(SyntaxError) {
        var arguments: [CommandCall.NamedArgument] = []
        var end = name.span.end
        for word in try words(after: name, attached, isBundle: true) {
            let written = word.text.prefix { $0 != "=" }
            guard written.endIndex < word.text.endIndex, !written.isEmpty else {
                throw SyntaxError(.expected(.namedArgument, found: .text(word.text)), at: word.span)
            }
            let inner = Name(
                text: String(written), span: SourceSpan(start: word.span.start, end: word.span.start + written.utf8.count))
            try once(inner)
            let text = CommandLineText.Word(
                text: String(word.text[written.endIndex...].dropFirst()),
                span: SourceSpan(start: inner.span.end + 1, end: word.span.end))
            let isText = shape.options.contains { $0.name == inner.text && $0.reading == .texts }
            let value = isText ? Self.texts(Self.parts(of: text)) : try Self.value([text], line.source, shapes)
            arguments.append(CommandCall.NamedArgument(name: inner, value: value))
            end = word.span.end
        }
        call.bundles.append(CommandCall.Bundle(
            name: name, arguments: arguments, span: SourceSpan(start: name.span.start, end: end)))
    }

    private mutating func add(_ name: Name, _ value: Expression) throws(SyntaxError) {
        try once(name)
        call.named.append(CommandCall.NamedArgument(name: name, value: value))
    }

    private mutating func once(_ name: Name) throws(SyntaxError) {
        if let first = given.updateValue(name.span, forKey: name.text) {
            throw SyntaxError(.repeatedArgument(name.text, first: first), at: name.span)
        }
    }
}

// MARK: - Words
extension CommandLineReader {
    private mutating func positional(_ word: CommandLineText.Word) throws(SyntaxError) {
        let meant = takesOptions && isOfSession(word.text) ? "--\(word.text)" : nil
        guard let positional = shape.positional(at: call.positionals.count), meant == nil || positional.kind == .expression else {
            throw SyntaxError(.unexpectedArgument(command: shape.name, found: .text(word.text), meant: meant), at: word.span)
        }
        guard !word.text.isEmpty else {
            throw SyntaxError(.missingArgument(command: shape.name, what: positional.what), at: word.span)
        }
        switch positional.kind {
        case .expression: call.positionals.append(.expression(try Self.value([word], line.source, shapes)))
        case .word: call.positionals.append(.word(Name(text: word.text, span: word.span)))
        case .path: call.positionals.append(.path(.init(text: word.text, isQuoted: false, span: word.span)))
        }
    }

    /// Whether a word is written as a session writes an option or a clause: `dropout=0.1`, `by`. A file of that name is `./by`.
    private func isOfSession(_ word: String) -> Bool { isAssignment(word) || clauses.contains(word) }

    private func isAssignment(_ word: String) -> Bool {
        word.contains("=") && (shape.options.map(\.name) + clauses).contains(String(word.prefix { $0 != "=" }))
    }

    /// A name or a path, which may begin with a dash where no option of the command is meant.
    private mutating func text(
        after name: Name, _ attached: CommandLineText.Word?
    ) throws(SyntaxError) -> CommandLineText.Word {
        guard attached == nil, let word = rest.first, isOption(word.text) else { return try self.word(after: name, attached) }
        let short = word.text.dropFirst()
        guard word.text.hasPrefix("--") || shape.options.contains(where: { $0.short.map(String.init) == String(short) }) else {
            return rest.removeFirst()
        }
        throw SyntaxError(.missingValue(option: name.text, next: word.text), at: name.span)
    }

    private mutating func word(
        after name: Name, _ attached: CommandLineText.Word?
    ) throws(SyntaxError) -> CommandLineText.Word {
        if let attached { return try Self.filled(attached, name) }
        guard let word = rest.first, !isOption(word.text) else {
            throw SyntaxError(.missingValue(option: name.text, next: nil), at: name.span)
        }
        rest.removeFirst()
        return try Self.filled(word, name)
    }

    private mutating func words(
        after name: Name, _ attached: CommandLineText.Word?, isBundle: Bool = false
    ) throws(SyntaxError) -> [CommandLineText.Word] {
        var words = [try word(after: name, attached)]
        while let word = rest.first, !isOption(word.text), isBundle || !isAssignment(word.text) { words.append(try Self.filled(rest.removeFirst(), name)) }
        return words
    }

    private static func filled(_ word: CommandLineText.Word, _ name: Name) throws(SyntaxError) -> CommandLineText.Word {
        guard word.text.contains(where: { !$0.isWhitespace }) else { throw SyntaxError(.missingValue(option: name.text, next: nil), at: name.span) }
        return word
    }

    /// The names between commas.
    private static func parts(of word: CommandLineText.Word) -> [CommandLineText.Word] {
        var start = word.span.start
        return word.text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            defer { start += part.utf8.count + 1 }
            return CommandLineText.Word(text: String(part), span: SourceSpan(start: start, end: start + part.utf8.count))
        }.filter { !$0.text.isEmpty }
    }

    /// The words as strings: the one that is there, or the list of all.
    private static func texts(_ words: [CommandLineText.Word]) -> Expression {
        let elements = words.map { Expression(.string($0.text), at: $0.span) }
        guard let first = elements.first, let last = elements.last, elements.count > 1 else { return elements.first ?? Expression(.list([]), at: .at(0)) }
        return Expression(.list(elements), at: first.span.joined(with: last.span))
    }

    /// What the words come to: the one expression that is there, or the list of all.
    private static func value(
        _ words: [CommandLineText.Word], _ source: SourceText, _ shapes: CommandShapes
    ) throws(SyntaxError) -> Expression {
        var elements: [Expression] = []
        for word in words {
            var parser = Parser(source, shapes: shapes, within: word.span)
            elements += try parser.commandLineValues()
        }
        if elements.count == 1 { return elements[0] }
        return Expression(.list(elements), at: elements[0].span.joined(with: elements[elements.count - 1].span))
    }
}

extension Parser {
    /// The expressions of one word, with commas between them.
    fileprivate mutating func commandLineValues() throws(SyntaxError) -> [Expression] {
        var values = [try expression()]
        while match(.comma) { values.append(try expression()) }
        guard current.isEnd else { throw unexpected(.endOfValue) }
        return values
    }
}
