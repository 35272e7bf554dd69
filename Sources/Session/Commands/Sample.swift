import Engine
import Experiments
import Language

extension Command {
    static let sample = Command(
        "sample",
        Signature(
            positionals: [.model, .path("a prompt", as: "PROMPT", .optional, .none)],
            options: [count.declaration, temperature.declaration, topK.declaration, samplingSeed.declaration]),
        help: "generate text from a model",
        details: """
            Token by token, each drawn from what the model says after those before it, as nanoGPT's sample.py does: the same text on every \
            machine. A PROMPT that is given stands before what is written; without one the model starts after a line's end, "\\n". Escapes such as \
            \\n mean what they do in strings, between quotes; words of a command line are taken as they are. temperature=0 always \
            takes the most probable token. Text appears as it is written; Ctrl-C stops it. The text is a value: let t = sample m. MODEL is \
            what load takes.
            """,
        examples: [
            "let r = train data=\"input.txt\" block_size=16 max_iters=5 warmup_iters=0 seeds=1\nsample r \"a\" n=20\nlet t = sample r n=40 temperature=0\nprint len(t)"
        ],
        hasResult: true
    ) { session, invocation in
        try await session.sample(invocation)
    }

    fileprivate static let count = Option.whole("n", in: 1...250_000, as: "TOKENS", "how many tokens are written", default: "500")
    fileprivate static let temperature = Option.number(
        "temperature", in: 0...1000, expected: "a number from 0 to 1000", as: "NUMBER",
        "what logits are divided by: below 1 more probable text, above 1 less; 0 takes the most probable token", default: "0.8")
    fileprivate static let topK = Option.whole(
        "top_k", in: 1...Int.max, as: "TOKENS", "draw among so many of the most probable tokens", default: "200")
    fileprivate static let samplingSeed = Option.whole(
        "seed", in: 0...Int(UInt32.max), as: "SEED", "of the draws, not of the training", default: "1337")
}

extension Interpreter {
    fileprivate func sample(_ invocation: Invocation) async throws -> Value {
        let context = invocation.context, paths = invocation.paths
        let model = try await model(paths[0], context)
        guard let tokenizer = model.file.vocabulary.tokenizer else {
            throw invocation.fail(.notText(model.configuration.data), paths[0].span)
        }
        let words = try await words(paths.dropFirst(), context)
        let prompt: Prompt
        do throws(Prompt.Failure) {
            prompt = try Prompt(words.first?.text ?? "\n", model.file.vocabulary, tokenizer)
        } catch {
            throw context.fail(error, in: words.first?.text ?? "\n", at: words.first?.span ?? paths[0].span, model.file.vocabulary)
        }
        let text = SampledText(
            file: model.file, prompt: prompt.tokens, count: invocation[Command.count] ?? 500,
            temperature: invocation[Command.temperature] ?? 0.8, topK: invocation[Command.topK] ?? 200,
            seed: UInt32(invocation[Command.samplingSeed] ?? 1337))
        return .string(try await show(text, after: words.isEmpty ? "" : prompt.text, invocation))
    }

    /// Shows a text as it is written, with a line's end below it. Stopped, what was written is the statement's value all the same.
    private func show(_ sampled: SampledText, after prompt: String, _ invocation: Invocation) async throws -> String {
        let context = invocation.context
        var text = prompt, characters = CharacterPieces()
        if !prompt.isEmpty { try await context.emit(.text(prompt)) }
        do {
            for try await bytes in try sampled.pieces() {
                let piece = characters.add(bytes)
                text += piece
                if !piece.isEmpty { try await context.emit(.text(piece)) }
            }
        } catch let error as ModelError {
            throw invocation.fail(.failed("the model can't write: \(error)"))
        }
        let rest = characters.finish()
        text += rest
        partialResult = .string(text)
        let end = text.hasSuffix("\n") ? "" : "\n"
        if !(rest + end).isEmpty { try await context.emit(.text(rest + end)) }
        try Task.checkCancellation()
        return text
    }

    /// What is given to a model, a text each: a variable that holds a string is what it holds.
    func words(
        _ paths: some Sequence<CommandCall.PathArgument>, _ context: ExecutionContext
    ) async throws -> [(text: String, span: SourceSpan)] {
        var words: [(text: String, span: SourceSpan)] = []
        for path in paths {
            var text = path.text
            if !path.isQuoted, let value = try await variableValue(path, context) {
                guard case .string(let string) = value else {
                    throw context.fail(.wrongOption(path.text, expected: "a string", found: value.found), path.span)
                }
                text = string
            }
            words.append((text, path.span))
        }
        return words
    }
}
