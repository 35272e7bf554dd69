import Engine
import Experiments
import Formats
import Language
import Runner

extension Command {
    fileprivate static let task = Option<TaskKind>.choice("task", as: "TASK", Hyperparameter.task.help, default: "by its content")
    fileprivate static let tokenizer = Option<TokenizerKind>.choice(
        "tokenizer", as: "TOKENIZER", Hyperparameter.tokenizer.help, default: "as set, else char")
    fileprivate static let vocabularySize = Option<Int>.whole(
        "vocab_size", in: 256...TextEncoding.largestVocabulary, Hyperparameter.vocabSize.help, default: "as set, else 1024")
    fileprivate static let split = Option<Double>.number(
        "data_split", in: Double.leastNonzeroMagnitude...1.0.nextDown, expected: "\(Hyperparameter.dataSplit.range)", as: "SHARE",
        Hyperparameter.dataSplit.help, default: "as set, else 0.9")

    static let inspect = Command(
        "inspect",
        Signature(
            positionals: [.path("a data file", as: "FILE", .optional)],
            options: [task.declaration, tokenizer.declaration, vocabularySize.declaration, split.declaration]),
        help: "describe data: size, vocabulary, split, and what n-grams reach",
        details: """
            Of a text: size, distinct characters with the rarest ones, training and validation tokens, and how well tables of \
            1 to 5 tokens, and zlib, predict the validation part. Of relations: facts, names and relations, how many facts train by \
            default, and which token is what. Without a file: what data is set to, the family trees unless it was set.
            """,
        examples: ["inspect"]
    ) { session, invocation in
        let context = invocation.context
        let file = try await session.inspected(invocation)
        let kind = invocation[task] ?? file.kind
        let page: TextPage
        do {
            switch invocation[task] ?? file.kind {
            case .relations:
                try session.checkNoEncoding(invocation)
                page = try await session.apart { try DataPage.relations(file) }
            case .text:
                let encoding = try session.encoding(invocation)
                page = try await session.apart { try DataPage.text(file, encoding) }
            }
        } catch let error as DataFileError {
            throw context.fail(.failed("\(error)"), invocation.paths.first?.span ?? invocation.call.span)
        }
        try await context.show(page)
        return .none
    }
}

extension Interpreter {
    /// The file that is named, or what data is set to.
    fileprivate func inspected(_ invocation: Invocation) async throws -> DataFile {
        let path = invocation.paths.first, name = path?.text ?? "\(current(.data))"
        return try await file(name, at: path?.span ?? invocation.call.span, invocation.context)
    }

    /// - Throws: `Diagnostic` where it is said how a text is read.
    fileprivate func checkNoEncoding(_ invocation: Invocation) throws(Diagnostic) {
        let given = [
            (Hyperparameter.tokenizer, invocation.argument(Command.tokenizer)),
            (.vocabSize, invocation.argument(Command.vocabularySize)), (.dataSplit, invocation.argument(Command.split)),
        ]
        for case (let parameter, let argument?) in given {
            throw invocation.fail(.hyperparameter(.otherKind(parameter, of: .relations)), argument.name.span)
        }
    }

    /// How a text is read: as is said, else as is set.
    fileprivate func encoding(_ invocation: Invocation) throws(Diagnostic) -> TextEncoding {
        var settings = settings.filter { [.tokenizer, .vocabSize, .dataSplit].contains($0.key) }
        settings[.tokenizer] = invocation[Command.tokenizer].map { .word($0.rawValue) } ?? settings[.tokenizer]
        settings[.vocabSize] = invocation[Command.vocabularySize].map { .integer($0) } ?? settings[.vocabSize]
        settings[.dataSplit] = invocation[Command.split].map { .real($0) } ?? settings[.dataSplit]
        do throws(HyperparameterError) {
            return TextEncoding(try TrainingConfiguration(settings, kind: .text))
        } catch {
            throw invocation.fail(.hyperparameter(error))
        }
    }
}
