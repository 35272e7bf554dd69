import Engine
import Foundation
import Testing

struct TrainedModelTests {
    /// The models that a rule keeps of a run.
    static func kept(
        _ rule: CheckpointRule, _ settings: [Hyperparameter: Hyperparameter.Value] = [:], corpus: Corpus = TextTaskTests.corpus()
    ) throws -> (models: [KeptModel], outcome: TrainingOutcome) {
        var models: [KeptModel] = []
        let outcome = try Trainer(configuration: TextTaskTests.configuration(settings), seed: 3, task: .text(corpus))
            .train(keeping: ModelKeeping(rule) { models.append($0) })
        return (models, outcome)
    }

    @Test func aRuleSaysWhichModelsAreKept() throws {
        let (all, outcome) = try Self.kept(.every)
        #expect(all.map(\.iteration) == [0, 4, 8, 12])
        #expect(all.map(\.isLast) == [false, false, false, true])
        let last = try Self.kept(.last).models
        #expect(last.map(\.iteration) == [12] && last[0].values == all[3].values)
        #expect(try Self.kept(.none).models.isEmpty)

        let losses = try #require(outcome.text).evaluations.map(\.validation)
        let lowered = losses.indices.filter { i in losses[..<i].allSatisfy { $0 > losses[i] } }
        let best = try Self.kept(.best).models
        #expect(best.map(\.iteration) == lowered.map { 4 * $0 })
        #expect(best.last?.values == all[lowered[lowered.count - 1]].values)
    }

    @Test func keepingModelsChangesNoNumber() throws {
        let plain = try TextTaskTests.train()
        for rule in CheckpointRule.allCases { #expect(try Self.kept(rule).outcome == plain) }
    }

    @Test(arguments: [false, true])
    func aModelOfItsValuesHasTheLossOfTheRun(isTied: Bool) throws {
        let corpus = TextTaskTests.corpus()
        let settings: [Hyperparameter: Hyperparameter.Value] = [.tied: .word("\(isTied)"), .bias: .word("\(!isTied)")]
        let (models, outcome) = try Self.kept(.last, settings, corpus: corpus)
        let model = try TrainedModel(
            models[0].values, outcome.configuration, ModelVocabulary(names: corpus.vocabulary, form: .characters))
        let validation = corpus.tokens[corpus.trainingCount...].map { Int($0) }, T = model.windowLength
        var nats = 0.0, right = 0
        for start in stride(from: 0, to: validation.count - T, by: T) {
            for (t, logits) in try model.logits(of: Array(validation[start..<start + T])).enumerated() {
                let answer = validation[start + t + 1]
                nats -= log(Double(Softmax.probabilities(logits)[answer]))
                right += logits.firstIndex(of: logits.max()!) == answer ? 1 : 0
            }
        }
        let text = try #require(outcome.text)
        #expect(right == text.validationTokensRight)
        #expect(abs(nats / Double(text.validationTokens) - outcome.metrics[.valLoss]!.number) < 1e-6)
    }

    @Test func valuesOfAnotherShapeAreRefused() throws {
        let (models, outcome) = try Self.kept(.last)
        let vocabulary = ModelVocabulary(names: TextTaskTests.corpus().vocabulary, form: .characters)
        func refusal(_ change: (inout [ModelValues.Tensor]) -> Void) throws -> String {
            var tensors = models[0].values.tensors
            change(&tensors)
            do {
                _ = try TrainedModel(ModelValues(tensors), outcome.configuration, vocabulary)
                return "none"
            } catch {
                return "\(error)"
            }
        }
        #expect(try refusal { _ in } == "none")
        #expect(try refusal { $0.removeFirst() } == "it lacks the tensor transformer.wte.weight")
        #expect(
            try refusal { $0.append(.init(name: "extra", shape: [1], values: [0])) }
                == "it has a tensor extra, which a model of this shape has not")
        #expect(
            try refusal { $0[0] = .init(name: $0[0].name, shape: [2, 8], values: $0[0].values) }
                == "its tensor transformer.wte.weight is 2 × 8; a model of this shape has 11 × 8")
        #expect(
            try refusal { $0[1] = .init(name: $0[1].name, shape: [10, 8], values: Array(repeating: .nan, count: 80)) }
                == "its tensor transformer.wpe.weight has a value that is NaN or infinite")
    }

    @Test func textIsGeneratedTokenByToken() throws {
        let (models, outcome) = try Self.kept(.last)
        let model = try TrainedModel(
            models[0].values, outcome.configuration, ModelVocabulary(names: TextTaskTests.corpus().vocabulary, form: .characters))
        func text(_ sampler: Sampler) throws -> [Int] {
            var generation = try Generation(of: model, after: [1], sampler)
            return try (0..<30).map { _ in try generation.next() }
        }
        let greedy = try text(Sampler(temperature: 0, topK: nil, seed: 1))
        #expect(try text(Sampler(temperature: 1, topK: 1, seed: 5)) == greedy)
        #expect(try text(Sampler(temperature: 1, topK: nil, seed: 5)) == text(Sampler(temperature: 1, topK: 11, seed: 5)))
        #expect(try text(Sampler(temperature: 1, topK: nil, seed: 5)) != text(Sampler(temperature: 1, topK: nil, seed: 6)))
    }
}

