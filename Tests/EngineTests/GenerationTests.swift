import Engine
import Foundation
import Testing

/// A model that is asked: the fast ways against the slow one, and both against the formulas.
struct GenerationTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        var L = 2, H = 2, headSize = 16, T = 12, V = 19
        var bias = true, tied = false
        var precision = Precision.fp32
        var dropout = 0.0

        var testDescription: String {
            "L\(L) H\(H) \(headSize) T \(T) V \(V) \(precision)\(bias ? " bias" : "")\(tied ? " tied" : "")"
        }

        func configuration() throws -> TrainingConfiguration {
            try TrainingConfiguration([
                .nLayer: .integer(L), .nHead: .integer(H), .nEmbdFactor: .integer(headSize), .blockSize: .integer(T),
                .bias: .word("\(bias)"), .tied: .word("\(tied)"), .initialization: .word("torch"), .dropout: .real(dropout),
                .precision: .word(precision.rawValue),
            ], kind: .text)
        }

        func model(_ variant: KernelVariant = .fastest) throws -> TrainedModel {
            try TrainedModel(
                untrained: configuration(), ModelVocabulary(names: (0..<V).map { "w\($0)" }, form: .characters), seed: 4,
                variant: variant)
        }

        func tokens(_ count: Int) -> [Int] {
            var numbers = Numbers(seed: 8)
            return (0..<count).map { _ in numbers.next(below: V) }
        }
    }

    /// Biases and none, tied and not, heads that fill no vector, one block, windows of one and two tokens, more than 32
    /// queries, more than 512 channels inside, bf16, dropout that is off.
    static let shapes = [
        Shape(), Shape(bias: false, tied: true), Shape(L: 1, H: 1, headSize: 1, T: 5, V: 2), Shape(H: 3, headSize: 5, T: 9, tied: true),
        Shape(L: 3, H: 5, headSize: 3, T: 7, bias: false), Shape(T: 1), Shape(T: 2), Shape(headSize: 7, T: 2),
        Shape(L: 1, H: 4, headSize: 40, T: 40, V: 70), Shape(precision: .bf16), Shape(H: 3, headSize: 5, tied: true, precision: .bf16),
        Shape(headSize: 48, T: 6, bias: false, tied: true, precision: .bf16, dropout: 0.3),
    ]

    /// Bit for bit, from the first token to thrice the window, for every prompt's length.
    @Test(arguments: shapes)
    func theFastWaysLogitsAreTheSlowWays(_ shape: Shape) throws {
        let model = try shape.model(), T = shape.T, tokens = shape.tokens(3 * T + 2)
        let slow = try tokens.indices.map { try #require(model.logits(of: tokens[...$0].suffix(T)).last) }
        for start in Set([1, 2, T - 1, T, T + 1, 2 * T]) where start > 0 {
            var reader = try TextReader(model)
            #expect(try reader.read(tokens[..<start]) == slow[start - 1], "a prompt of \(start)")
            for i in start..<tokens.count {
                #expect(try reader.read([tokens[i]]) == slow[i], "after \(start), token \(i)")
            }
        }
    }

    @Test(arguments: shapes)
    func everyVariantGivesTheSameBits(_ shape: Shape) throws {
        let tokens = shape.tokens(2 * shape.T + 1), example = Array(tokens.prefix(shape.T))
        let expected = try shape.model(.fastest)
        for variant in KernelVariant.runnable {
            let model = try shape.model(variant)
            #expect(try model.logits(of: example) == expected.logits(of: example), "\(variant.name)")
            #expect(try model.attention(of: example) == expected.attention(of: example), "\(variant.name)")
            #expect(try model.nats(of: tokens) == expected.nats(of: tokens), "\(variant.name)")
        }
    }

    /// Two texts written in turns are the ones written alone.
    @Test(arguments: [shapes[0], shapes[6]])
    func textsOfOneModelDontMeet(_ shape: Shape) throws {
        let model = try shape.model()
        func start(_ seed: UInt32) throws -> Generation {
            try Generation(of: model, after: [Int(seed)], Sampler(temperature: 1, topK: nil, seed: seed))
        }
        var alone = [[Int]](), first = try start(1), second = try start(2), together = [[Int](), [Int]()]
        for seed in [1, 2] as [UInt32] {
            var generation = try start(seed), text: [Int] = []
            for _ in 0..<40 { text.append(try generation.next()) }
            alone.append(text)
        }
        for _ in 0..<40 {
            together[0].append(try first.next())
            together[1].append(try second.next())
        }
        #expect(together == alone)
    }

    // MARK: Against the formulas

    @Test(arguments: shapes.filter { $0.precision == .fp32 })
    func logitsAndAttentionAreTheFormulas(_ shape: Shape) throws {
        let model = try shape.model(), tokens = shape.tokens(shape.T)
        let plain = PlainGPT(model.values, try shape.configuration()).answer(to: tokens)
        let worst = zip(try model.logits(of: tokens).joined(), plain.logits.joined()).map { abs(Double($0) - $1) }.max() ?? 0
        #expect(worst < 2e-5)
        try expectAttention(model, tokens, plain.attention)
        if shape.T > 1 { try expectAttention(model, [tokens[0]], PlainGPT(model.values, try shape.configuration()).answer(to: [tokens[0]]).attention) }
    }

    private func expectAttention(_ model: TrainedModel, _ tokens: [Int], _ expected: [[[[Double]]]]) throws {
        let found = try model.attention(of: tokens)
        #expect(found.map { $0.map { $0.map(\.count) } } == expected.map { $0.map { $0.map(\.count) } })
        for (layer, expectedLayer) in zip(found, expected) {
            for (head, expectedHead) in zip(layer, expectedLayer) {
                for (t, (row, expectedRow)) in zip(head, expectedHead).enumerated() {
                    #expect(abs(row.reduce(0) { $0 + Double($1) } - 1) < 1e-6)
                    #expect(row[(t + 1)...].allSatisfy { $0 == 0 })
                    #expect(zip(row, expectedRow).allSatisfy { abs(Double($0) - $1) < 2e-6 })
                }
            }
        }
    }

    /// Heads that the pair kernels take, and heads that they don't.
    @Test(arguments: [16, 7])
    func relationsAreAskedToo(headSize: Int) throws {
        let configuration = try TrainingConfiguration([.nLayer: .integer(2), .nHead: .integer(2), .nEmbdFactor: .integer(headSize)])
        let vocabulary = LearningTask.familyTree.vocabulary
        let model = try TrainedModel(untrained: configuration, vocabulary, seed: 2), fact = [3, 27]
        let plain = PlainGPT(model.values, configuration).answer(to: fact)
        try expectAttention(model, fact, plain.attention)
        let probabilities = try model.probabilities(after: fact)
        #expect(probabilities.count == vocabulary.names.count)
        for (p, z) in zip(probabilities, plain.logits[1]) { #expect(abs(Double(p) - 1 / (1 + exp(-z))) < 1e-5) }
    }

    @Test func whatTokensCostIsWhatTheFormulasSay() throws {
        let shape = Shape(), model = try shape.model(), tokens = shape.tokens(30)
        let plain = PlainGPT(model.values, try shape.configuration()), nats = try model.nats(of: tokens)
        #expect(nats.count == 29)
        for i in 1..<tokens.count {
            let z = plain.answer(to: tokens[..<i].suffix(shape.T)).logits.last!
            let expected = log(z.reduce(0) { $0 + exp($1) }) - z[tokens[i]]
            #expect(abs(nats[i - 1] - expected) < 2e-5)
            #expect(abs(-log(Double(try model.probabilities(after: Array(tokens[..<i]))[tokens[i]])) - expected) < 2e-5)
        }
        #expect(try model.nats(of: [1]).isEmpty && model.nats(of: []).isEmpty)
    }

    @Test func theEmbeddingIsTheTokens() throws {
        for shape in Self.shapes.prefix(2) {
            let model = try shape.model()
            #expect(model.tokenEmbedding == model.values["transformer.wte.weight"]?.values)
        }
    }

    @Test func aModelWhoseLogitsOverflowSaysSo() throws {
        let shape = Shape(), values = try shape.model().values
        let huge = values.tensors.map { tensor in
            ModelValues.Tensor(name: tensor.name, shape: tensor.shape, values: tensor.name == "lm_head.weight" ? tensor.values.map { _ in 3e38 } : tensor.values)
        }
        let model = try TrainedModel(ModelValues(huge), shape.configuration(), ModelVocabulary(names: (0..<shape.V).map { "w\($0)" }, form: .characters))
        var generation = try Generation(of: model, after: [1], Sampler(temperature: 1, topK: nil, seed: 1)), failure: ModelError?
        do throws(ModelError) { _ = try generation.next() } catch { failure = error }
        #expect(failure == .notFiniteLogits)
        #expect(throws: ModelError.notFiniteLogits) { try model.nats(of: [1, 2]) }
        #expect(throws: ModelError.notFiniteLogits) { try model.probabilities(after: [1]) }
    }
}
