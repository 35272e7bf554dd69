import Engine
import Experiments
import Formats
import Language

extension Command {
    static let predict = Command(
        "predict",
        Signature(positionals: [.model, .path("a name, a relation or a prompt", as: "WORD", .any, .none)], options: [top.declaration]),
        help: "show what a model answers",
        details: """
            Of relations: predict MODEL "Christopher" "wife" lists the names with their probabilities, most probable first, and marks those that \
            the model says, 0.5 and above, and the right answers. wife is short for has_wife where no other relation ends so. Without words it is every fact that the model's seed has not \
            trained on. Of text: predict MODEL "To be or not to " lists the next tokens with their probabilities, and how many bits each token of the \
            prompt cost. MODEL is what load takes: a variable, r[3], s.best, a results folder, a .safetensors file.
            """,
        examples: [
            "let r = train epochs=5 seeds=2\npredict r[0] \"Christopher\" \"wife\"\npredict r",
            "let r = train data=\"input.txt\" block_size=16 max_iters=5 warmup_iters=0 seeds=1\npredict r \"a\" top=3",
        ]
    ) { session, invocation in
        try await session.predict(invocation)
        return .none
    }

    fileprivate static let top = Option.whole("top", in: 1...100_000, "how many answers, next tokens or facts are listed", default: "10; 100 facts")
}

extension Interpreter {
    fileprivate func predict(_ invocation: Invocation) async throws {
        let context = invocation.context, paths = invocation.paths
        let model = try await model(paths[0], context)
        let words = try await words(paths.dropFirst(), context)
        let page: TextPage
        do {
            page = switch model.kind {
            case .text: try await continuation(of: words, model, invocation)
            case .relations where words.isEmpty: try await testFacts(model, invocation)
            case .relations: try await answers(to: words, model, invocation)
            }
        } catch let error as ModelError {
            throw context.fail(.failed("the model can't be asked: \(error)"), paths[0].span)
        }
        try await context.show(page, width: environment.columns())
    }

    // MARK: - Relations
    private func answers(to words: [(text: String, span: SourceSpan)], _ model: LoadedModel, _ invocation: Invocation) async throws -> TextPage {
        let input = try input(words, model, invocation)
        let data = await relations(of: model, invocation)
        let logits = try await lastLogits(of: model, after: [input])[0]
        let answer = RelationAnswer(input, logits, model: model, data: data)
        return answer.page(top: invocation[Command.top] ?? 10)
    }

    private func testFacts(_ model: LoadedModel, _ invocation: Invocation) async throws -> TextPage {
        guard let data = await relations(of: model, invocation) else {
            throw invocation.fail(.failed("the model's data, \(model.configuration.data), is not there or has changed; give it words: predict MODEL NAME RELATION"))
        }
        let facts = data.testFacts(seed: model.file.seed, trainSize: model.configuration.trainSize)
        let logits = try await lastLogits(of: model, after: facts)
        let answers = zip(facts, logits).map { RelationAnswer($0, $1, model: model, data: data) }
        return RelationAnswer.page(of: answers, model, top: invocation[Command.top] ?? 100)
    }

    /// The tokens of a fact's words: names, then a relation.
    func input(_ words: [(text: String, span: SourceSpan)], _ model: LoadedModel, _ invocation: Invocation) throws(Diagnostic) -> [Int] {
        let vocabulary = model.file.vocabulary
        guard case .relations(let relations, let length) = vocabulary.form else { return [] }
        guard words.count == length else {
            let names = length == 2 ? "a name" : "\(length - 1) names"
            throw invocation.fail(.failed("found \(words.count == 1 ? "1 word" : "\(words.count) words"), expected \(names) and a relation"))
        }
        let names = vocabulary.names.dropLast(relations), last = vocabulary.names.suffix(relations)
        var tokens: [Int] = []
        for (index, word) in words.enumerated() {
            let isLast = index == length - 1, known = isLast ? last : names
            guard let token = Self.place(of: word.text, in: known) else {
                if Self.place(of: word.text, in: isLast ? names : last) != nil {
                    throw invocation.fail(.failed("found \(isLast ? "the name" : "the relation") \"\(word.text)\"; names come first, the relation last"), word.span)
                }
                let near = NearestWord.find(word.text, among: Array(known))
                throw invocation.fail(.unknownInput(word.text, isLast ? "relation" : "name", nearest: near), word.span)
            }
            tokens.append(token)
        }
        return tokens
    }

    /// Where a word is in some names: the name itself, or the only one that ends in it: `wife` is `has_wife`.
    private static func place(of word: String, in names: ArraySlice<String>) -> Int? {
        let ending = names.indices.filter { names[$0].hasSuffix("_\(word)") }
        return names.firstIndex(of: word) ?? (ending.count == 1 ? ending[0] : nil)
    }

    /// The facts that a model's run learned; nil where they are not there any more, or the model's tokens are others.
    func relations(of model: LoadedModel, _ invocation: Invocation) async -> Dataset? {
        guard let file = try? await file(model.configuration.data, at: invocation.call.span, invocation.context),
            file.hash == model.file.dataHash
        else { return nil }
        let data = try? await relations(of: file, at: invocation.call.span, invocation.context)
        return data?.modelVocabulary == model.file.vocabulary ? data : nil
    }

    /// The logits after each of some examples' last tokens, (examples, V).
    private func lastLogits(of model: LoadedModel, after examples: [[Int]]) async throws -> [[Float]] {
        let file = model.file
        return try await apart {
            let trained = try file.trainedModel()
            return try examples.map { try trained.logits(of: $0)[$0.count - 1] }
        }
    }

    // MARK: - Text
    private func continuation(of words: [(text: String, span: SourceSpan)], _ model: LoadedModel, _ invocation: Invocation) async throws -> TextPage {
        let file = model.file, prompt = try prompt(of: words, model, invocation)
        let continuation = try await apart { try Continuation(of: try file.trainedModel(), after: prompt.tokens) }
        return continuation.page(TokenText(prompt.tokenizer), top: invocation[Command.top] ?? 10)
    }

    /// The one prompt that a text model is given.
    func prompt(
        of words: [(text: String, span: SourceSpan)], _ model: LoadedModel, _ invocation: Invocation
    ) throws(Diagnostic) -> (tokens: [Int], tokenizer: any Tokenizer) {
        let vocabulary = model.file.vocabulary
        guard let tokenizer = vocabulary.tokenizer else { throw invocation.fail(.notText(model.configuration.data), invocation.paths[0].span) }
        guard let word = words.first, words.count == 1 else {
            let found = words.isEmpty ? "none" : "\(words.count) words"
            throw invocation.fail(.failed("expected one prompt, found \(found); a prompt with blanks stands in quotes"), words.dropFirst().first?.span)
        }
        do throws(Prompt.Failure) {
            return (try Prompt(word.text, vocabulary, tokenizer).tokens, tokenizer)
        } catch {
            throw invocation.context.fail(error, in: word.text, at: word.span, vocabulary)
        }
    }
}
