import Engine
import Testing

/// A run that is taken up again somewhere else ends in the same bits.
struct RunStateTests {
    /// The outcome, and the state after each update but the last.
    static func train(_ trainer: Trainer) throws -> (outcome: TrainingOutcome, states: [[UInt8]]) {
        var states: [[UInt8]] = []
        let outcome = try trainer.train(saving: StateSaving(isDue: { true }, save: { states.append($0) }))
        return (outcome, states)
    }

    /// From whichever update, on whichever variant, and though nobody asked for a state.
    static func expectSameEnd(
        sourceLocation: SourceLocation = #_sourceLocation, _ trainer: (KernelVariant) throws -> Trainer
    ) throws {
        let (expected, states) = try train(trainer(.fastest))
        #expect(try trainer(.fastest).train() == expected, sourceLocation: sourceLocation)
        #expect(states.count == expected.losses.count - 1, sourceLocation: sourceLocation)
        for (i, state) in states.enumerated() {
            let variants = KernelVariant.runnable
            let outcome = try trainer(variants[i % variants.count]).train(from: state)
            #expect(outcome == expected, "after update \(i)", sourceLocation: sourceLocation)
        }
        let (again, later) = try {
            var later: [[UInt8]] = []
            let outcome = try trainer(.fastest).train(
                from: states[0], saving: StateSaving(isDue: { true }, save: { later.append($0) }))
            return (outcome, later)
        }()
        #expect(again == expected && later == Array(states.dropFirst()), sourceLocation: sourceLocation)
    }

    private static func relations(
        seed: UInt32 = 3, variant: KernelVariant = .fastest, dropout: Double = 0.2, precision: Precision = .fp32
    ) throws -> Trainer {
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(1), .nHead: .integer(2), .nEmbdFactor: .integer(16), .epochs: .integer(6),
            .dropout: .real(dropout), .warmupEpochs: .integer(3), .precision: .word(precision.rawValue),
        ])
        return Trainer(configuration: configuration, seed: seed, task: .familyTree, variant: variant)
    }

    @Test(arguments: [0, 0.2], Precision.allCases)
    func relationsEndInTheSameBits(dropout: Double, precision: Precision) throws {
        try Self.expectSameEnd { try Self.relations(variant: $0, dropout: dropout, precision: precision) }
    }

    /// Batches from one stream and from two, in every order; a shuffled run passes through several permutations.
    @Test(arguments: RandomStreams.allCases, BatchOrder.allCases)
    func textsEndInTheSameBits(streams: RandomStreams, order: BatchOrder) throws {
        let configuration = try TextTaskTests.configuration([
            .streams: .word(streams.rawValue), .batches: .word(order.rawValue), .dropout: .real(order == .sequential ? 0 : 0.2),
            .batchSize: .integer(20),
        ]), task = LearningTask.text(TextTaskTests.corpus())
        try Self.expectSameEnd { Trainer(configuration: configuration, seed: 5, task: task, variant: $0) }
    }

    @Test func bytesOfSomethingElseAreRefused() throws {
        let trainer = try Self.relations(), state = try Self.train(trainer).states[2]
        func refusal(_ bytes: [UInt8], _ trainer: Trainer) -> TrainingFailure? {
            do throws(TrainingFailure) { _ = try trainer.train(from: bytes) } catch { return error }
            return nil
        }
        #expect(try refusal(state, Self.relations(seed: 4)) == .unusableState(.otherRun))
        #expect(try refusal(state, Self.relations(dropout: 0.1)) == .unusableState(.otherRun))
        var other = state
        other[8] ^= 1
        #expect(refusal(other, trainer) == .unusableState(.otherEngine(found: EngineRevision.current ^ 1)))
        #expect(refusal([], trainer) == .unusableState(.notAState))
        #expect(refusal(state + [0], trainer) == .unusableState(.notAState))
        for end in stride(from: 0, to: state.count, by: 997) {
            #expect(refusal(Array(state.prefix(end)), trainer) == .unusableState(.notAState))
        }
    }

    /// A flipped bit in a number is not seen, which is for whoever keeps the bytes; but none makes the engine trap.
    @Test func brokenBytesNeverTrap() throws {
        let configuration = try TextTaskTests.configuration([.batches: .word("shuffled")])
        let trainer = Trainer(configuration: configuration, seed: 1, task: .text(TextTaskTests.corpus()))
        let state = try Self.train(trainer).states[2]
        var numbers = Numbers(seed: 1)
        for _ in 0..<200 {
            var broken = state
            // Behind the header: counts and losses in front, the stream and the batches at the end.
            for place in [24 + numbers.next(below: 80), state.count - 1 - numbers.next(below: 6000)] {
                broken[place] ^= UInt8(1 << numbers.next(below: 8))
            }
            _ = try? trainer.train(from: broken)
        }
    }
}
