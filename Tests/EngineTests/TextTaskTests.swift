import Engine
import Foundation
import Testing

struct TextTaskTests {
    // MARK: Against PyTorch

    /// Small runs of each recipe: one stream and two, dropout, biases, 1,024 tokens of context.
    /// `TextReferenceSoak` makes all 48.
    @Test(arguments: [0, 8, 16, 29, 31])
    func runsGoAsPyTorchs(number: Int) throws {
        let run = try Reference.textRuns()[number]
        let outcome = try Trainer(configuration: run.configuration(), seed: run.seed, task: .text(Reference.shakespeare())).train()
        try run.expectAgreement(with: outcome)
    }

    @Test(arguments: [0, 4, 12, 20])
    func batchesAndRatesArePyTorchs(number: Int) throws {
        let run = try Reference.textRuns()[number], count = run.first_batches.count
        let probe = try TextProbe(
            run.configuration(), seed: run.seed, corpus: Reference.shakespeare(), updates: run.rates.count)
        #expect(Array(probe.starts.prefix(count)) == run.first_batches)
        for (found, expected) in zip(probe.rates, run.rates) { #expect(abs(found - expected) <= 1e-15) }
    }

    // MARK: Batches

    static let small: [Hyperparameter: Hyperparameter.Value] = [
        .nLayer: .integer(1), .nHead: .integer(1), .nEmbdFactor: .integer(8), .blockSize: .integer(10), .batchSize: .integer(6),
        .maxIters: .integer(12), .warmupIters: .integer(4), .evalInterval: .integer(4), .evalWindows: .integer(5),
        .evalIters: .integer(2),
    ]

    static func configuration(_ settings: [Hyperparameter: Hyperparameter.Value] = [:]) throws -> TrainingConfiguration {
        try TrainingConfiguration(small.merging(settings) { $1 }, kind: .text)
    }

    /// A text of V tokens without much sense: each is likely to be one more than the last.
    static func corpus(training: Int = 1003, validation: Int = 402, V: Int = 11) -> Corpus {
        var numbers = Numbers(seed: 1), last = 0
        let tokens = (0..<training + validation).map { _ in
            last = numbers.next(below: 3) > 0 ? (last + 1) % V : numbers.next(below: V)
            return UInt16(last)
        }
        return Corpus(
            tokens: tokens, trainingCount: training, vocabulary: (0..<V).map { "w\($0)" }, validationBytes: 2 * validation,
            source: tokens.map { UInt8($0) })
    }

    static func train(
        _ settings: [Hyperparameter: Hyperparameter.Value] = [:], seed: UInt32 = 3, corpus: Corpus = corpus(),
        variant: KernelVariant = .fastest
    ) throws -> TrainingOutcome {
        try Trainer(configuration: configuration(settings), seed: seed, task: .text(corpus), variant: variant).train()
    }

    private func starts(_ order: BatchOrder, streams: RandomStreams = .split, updates: Int, seed: UInt32 = 3) throws -> [[Int]] {
        try TextProbe(
            Self.configuration([
                .batches: .word(order.rawValue), .streams: .word(streams.rawValue), .maxIters: .integer(updates),
            ]), seed: seed, corpus: Self.corpus(), updates: updates).starts
    }

    /// 1,003 tokens have 100 windows of 10, which the batches of six divide without heeding where the text begins anew.
    @Test(arguments: RandomStreams.allCases)
    func shuffledBatchesSeeEveryWindowOnceATime(streams: RandomStreams) throws {
        let starts = try starts(.shuffled, streams: streams, updates: 50).flatMap { $0 }
        let windows = (0..<100).map { 10 * $0 }
        #expect(starts[..<100].sorted() == windows && starts[100..<200].sorted() == windows)
        #expect(Array(starts[..<100]) != windows && starts[..<100] != starts[100..<200])
    }

    @Test func shuffledBatchesAreTorchsPermutation() throws {
        let corpus = Self.corpus(training: 101)
        let probe = try TextProbe(
            Self.configuration([.batches: .word("shuffled"), .batchSize: .integer(10), .maxIters: .integer(1)]), seed: 11,
            corpus: corpus, updates: 1)
        #expect(probe.starts[0] == [1, 7, 2, 0, 9, 3, 5, 6, 4, 8].map { 10 * $0 })
    }

    @Test func sequentialBatchesFollowTheText() throws {
        let starts = try starts(.sequential, updates: 20).flatMap { $0 }
        #expect(starts == (0..<120).map { $0 % 100 * 10 })
    }

    /// With streams of their own, batches depend on the seed alone: on no model, no mask and no evaluation.
    @Test func splitBatchesAreTheSeeds() throws {
        func starts(_ settings: [Hyperparameter: Hyperparameter.Value], seed: UInt32 = 3) throws -> [[Int]] {
            try TextProbe(Self.configuration(settings), seed: seed, corpus: Self.corpus(), updates: 12).starts
        }
        let expected = try starts([:])
        #expect(try starts([.nEmbdFactor: .integer(5), .dropout: .real(0.3), .evalInterval: .integer(1)]) == expected)
        #expect(try starts([:], seed: 4) != expected)
        #expect(try starts([.streams: .word("one")]) != expected)
        #expect(try starts([.streams: .word("one"), .evalIters: .integer(3)]) != starts([.streams: .word("one")]))
    }

    // MARK: The learning rate

    @Test func schedulesWarmUpAndFall() throws {
        func rates(_ schedule: LearningRateSchedule) throws -> [Double] {
            try TextProbe(
                Self.configuration([
                    .schedule: .word(schedule.rawValue), .learningRate: .real(0.01), .minLR: .real(0.002),
                ]), seed: 0, corpus: Self.corpus(), updates: 12).rates
        }
        func expect(_ schedule: LearningRateSchedule, _ falling: (Double) -> Double) throws {
            for (iteration, rate) in try rates(schedule).enumerated() {
                let expected = iteration < 4 ? 0.01 * Double(iteration + 1) / 5 : falling(Double(iteration - 4) / 8)
                #expect(abs(rate - expected) <= 1e-17, "\(schedule) \(iteration)")
            }
        }
        try expect(.cosine) { 0.002 + 0.5 * (1 + cos(.pi * $0)) * 0.008 }
        try expect(.linear) { 0.01 - 0.008 * $0 }
        try expect(.constant) { _ in 0.01 }
    }

    @Test func aWarmUpMayBeLongerThanAnyRun() throws {
        let configuration = try Self.configuration([.warmupIters: .integer(.max), .learningRate: .real(0.01)])
        #expect(try TextProbe(configuration, seed: 0, corpus: Self.corpus(), updates: 2).rates == [0.01 / 0x1p63, 0.02 / 0x1p63])
    }

    // MARK: Evaluation

    /// Neither how often nor on how much; where buffers are not filled, and in both ways of attention.
    @Test(arguments: [1, 2, 7, 32], Precision.allCases)
    func evaluationChangesNothing(T: Int, precision: Precision) throws {
        let settings: [Hyperparameter: Hyperparameter.Value] = [
            .blockSize: .integer(T), .nHead: .integer(2), .nEmbdFactor: .integer(16), .dropout: .real(0.2),
            .precision: .word(precision.rawValue),
        ]
        let seldom = try Self.train(settings.merging([.evalInterval: .integer(100), .evalWindows: .integer(1)]) { $1 })
        let often = try Self.train(settings.merging([.evalInterval: .integer(1), .evalWindows: .integer(11)]) { $1 })
        #expect(seldom.losses == often.losses && seldom.gradientNorms == often.gradientNorms)
        #expect(seldom.tokenEmbedding == often.tokenEmbedding)
        #expect(seldom.metrics[.valLoss] == often.metrics[.valLoss] && seldom.text?.segments == often.text?.segments)
        #expect(seldom.text?.evaluations.map(\.iteration) == [0, 12])
        #expect(often.text?.evaluations.map(\.iteration) == Array(0...12))
    }

    /// 402 tokens have 40 windows of 10, of which 5 are looked at on the way.
    @Test func lastEvaluationIsOverTheWholeText() throws {
        let outcome = try Self.train(), text = try #require(outcome.text)
        #expect(text.evaluations.map(\.iteration) == [0, 4, 8, 12])
        #expect(text.validationTokens == 400 && text.tokensSeen == 12 * 60)
        #expect(outcome.metrics[.testAccuracy] == .count(text.validationTokensRight, of: 400))
        let loss = try #require(outcome.metrics[.valLoss]?.number)
        #expect(abs(try #require(outcome.metrics[.valBitsPerByte]?.number) - loss / log(2) / 2) < 1e-12)
        let validation = text.evaluations.map(\.validation)
        let rise = try #require(validation.last) - #require(validation.min())
        #expect(rise == text.rise && outcome.metrics[.bestValLoss] == .real(loss - rise))
        #expect(abs(try #require(outcome.metrics[.trainLoss]?.number) - outcome.losses.reduce(0, +) / 12) < 1e-12)
        #expect(outcome.firstTrainingInput[1] == Int(Self.corpus().tokens[outcome.firstTrainingInput[0]]))
        // 400 tokens in 256 stretches: of one or two each, whose means weighted by their size are the whole's.
        let sizes = (0..<256).map { segment in (0..<400).count { $0 * 256 / 400 == segment } }
        let sum = zip(text.segments, sizes).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(sum / 400 - loss) < 1e-6)
        // When all windows are looked at on the way, the last of these evaluations is the whole text's.
        let all = try Self.train([.evalWindows: .integer(1000)])
        #expect(all.text?.evaluations.last?.validation == all.metrics[.valLoss]?.number)
    }

    @Test func fewTokensHaveAsFewSegments() throws {
        let corpus = Self.corpus(validation: 42)
        let outcome = try Self.train(corpus: corpus)
        #expect(outcome.text?.segments.count == 40 && outcome.text?.validationTokens == 40)
        #expect(try Self.train(corpus: corpus) == outcome)
    }

    /// The chunks that windows are evaluated in are batches of training: their size changes no bit.
    @Test func evaluationDoesNotDependOnTheBatchSize() throws {
        func first(_ batchSize: Int) throws -> TextOutcome.Evaluation? {
            try Self.train([.batchSize: .integer(batchSize), .evalWindows: .integer(40)]).text?.evaluations.first
        }
        let expected = try first(6)
        for batchSize in [1, 7, 40, 64] { #expect(try first(batchSize) == expected) }
    }

    // MARK: Determinism and failure

    @Test(arguments: Precision.allCases, RandomStreams.allCases)
    func everyVariantGivesTheSameOutcome(precision: Precision, streams: RandomStreams) throws {
        let settings: [Hyperparameter: Hyperparameter.Value] = [
            .precision: .word(precision.rawValue), .streams: .word(streams.rawValue), .dropout: .real(0.2),
        ]
        let expected = try Self.train(settings)
        for variant in KernelVariant.runnable {
            #expect(try Self.train(settings, variant: variant) == expected, "\(variant.name)")
        }
        #expect(try Self.train(settings, seed: 4) != expected)
    }

    /// From one token of context on, with attention's way for pairs and without, with and without biases and a tied head, on
    /// more tokens than a panel has columns.
    @Test(arguments: [1, 2, 33], GradientTests.models)
    func everyVariantGivesTheSameOutcomeOfEveryModel(T: Int, _ model: GradientTests.Model) throws {
        for precision in Precision.allCases {
            let settings: [Hyperparameter: Hyperparameter.Value] = [
                .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(T == 2 ? 16 : 10), .blockSize: .integer(T),
                .maxIters: .integer(3), .dropout: .real(0.2), .precision: .word(precision.rawValue),
                .bias: .word("\(model.hasBias)"), .tied: .word("\(model.isTied)"),
            ]
            let corpus = Self.corpus(V: 37)
            let outcomes = try KernelVariant.runnable.map { try Self.train(settings, corpus: corpus, variant: $0) }
            for (outcome, variant) in zip(outcomes, KernelVariant.runnable) { #expect(outcome == outcomes[0], "\(variant.name)") }
        }
    }

    @Test(arguments: [1, 12])
    func lossThatIsNotFiniteFails(maxIters: Int) throws {
        let failure = #expect(throws: TrainingFailure.self) {
            try Self.train([
                .learningRate: .real(1e38), .maxIters: .integer(maxIters), .warmupIters: .integer(0), .gradClip: .real(.infinity),
            ])
        }
        guard case .nonFiniteLoss(let iteration, let loss)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect((0..<maxIters).contains(iteration) && !loss.isFinite)
    }

    // MARK: Cost

    @Test func costsAreKnown() throws {
        let task = LearningTask.text(Self.corpus())
        func work(_ settings: [Hyperparameter: Hyperparameter.Value]) throws -> Double {
            try Self.configuration(settings).workEstimate(for: task)
        }
        func memory(_ settings: [Hyperparameter: Hyperparameter.Value]) throws -> Double {
            try Self.configuration(settings).memoryNeeded(for: task)
        }
        // 12 updates of 60 rows, and a third for each of 4 evaluations of 2 × 50 rows and one of 2 × 400.
        let products = try Self.configuration().productOperations(for: task)
        let weights = 12 * 64 + 11 * 8, rows = 12 * 60 + 1200 / 3
        #expect(products == Double(6 * weights * rows))
        #expect(try work([.maxIters: .integer(24_000)]) > 20 * work([:]))
        #expect(try work([.evalInterval: .integer(1)]) > work([:]))
        #expect(try memory([.blockSize: .integer(1024)]) > 10 * memory([:]))
        #expect(try memory([.batchSize: .integer(1 << 40)]) > 1e15)
        #expect(try memory([.maxIters: .integer(.max)]) > 1e19)
        #expect(try Self.configuration([.batchSize: .integer(.max), .blockSize: .integer(1024)]).gainsFromHelp(for: task))
    }
}
