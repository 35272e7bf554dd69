import Comparison
import Engine
import Experiments
import Statistics
import Testing

/// What is said of runs of text.
struct TextComparisonTests {
    private typealias Settings = [Hyperparameter: Hyperparameter.Value]

    /// A configuration of text with the evaluations of each seed, every 250 iterations; the last is the validation loss.
    private func contender(_ settings: Settings, _ validation: [[Double]], bytesPerToken: Double = 1) throws -> Contender {
        let scores = validation.enumerated().map { seed, losses in
            let last = losses[losses.count - 1]
            return SeedScore(
                seed: UInt32(seed),
                metrics: [
                    .valLoss: .real(last), .bestValLoss: .real(losses.min() ?? last), .valBitsPerByte: .real(last / bytesPerToken),
                    .testAccuracy: .count(50_000 - seed, of: 111_540), .trainAccuracy: .count(52_000, of: 111_540), .trainLoss: .real(last - 0.1),
                ],
                evaluations: losses.enumerated().map { .init(iteration: 250 * $0, train: $1 - 0.1, validation: $1) })
        }
        return Contender(
            try TrainingConfiguration(settings, kind: .text), source: "text", plannedCount: validation.count, scores: scores)
    }

    private func text(_ report: ComparisonReport) -> String { report.text(width: 400).joined(separator: "\n") }

    /// The same seeds with 2 and with 4 layers: the second overfits and is worse in the end, but has the lower lowest loss.
    private func layers() throws -> [Contender] {
        let noise = [0.001, 0.004, 0.002, 0.005, 0.003, 0.006, 0.0, 0.007, 0.002, 0.004]
        return [
            try contender([.nLayer: .integer(2)], noise.map { [4.2, 1.6 + $0, 1.55 + $0] }),
            try contender([.nLayer: .integer(4)], noise.map { [4.2, 1.51 + $0 / 2, 1.58 + $0 / 2] }),
        ]
    }

    @Test func `losses are ranked from the lowest, and nothing is said of items`() throws {
        let sweep = try SweepComparison(layers())
        #expect(sweep.scale.metric == .valLoss && sweep.rows.map(\.contender.configuration.nLayer) == [2, 4])
        let report = ComparisonReport.sweep(sweep)
        let words = text(report)
        #expect(words.hasPrefix("2 combinations, 10 seeds each, val loss, lower is better; all with n_head=4, n_embd_factor=32, dropout=0.0\n"))
        #expect(words.contains("1.5534") && words.contains("+0.0283") && !words.contains("perfect"))
        #expect(report.csv[0].contains("max_iters") && !report.csv[0].contains("right_") && !report.csv[0].contains("epochs"))
        #expect(report.json.contains(#""metric":"val_loss""#))
    }

    @Test func `overfitting is told, and how to rank by the lowest loss`() throws {
        let words = text(.sweep(try SweepComparison(layers())))
        #expect(words.contains(
            "Overfitting at rank 2: validation loss was lowest at iteration 250 (1.51) and rose to 1.58.\n"
                + "metric=best_val_loss ranks by the loss there. Evaluations are of at most 256 windows."))
        let best = try SweepComparison(layers(), by: .bestValLoss)
        #expect(best.rows.map(\.contender.configuration.nLayer) == [4, 2])
        let lines = text(.sweep(best))
        #expect(!lines.contains("Overfitting"))
        #expect(lines.contains(
            "best_val_loss is val_loss less what validation loss rose by after the lowest of 3 evaluations of each run. It is picked by the "
                + "validation text itself: a run stopped there without a look would not be as good. Evaluations are of at most 256 windows."))
        let single = try contender([.streams: .word("one")], [[4.2, 1.9], [4.2, 1.91]])
        #expect(text(.sweep(try SweepComparison([single], by: .bestValLoss))).contains(
            "Evaluations are of 20 random batches, as nanoGPT's."))
    }

    /// Rounded to four digits the losses of a seed have another mean than as they were measured.
    @Test func `means and differences are of the losses as measured, in every report`() throws {
        let contenders = [
            try contender([.nLayer: .integer(2)], [3.05618, 3.05608, 3.05615].map { [4.2, $0] }),
            try contender([.nLayer: .integer(4)], [3.08, 3.081, 3.082].map { [4.2, $0] }),
        ]
        let sweep = try SweepComparison(contenders)
        #expect(sweep.rows.map { $0.scores.mean.fixed(4) } == ["3.0561", "3.0810"])
        #expect(sweep.rows[1].difference?.delta.fixed(6) == "0.024863")
        let pair = try PairComparison(contenders[0], contenders[1])
        #expect(pair.firstScores.mean == sweep.rows[0].scores.mean && pair.difference.delta == sweep.rows[1].difference?.delta)
        let factor = try FactorComparison(contenders, by: .parameter(.nLayer))
        #expect(factor.levels.map(\.mean) == sweep.rows.map(\.scores.mean))
        #expect(factor.pairs[0].difference?.delta.fixed(6) == "0.024863")
        let mean = contenders[0].scores.compactMap { $0.metrics[.valLoss] }.mean
        #expect(mean == sweep.rows[0].scores.mean)
    }

    @Test func `what pairing gains is told, and why it gains little between shapes`() throws {
        #expect(text(.sweep(try SweepComparison(layers()))).contains(
            "Pairing by seed: Δ has 20 % of the variance that it would have with other seeds on both sides, as estimated from these. "
                + "Where n_layer differs, models start from other values, and pairing gains little."))
        let rates = try [1e-3, 2e-3].map { rate in
            try contender([.learningRate: .real(rate)], (0..<10).map { [4.2, 1.5 + rate * 10 + 0.002 * Double($0 % 5)] })
        }
        // Differences that are all equal: nothing is left of the variance.
        #expect(text(.sweep(try SweepComparison(rates))).contains(
            "Pairing by seed: Δ has 0 % of the variance that it would have with other seeds on both sides, as estimated from these.\n"))
    }

    @Test func `different tokens are compared by bits per byte alone`() throws {
        let contenders = [
            try contender([.tokenizer: .word("char")], [[4.2, 1.9], [4.2, 1.91], [4.2, 1.92]]),
            try contender([.tokenizer: .word("bpe")], [[6.2, 3.2], [6.2, 3.21], [6.2, 3.22]], bytesPerToken: 2.26),
        ]
        let sweep = try SweepComparison(contenders)
        #expect(sweep.scale.metric == .valBitsPerByte && sweep.rows[0].contender.configuration.tokenizer == .bpe)
        #expect(text(.sweep(sweep)).contains(
            "The combinations read text as different tokens, so that they are compared by bits per byte of the text, not by loss per token."))
        let error = try #require(throws: ComparisonError.self) { try SweepComparison(contenders, by: .valLoss) }
        #expect("\(error)" == "val_loss is per token, and these results read text as different tokens; only val_bits_per_byte compares them")
        #expect(text(.sweep(sweep)).contains("hold where val bits per byte are close to normal."))
        let pair = try PairComparison(contenders[0], contenders[1])
        #expect(pair.others.isEmpty && pair.perfect == nil)
        // vocab_size counts where there are merges.
        let sizes = try [512, 1024].map { try contender([.vocabSize: .integer($0)], [[4.2, 1.9]]) }
        #expect(try SweepComparison(sizes).scale.metric == .valLoss)
    }

    @Test func `how well intervals of means hold is told for few seeds and for some more`() throws {
        let few = try contender([:], (0..<5).map { [4.2, 1.9 + 0.001 * Double($0)] })
        #expect(text(.sweep(try SweepComparison([few]))).contains(
            "With fewer than 11 seeds the intervals of means are Student's t and hold where val losses are close to normal."))
        let more = try contender([:], (0..<12).map { [4.2, 1.9 + 0.001 * Double($0)] })
        #expect(text(.sweep(try SweepComparison([more]))).contains(
            "With 11 to 29 seeds, intervals of means cover the true mean in about 92 % of cases where val losses are close to normal, "
                + "and in fewer where single seeds stray."))
    }

    @Test func `a share of very many tokens is compared too, in few columns`() throws {
        let sweep = try SweepComparison(layers(), by: .testAccuracy)
        #expect(sweep.rows.allSatisfy { $0.scores.histogram.isEmpty && $0.scores.interval != nil })
        #expect(ComparisonReport.sweep(sweep).csv[0].split(separator: ",").count < 60)
    }

    @Test func `shares of tokens have the intervals of losses, and nothing is said of items or perfect seeds`() throws {
        let sweep = try SweepComparison(layers(), by: .testAccuracy)
        let shares = (0..<10).map { Double(50_000 - $0) / 111_540 }
        #expect(sweep.rows[0].scores.interval == MeanInterval.ofLosses(shares))
        let words = text(.sweep(sweep))
        #expect(words.contains("test accuracy of 111540 validation tokens") && !words.contains("item") && !words.contains("perfect"))
        #expect(words.contains("hold where test accuracies are close to normal."))
        let pair = try PairComparison(layers()[0], layers()[1], by: .testAccuracy)
        #expect(pair.perfect == nil && !text(.pair(pair)).contains("perfect") && !ComparisonReport.pair(pair).json.contains("perfect"))
    }

    @Test func `a combination that fails altogether is why there is no p, not that there is one seed`() throws {
        let failed = Contender(
            try TrainingConfiguration([.learningRate: .real(1e30)], kind: .text), source: "text", plannedCount: 3,
            scores: (0..<3).map { SeedScore(seed: $0, failure: "loss is nan") })
        let words = text(.sweep(try SweepComparison([try contender([:], [[4.2, 1.9], [4.2, 1.91], [4.2, 1.92]]), failed])))
        #expect(words.contains("There is no p-value: no other has a finite mean over seeds in common.") && !words.contains("With one seed"))
    }

    @Test func `sizes of text that windows leave are told as such, and no vocabulary is named that nobody chose`() throws {
        let sizes = try [1992, 1996].map { size in
            Contender(
                try TrainingConfiguration([.blockSize: .integer(2000 - size)], kind: .text), source: "text", plannedCount: 2,
                scores: (0..<2).map { SeedScore(seed: $0, metrics: [.testAccuracy: .count(100, of: size)]) })
        }
        #expect(text(.sweep(try SweepComparison(sizes))).contains(
            "The results are of 1992 and 1996 tokens, as windows leave out the rest of a text: shares of right tokens are compared."))
        let one = try contender([.vocabSize: .integer(300)], [[4.2, 1.9], [4.2, 1.91]])
        #expect(!text(.sweep(try SweepComparison([one]))).contains("vocab_size"))
    }

    @Test func `text and relations are not compared`() throws {
        let relations = try ComparisonTests.contender([:], [1, 2])
        #expect(throws: ComparisonError.differentData) { try SweepComparison([relations, try contender([:], [[4.2, 1.9]])]) }
    }
}
