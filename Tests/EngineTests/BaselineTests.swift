import Engine
import Foundation
import Testing

struct BaselineTests {
    /// `baselines.py` of facts.md: Counters, one pass a table.
    @Test func `tables of Shakespeare reach what Python's counters reach`() throws {
        let corpus = try Corpus(text: Reference.shakespeareBytes(), TextEncoding(tokenizer: .char, vocabularySize: 0, split: 0.9))
        let expected = [
            ("uniform", 4.174387269895637), ("unigram", 3.3473286680379406), ("bigram", 2.483830449339952),
            ("trigram", 2.045800705433076), ("4-gram", 1.7839860520964037), ("5-gram interpolated", 1.692166940306147),
        ]
        let found = corpus.baselines
        #expect(found.map(\.name) == expected.map(\.0))
        for (baseline, (_, nats)) in zip(found, expected) { #expect(abs(baseline.nats - nats) < 1e-12 * nats) }
    }

    /// The definitions, written down once more over arrays.
    @Test func `tables of small texts reach what the definitions give`() throws {
        var numbers = Numbers(seed: 5)
        for _ in 0..<20 {
            let V = 2 + numbers.next(below: 4)
            let tokens = (0..<60).map { _ in UInt16(numbers.next(below: V)) }
            let corpus = Corpus(
                tokens: tokens, trainingCount: 40, vocabulary: (0..<V).map { "\($0)" }, validationBytes: 20)
            let a = Array(tokens[..<40]), b = Array(tokens[40...])
            let found = corpus.baselines.map(\.nats)
            for k in 0..<4 { #expect(abs(found[k + 1] - table(k, a, b, V)) < 1e-12) }
            #expect(abs(found[5] - interpolated(4, a, b, V)) < 1e-12)
        }
    }

    @Test func `a short validation part has only the tables that fit`() {
        let corpus = Corpus(tokens: [0, 1, 0, 1, 0, 1], trainingCount: 4, vocabulary: ["a", "b"], validationBytes: 2)
        #expect(corpus.baselines.map(\.name) == ["uniform", "unigram", "bigram"])
    }

    private func count(_ text: [UInt16], _ sequence: [UInt16], followed: Bool = false) -> Double {
        let ends = text.count - sequence.count - (followed ? 1 : 0)
        return Double((0...max(0, ends)).count { ends >= 0 && Array(text[$0..<$0 + sequence.count]) == sequence })
    }

    private func table(_ k: Int, _ a: [UInt16], _ b: [UInt16], _ V: Int) -> Double {
        let sum = (k..<b.count).reduce(0.0) { sum, i in
            let context = Array(b[i - k..<i])
            return sum - log((count(a, context + [b[i]]) + 0.1) / (count(a, context, followed: true) + 0.1 * Double(V)))
        }
        return sum / Double(b.count - k)
    }

    private func interpolated(_ k: Int, _ a: [UInt16], _ b: [UInt16], _ V: Int) -> Double {
        func probability(_ context: [UInt16], _ token: UInt16) -> Double {
            let shorter = context.isEmpty ? 1 / Double(V) : probability(Array(context.dropFirst()), token)
            let total = count(a, context, followed: true)
            if total == 0 { return shorter }
            let followers = Double((0..<V).count { count(a, context + [UInt16($0)]) > 0 })
            return max(count(a, context + [token]) - 0.75, 0) / total + 0.75 * followers / total * shorter
        }
        return -(k..<b.count).reduce(0.0) { $0 + log(probability(Array(b[$1 - k..<$1]), b[$1])) } / Double(b.count - k)
    }
}
