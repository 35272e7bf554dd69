import Engine
import Testing

struct TrainerTests {
    private func train(_ configuration: TrainingConfiguration, seed: UInt32, variant: KernelVariant = .fastest) throws -> TrainingOutcome {
        try Trainer(configuration: configuration, seed: seed, task: .familyTree, variant: variant).train()
    }

    // MARK: Against PyTorch

    /// All 100 runs: the same split, and the same initial embedding to the order of addition.
    @Test func everyRunStartsAsPyTorchs() throws {
        for run in try Reference.pyTorchRuns() {
            let outcome = try train(run.configuration(epochs: 1), seed: run.seed)
            #expect(outcome.firstTrainingInput == run.train_input_first)
            #expect(outcome.testInputs == run.test_inputs)
            let absoluteSum = try initialEmbedding(run).reduce(0) { $0 + abs(Double($1)) }
            #expect(abs(Double(outcome.tokenEmbeddingSum) - run.wte_sum) <= 1e-7 * absoluteSum)
        }
    }

    private func initialEmbedding(_ run: Reference.PyTorchRun) throws -> [Float] {
        let probe = try ModelProbe(
            configuration: run.configuration(), seed: run.seed, task: .familyTree, kernels: VectorKernels())
        return probe.values(probe.tensors[0])
    }

    /// Relative errors of the first 50 losses: 1e-6 in the median of five seeds, 1e-4 in the worst.
    @Test(arguments: [1, 2])
    func firstFiftyLossesArePyTorchs(nLayer: Int) throws {
        var worstOfSeeds: [Double] = []
        for run in try Reference.pyTorchRuns() where run.n_layer == nLayer {
            guard let losses = run.losses, let norms = run.grad_norms else { continue }
            let outcome = try train(run.configuration(epochs: 50), seed: run.seed)
            worstOfSeeds.append(zip(outcome.losses, losses).map { abs($0 - $1) / $1 }.max() ?? .nan)
            #expect(abs(outcome.gradientNorms[0] - norms[0]) < 1e-5 * norms[0])
        }
        #expect(worstOfSeeds.count == 5)
        #expect(worstOfSeeds.median < 1e-6, "\(worstOfSeeds)")
        #expect(worstOfSeeds.max() ?? .nan < 1e-4, "\(worstOfSeeds)")
    }

    /// The 50 full runs of L1 H1 F16. Those of L2 H2 F32 are in `Soak`.
    @Test func smallRunsEndWherePyTorchsDo() throws {
        let runs = try Reference.pyTorchRuns().filter { $0.n_layer == 1 }
        let outcomes = try runs.map { try train($0.configuration(), seed: $0.seed) }
        let accuracies = outcomes.map { Double($0.testItemsRightCount) / 4 }
        #expect(zip(accuracies, runs).count { $0 == $1.test_acc } >= 48)
        let averageDifference = zip(accuracies, runs).reduce(0) { $0 + $1.0 - $1.1.test_acc } / Double(runs.count)
        #expect(abs(averageDifference) <= 0.02)
    }

    // MARK: Determinism

    /// With and without attention's way for pairs; an odd number of examples, so that pairs of rows don't come out even.
    @Test(arguments: Precision.allCases, [10, 16])
    func everyVariantAndEveryRepetitionGivesTheSameOutcome(precision: Precision, headSize: Int) throws {
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(headSize), .epochs: .integer(3),
            .trainSize: .integer(51), .precision: .word(precision.rawValue),
        ])
        let expected = try train(configuration, seed: 11)
        for variant in KernelVariant.runnable {
            #expect(try train(configuration, seed: 11, variant: variant) == expected, "\(variant.name)")
        }
        #expect(try train(configuration, seed: 11) == expected)
        #expect(try train(configuration, seed: 12) != expected)
    }

    // MARK: Hyper-parameters

    @Test func hyperparametersDoWhatTheySay() throws {
        func losses(_ settings: [Hyperparameter: Hyperparameter.Value]) throws -> [Double] {
            let small: [Hyperparameter: Hyperparameter.Value] = [
                .nLayer: .integer(1), .nHead: .integer(1), .nEmbdFactor: .integer(16), .epochs: .integer(6), .dropout: .real(0),
            ]
            return try train(TrainingConfiguration(small.merging(settings) { $1 }), seed: 2).losses
        }
        let base = try losses([:])
        #expect(base.count == 6)
        // Warm-up starts at a rate of 0, so the second loss is the first.
        let warm = try losses([.warmupEpochs: .integer(3)])
        #expect(warm[0] == base[0] && warm[1] == warm[0] && warm[2] < warm[1])
        // Without dropout a larger rate falls faster at once.
        #expect(try losses([.learningRate: .real(0.02)])[1] < base[1])
        #expect(try losses([.weightDecay: .real(0.5)]) != base)
        // A bound no gradient reaches is none.
        #expect(try losses([.gradClip: .real(1e9)]) == losses([.gradClip: .real(.infinity)]))
        #expect(try losses([.gradClip: .real(1e-3)]) != base)
        #expect(try losses([.dropout: .real(0.5)])[0] != base[0])
    }

    /// Operands with eight bits instead of twenty-four: another loss, a percent away at most at first.
    @Test func bf16RoundsTheProductsOperands() throws {
        let wide = try TrainingConfiguration([.epochs: .integer(20), .dropout: .real(0)])
        let exact = try train(wide, seed: 3).losses, rounded = try train(wide.with(.bf16), seed: 3).losses
        for (a, b) in zip(exact, rounded) {
            #expect(a != b)
            #expect(abs(a - b) < 0.01 * a)
        }
        #expect(rounded[19] < 0.5 * rounded[0])
    }

    @Test(arguments: [1, 50, 103])
    func trainSizeDividesTheData(trainSize: Int) throws {
        let outcome = try train(TrainingConfiguration([
            .nLayer: .integer(1), .nHead: .integer(1), .nEmbdFactor: .integer(5), .epochs: .integer(2), .trainSize: .integer(trainSize),
        ]), seed: 0)
        #expect(outcome.testInputs.count == 104 - trainSize)
        #expect(outcome.testItemsRight.count == 104 - trainSize)
        guard case .count(let right, of: trainSize)? = outcome.metrics[.trainAccuracy] else {
            Issue.record("\(outcome.metrics)")
            return
        }
        #expect((0...trainSize).contains(right))
    }

    // MARK: Ends before the end

    @Test func lossThatIsNotFiniteFailsWithItsEpoch() throws {
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(1), .nHead: .integer(1), .nEmbdFactor: .integer(16), .learningRate: .real(1e38), .epochs: .integer(20),
        ])
        let failure = #expect(throws: TrainingFailure.self) { try train(configuration, seed: 7) }
        guard case .nonFiniteLoss(let epoch, let loss)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect((1..<20).contains(epoch))
        #expect(!loss.isFinite)
    }

    @Test func modelBrokenByItsLastUpdateFails() throws {
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(1), .nHead: .integer(1), .nEmbdFactor: .integer(16), .learningRate: .real(1e38), .epochs: .integer(1),
        ])
        let failure = #expect(throws: TrainingFailure.self) { try train(configuration, seed: 7) }
        guard case .nonFiniteLoss(epoch: 0, _)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
    }

    @Test func stopsWhenAsked() throws {
        var polls = 0
        let trainer = Trainer(configuration: TrainingConfiguration(), seed: 0, task: .familyTree)
        #expect(throws: TrainingFailure.stopped) {
            try trainer.train(shouldStop: {
                polls += 1
                return polls == 100
            })
        }
        #expect(polls == 100)
    }

    // MARK: Memory

    @Test func memoryIsKnownBeforeItIsTaken() throws {
        func needed(_ settings: [Hyperparameter: Hyperparameter.Value]) throws -> Double {
            try TrainingConfiguration(settings).memoryNeeded(for: .familyTree)
        }
        // 12 C² + … parameters a layer, in four arenas, and the activations: C = 512, two layers.
        let large = try needed([.nHead: .integer(8), .nEmbdFactor: .integer(64)])
        #expect((1.1e8...1.6e8).contains(large))
        let three = try needed([.nLayer: .integer(3)]), two = try needed([.nLayer: .integer(2)]), one = try needed([.nLayer: .integer(1)])
        #expect(three - two == two - one)
        #expect(try needed([.nLayer: .integer(1_000_000_000_000)]) > 1e17)
        #expect(try needed([.nHead: .integer(1 << 31), .nEmbdFactor: .integer(1 << 31)]) > 1e30)
        #expect(try needed([.epochs: .integer(.max)]) > 1e19)
    }
}
