import Engine
import Foundation
import Testing

extension Reference {
    /// A small model that PyTorch has trained on the beginning of tinyshakespeare, and what it writes.
    struct SampledModel: Decodable {
        struct Sample: Decodable {
            let temperature: Double, top_k: Int, seed: UInt32
            let text: String
        }
        let streams: String
        let seed: UInt32
        let config: TextRun.Settings
        let characters: Int
        let val_loss: Double
        let samples: [Sample]
        let prompt: String
        /// After each character of the prompt, before the training and after it.
        let initial_logits: [[Double]], logits: [[Double]]
    }

    static func sampledModels() throws -> [SampledModel] { try lines("samples.jsonl", of: SampledModel.self) }
}

/// Text that models write after the same training as in PyTorch.
struct SampledTextTests {
    private func trained(_ reference: Reference.SampledModel) throws -> TrainedModel {
        let corpus = try Reference.corpus(Array(Reference.shakespeareBytes().prefix(reference.characters)))
        let configuration = try reference.config.configuration(streams: reference.streams)
        var kept: [KeptModel] = []
        let outcome = try Trainer(configuration: configuration, seed: reference.seed, task: .text(corpus))
            .train(keeping: ModelKeeping(.last) { kept.append($0) })
        #expect(abs(outcome.metrics[.valLoss]!.number - reference.val_loss) < 1e-5)
        return try TrainedModel(kept[0].values, configuration, ModelVocabulary(names: corpus.vocabulary, form: .characters))
    }

    /// GPT-2's recipe with two streams and with one, and biases with dropout; drawn from all characters, from the ten most
    /// probable, and the most probable alone: 400 characters, many times a window.
    @Test(arguments: 0..<3)
    func textIsPyTorchs(number: Int) throws {
        let reference = try Reference.sampledModels()[number], model = try trained(reference)
        let tokenizer = try #require(model.vocabulary.tokenizer), names = model.vocabulary.names
        for sample in reference.samples {
            let sampler = Sampler(temperature: sample.temperature, topK: sample.top_k, seed: sample.seed)
            var generation = try Generation(of: model, after: [names.firstIndex(of: "\n")!], sampler), text = ""
            for _ in 0..<sample.text.unicodeScalars.count { text += names[try generation.next()] }
            #expect(text == sample.text)
        }
        let prompt = try tokenizer.encode(Array(reference.prompt.utf8)).map { Int($0) }
        // The same values, to the bit; and values that have gone through the same training.
        let initial = try TrainedModel(untrained: model.configuration, model.vocabulary, seed: reference.seed)
        #expect(try largestDifference(initial.logits(of: prompt), reference.initial_logits) < 2e-6)
        #expect(try largestDifference(model.logits(of: prompt), reference.logits) < 1e-5)
    }

    private func largestDifference(_ found: [[Float]], _ expected: [[Double]]) -> Double {
        zip(found.joined(), expected.joined()).map { abs(Double($0) - $1) }.max() ?? .infinity
    }
}
