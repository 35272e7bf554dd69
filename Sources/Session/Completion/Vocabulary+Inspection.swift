import Characters
package import Language
package import Notebook

// What a front end shows about the place where the cursor is.
extension Vocabulary {
    /// The page of help on the word at a byte offset or just before it; between words, on the command, option, hyper-parameter
    /// or function whose value or argument would stand there. Nil where there is none, and in comments and strings.
    package func inspection(of source: SourceText, at byteOffset: Int) -> MIMEBundle? {
        guard let place = InspectedPlace(in: source, at: byteOffset, shapes: commands.shapes) else { return nil }
        let found = place.word.flatMap { page(of: $0.text, place) } ?? page(around: place)
        return found?.bundle.mapTexts(ForeignText.lines)
    }

    /// The page of a word, as what it is where it stands.
    private func page(of word: String, _ place: InspectedPlace) -> HelpPage? {
        switch place.place {
        case .field(let base):
            guard let value = known(base) else { return nil }
            return try? pages.page(ofField: word, value, path: "\(ProgramFormatter.format(base)).\(word)")
        case .argument(let call, let position):
            let choice = place.isNamed ? nil : position.flatMap { positional(of: call, at: $0) }?.page(ofChoice: word)
            return choice ?? page(ofOption: word, of: call) ?? page(ofTopic: word)
        case .value(let name, let call):
            let choice = option(name, of: call)?.completion.page(ofChoice: word)
            return choice ?? page(ofTopic: word) ?? page(ofValue: name, in: call)
        case .statement, .helpTopic, .newName, .rightSide, .bundledArgument, .byName, .condition, .operand, .parenthesis, .nothing:
            return page(ofTopic: word)
        }
    }

    /// The page of what is being given an argument or a value.
    private func page(around place: InspectedPlace) -> HelpPage? {
        let call = place.place.call
        if let function = place.function, function.span.start > call?.name.span.start ?? -1 { return page(ofTopic: function.text) }
        switch place.place {
        case .value(let name, let call): return page(ofValue: name, in: call)
        case .rightSide(let name): return Interpreter.settingNames.contains(name) ? page(ofTopic: name) : nil
        case .field(let base): return known(base).map { HelpPage(of: ProgramFormatter.format(base), $0) }
        case .argument, .bundledArgument, .byName, .condition, .operand: return call.flatMap { page(ofTopic: $0.name.text) }
        case .statement, .helpTopic, .newName, .parenthesis, .nothing: return nil
        }
    }

    private func page(ofTopic topic: String) -> HelpPage? { (try? pages.page(topic)) ?? nil }

    private func page(ofOption name: String, of call: CommandCall?) -> HelpPage? {
        guard let call, let command = commands[call.name.text], let option = command.signature.option(name) else { return nil }
        return CommandPage(command, .session).page(of: option)
    }

    /// The page of an option or hyper-parameter that is given a value.
    private func page(ofValue name: String, in call: CommandCall?) -> HelpPage? {
        page(ofOption: name, of: call) ?? page(ofTopic: name)
    }
}

extension Interpreter {
    /// The page of help on what stands at a byte offset of a text that may be unfinished; nil where there is none.
    package func inspection(of source: SourceText, at byteOffset: Int) -> MIMEBundle? {
        vocabulary.inspection(of: source, at: byteOffset)
    }
}

extension CompletionContext.Place {
    /// The command of which it is an argument, or part of one.
    fileprivate var call: CommandCall? {
        switch self {
        case .argument(let call, _), .bundledArgument(let call, _), .byName(let call), .condition(let call): call
        case .value(_, let call), .operand(let call): call
        case .statement, .helpTopic, .newName, .rightSide, .parenthesis, .field, .nothing: nil
        }
    }
}

extension ValueCompletion {
    /// The page of one of the words it may be.
    fileprivate func page(ofChoice word: String) -> HelpPage? {
        let choices: [(name: String, help: String)] = switch self {
        case .choices(let choices): choices
        case .result(let words): words
        case .none, .flag, .path, .model, .seeds, .setting, .valueOfSetting, .topic, .expression, .factorOrResult: []
        }
        guard let choice = choices.first(where: { $0.name == word }), !choice.help.isEmpty else { return nil }
        return HelpPage(title: word, paragraphs: ["\(choice.help)."])
    }
}
