import Engine
import Foundation
import Testing

struct SamplerTests {
    /// Tokens that PyTorch has drawn from logits, one after the other.
    private struct Draws: Decodable {
        struct Way: Decodable {
            let temperature: Double, top_k: Int, seed: UInt32
            let tokens: [Int]
        }
        let logits: [Float]
        let draws: [Way]
    }

    /// One token and 300, ties, logits of ±1e30, temperatures from 1e-30 to 1e30, top_k from 1 to more than there are.
    @Test func tokensArePyTorchs() throws {
        for line in try Reference.lines("draws.jsonl", of: Draws.self) {
            for way in line.draws {
                var sampler = Sampler(temperature: way.temperature, topK: way.top_k, seed: way.seed)
                let tokens = way.tokens.map { _ in sampler.next(line.logits) }
                #expect(tokens == way.tokens, "V \(line.logits.count), temperature \(way.temperature), top_k \(way.top_k)")
            }
        }
    }

    /// Where PyTorch would divide up to infinity, and refuse: the most probable token.
    @Test(arguments: [0, .leastNonzeroMagnitude, 1e-300, 1e-40, 1e-38])
    func nextToNoTemperatureTakesTheMostProbable(temperature: Double) {
        for logits in [[1e30, -1e30, 2e30], [-3, -2, -1], [-1e30, -1e30, 1e9], [0, 0, 1]] as [[Float]] {
            for topK in [nil, 1, 2, 3, 1000] {
                var sampler = Sampler(temperature: temperature, topK: topK, seed: 1)
                #expect((0..<5).map { _ in sampler.next(logits) } == [2, 2, 2, 2, 2])
            }
        }
        var sampler = Sampler(temperature: temperature, topK: nil, seed: 1)
        #expect(sampler.next([5, 7, 7]) == 1)
    }

    @Test(arguments: [1e39, 1e300, .infinity])
    func nextToEndlessTemperatureTakesAnyToken(temperature: Double) {
        var sampler = Sampler(temperature: temperature, topK: nil, seed: 1)
        #expect(Set((0..<200).map { _ in sampler.next([-1e30, 0, 1e30]) }) == [0, 1, 2])
    }

    /// Of 10,000 tokens as many as the probabilities say, within five standard deviations.
    @Test func tokensComeAsOftenAsTheyAreProbable() {
        let logits: [Float] = [0, 1, 2, -1, -30], p = Softmax.probabilities(logits), count = 10_000
        var sampler = Sampler(temperature: 1, topK: nil, seed: 9), counts = [Int](repeating: 0, count: 5)
        for _ in 0..<count { counts[sampler.next(logits)] += 1 }
        for (found, p) in zip(counts, p) {
            let expected = Double(p) * Double(count)
            #expect(abs(Double(found) - expected) <= 5 * (expected * (1 - Double(p))).squareRoot())
        }
    }

    /// Among many values, many of them equal: never fewer than top_k tokens, and those alone that tie with the last of them.
    @Test(arguments: [1, 2, 17, 199, 200, 400])
    func topKKeepsTheMostProbable(topK: Int) {
        var numbers = Numbers(seed: 3)
        let logits = (0..<200).map { _ in Float(numbers.next(below: 60)) / 1000 }
        let least = logits.sorted(by: >)[min(topK, 200) - 1]
        var sampler = Sampler(temperature: 1e6, topK: topK, seed: 1)
        let drawn = Set((0..<800).map { _ in sampler.next(logits) })
        #expect(drawn.allSatisfy { logits[$0] >= least })
        #expect(drawn.count > min(topK, 200) * 9 / 10)
    }

    @Test func softmaxAndSigmoidAddUp() {
        for logits in [[0], [1e30, 1e30], [-1e30, 3, 4], [-.infinity, -87, 2], [-200, -300]] as [[Float]] {
            let p = Softmax.probabilities(logits)
            #expect(abs(p.reduce(0, +) - 1) < 1e-6 && p.allSatisfy { (0...1).contains($0) })
        }
        #expect(Softmax.probabilities([-.infinity, 0, -1e30]) == [0, 1, 0])
        #expect(Sigmoid.probability(0) == 0.5 && Sigmoid.probability(1e30) == 1 && Sigmoid.probability(-1e30) == 0)
        for z in stride(from: Float(-40), through: 40, by: 0.37) {
            #expect(abs(Double(Sigmoid.probability(z)) - 1 / (1 + exp(-Double(z)))) <= 6e-8)
        }
    }
}
