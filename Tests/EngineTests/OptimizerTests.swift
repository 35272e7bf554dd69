import Engine
import Foundation
import Testing

/// Adam, SGD and the schedules, beside AdamW and the rates that other tests have.
struct OptimizerTests {
    // MARK: Against PyTorch

    /// Losses within 1e-6, as those of other runs; norms within 5e-6, where most are within 5e-7.
    @Test func runsGoAsPyTorchs() throws {
        let runs = try Reference.optimizerRuns()
        #expect(runs.count == 11)
        for (number, run) in runs.enumerated() {
            let kind = try #require(TaskKind(rawValue: run.task))
            let task = kind == .text ? LearningTask.text(try Reference.shakespeare()) : .familyTree
            let outcome = try Trainer(configuration: run.configuration(kind), seed: run.seed, task: task).train()
            #expect(outcome.losses.count == run.losses.count)
            #expect(Self.worst(outcome.losses, run.losses) <= 1e-6, "losses of run \(number)")
            #expect(Self.worst(outcome.gradientNorms, run.gradient_norms) <= 5e-6, "norms of run \(number)")
        }
    }

    /// The largest relative error.
    private static func worst(_ found: [Double], _ expected: [Double]) -> Double {
        zip(found, expected).map { abs($0 - $1) / $1 }.max() ?? .nan
    }

    // MARK: Equal bits

    private static func relations(_ settings: [Hyperparameter: Hyperparameter.Value], variant: KernelVariant = .fastest) throws -> Trainer {
        let small: [Hyperparameter: Hyperparameter.Value] = [
            .nLayer: .integer(2), .nHead: .integer(3), .nEmbdFactor: .integer(10), .epochs: .integer(6), .learningRate: .real(0.1),
        ]
        return Trainer(configuration: try TrainingConfiguration(small.merging(settings) { $1 }), seed: 11, task: .familyTree, variant: variant)
    }

    @Test(arguments: UpdateRule.allCases, Precision.allCases)
    func everyVariantGivesTheSameOutcome(rule: UpdateRule, precision: Precision) throws {
        let settings: [Hyperparameter: Hyperparameter.Value] = [.optimizer: .word(rule.rawValue), .precision: .word(precision.rawValue)]
        let expected = try Self.relations(settings).train()
        for variant in KernelVariant.runnable {
            #expect(try Self.relations(settings, variant: variant).train() == expected, "\(variant.name)")
        }
    }

    @Test(arguments: UpdateRule.allCases)
    func aStateGoesOnInTheSameBits(rule: UpdateRule) throws {
        try RunStateTests.expectSameEnd { try Self.relations([.optimizer: .word(rule.rawValue)], variant: $0) }
    }

    // MARK: What each hyper-parameter does

    private func losses(_ settings: [Hyperparameter: Hyperparameter.Value]) throws -> [Double] {
        try Self.relations(settings.merging([.dropout: .real(0)]) { $1 }).train().losses
    }

    @Test func whatAnOptimizerDoesNotUseChangesNothing() throws {
        let sgd = try losses([.optimizer: .word("sgd")]), adam = try losses([.optimizer: .word("adam")]), adamW = try losses([:])
        #expect(sgd != adam && adam != adamW && sgd != adamW)
        #expect(try losses([.optimizer: .word("sgd"), .beta1: .real(0.5), .beta2: .real(0.5)]) == sgd)
        #expect(try losses([.optimizer: .word("sgd"), .momentum: .real(0)]) != sgd)
        #expect(try losses([.momentum: .real(0)]) == adamW)
        #expect(try losses([.minLR: .real(0.05)]) == adamW)
    }

    /// Decay within the gradient and apart from it are one where there is none.
    @Test func adamWithoutDecayIsAdamW() throws {
        let none: [Hyperparameter: Hyperparameter.Value] = [.weightDecay: .real(0)]
        #expect(try losses(none.merging([.optimizer: .word("adam")]) { $1 }) == losses(none))
    }

    @Test(arguments: [0, 4])
    func schedulesOfRelationsFallAfterTheWarmUp(warmup: Int) throws {
        func rates(_ schedule: LearningRateSchedule) throws -> [Double] {
            let rate = LearningRate(try TrainingConfiguration([
                .epochs: .integer(12), .warmupEpochs: .integer(warmup), .schedule: .word(schedule.rawValue), .learningRate: .real(0.01),
                .minLR: .real(0.002),
            ]))
            return (0..<12).map { rate.rate(of: $0) }
        }
        func expect(_ schedule: LearningRateSchedule, _ falling: (Double) -> Double) throws {
            for (epoch, rate) in try rates(schedule).enumerated() {
                let share = Double(epoch - warmup) / Double(12 - warmup)
                let expected = epoch < warmup ? 0.01 * Double(epoch) / Double(warmup) : falling(share)
                #expect(abs(rate - expected) <= 1e-17, "\(schedule) \(epoch)")
            }
        }
        try expect(.cosine) { 0.002 + 0.5 * (1 + cos(.pi * $0)) * 0.008 }
        try expect(.linear) { 0.01 - 0.008 * $0 }
        try expect(.constant) { _ in 0.01 }
    }

    /// Neither divides by zero nor falls.
    @Test(arguments: LearningRateSchedule.allCases, [6, 7, Int.max])
    func aWarmUpMayTakeTheWholeRun(schedule: LearningRateSchedule, warmup: Int) throws {
        let rate = LearningRate(try TrainingConfiguration([
            .epochs: .integer(6), .warmupEpochs: .integer(warmup), .schedule: .word(schedule.rawValue),
        ]))
        let rates = (0..<6).map { rate.rate(of: $0) }
        #expect(rates == (0..<6).map { 0.01 * (Double($0) / Double(warmup)) })
    }
}

extension Reference {
    /// A real PyTorch run of some optimizer and schedule.
    struct OptimizerRun: Decodable {
        let task: String
        let seed: UInt32
        /// By the names of hyper-parameters.
        let settings: [String: String]
        let losses: [Double]
        let gradient_norms: [Double]

        func configuration(_ kind: TaskKind) throws -> TrainingConfiguration {
            try TrainingConfiguration(Dictionary(uniqueKeysWithValues: settings.map { name, text in
                let parameter = try #require(Hyperparameter.named(name))
                return (parameter, try parameter.parse(text))
            }), kind: kind)
        }
    }

    static func optimizerRuns() throws -> [OptimizerRun] { try lines("optimizer_runs.jsonl", of: OptimizerRun.self) }
}
