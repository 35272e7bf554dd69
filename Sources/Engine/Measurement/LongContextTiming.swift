/// How fast the engine trains on examples longer than the family trees', and with more tokens in the vocabulary: n_embd
/// 128 in four heads, on made-up tokens.
package struct LongContextTiming: Sendable {
    /// What is timed: a language model of characters, a long context, and a large vocabulary.
    package static let cases: [Case] = [
        Case(T: 64, V: 65, L: 4, examples: 12, epochs: 40),
        Case(T: 1024, V: 65, L: 4, examples: 2, epochs: 4),
        Case(T: 64, V: 50_000, L: 1, examples: 12, epochs: 4),
    ]

    package struct Case: Sendable {
        let T, V, L, examples, epochs: Int
    }

    package let shape: ModelShape
    /// Seconds of one epoch: the best of several.
    package let secondsPerEpoch: Double
    /// Floating-point operations in an epoch's matrix products, attention's own not counted.
    package let productOperations: Double

    /// 10⁹ operations of the matrix products a second of the whole epoch.
    package var gflops: Double { productOperations / secondsPerEpoch / 1e9 }

    /// - Throws: `TrainingFailure`.
    package static func measure(
        _ it: Case, variant: KernelVariant = .standard
    ) throws(TrainingFailure) -> LongContextTiming {
        let task = LearningTask.relations(.madeUp(examples: it.examples + 1, T: it.T, V: it.V))
        let settings: [Hyperparameter: Hyperparameter.Value] = [
            .nLayer: .integer(it.L), .nHead: .integer(4), .nEmbdFactor: .integer(32), .trainSize: .integer(it.examples),
        ]
        guard let configuration = try? TrainingConfiguration(settings) else {
            preconditionFailure("the settings are within their ranges")
        }
        let trainer = Trainer(configuration: configuration, seed: 0, task: task, variant: variant)
        return LongContextTiming(
            shape: task.shape(for: configuration),
            secondsPerEpoch: try trainer.secondsPerEpoch(it.epochs),
            productOperations: configuration.productOperations(for: task) / Double(configuration.epochs))
    }
}

extension Trainer {
    /// The shortest of some epochs, in seconds.
    fileprivate func secondsPerEpoch(_ count: Int) throws(TrainingFailure) -> Double {
        let timer = EpochTimer()
        try trainUpdates(count, observer: timer)
        timer.endEpoch()
        return timer.best
    }
}

/// Notes the shortest time between two beginnings of an epoch, which is when masks are drawn; not the first epoch's,
/// whose forward pass has nothing to update.
private final class EpochTimer: PassObserver {
    private(set) var best = Double.infinity
    private var start: ContinuousClock.Instant?
    private var isFirst = true

    func enter(_ phase: Phase) {
        guard phase == .masks else { return }
        endEpoch()
        start = .now
    }

    func endEpoch() {
        guard let start else { return }
        if !isFirst { best = min(best, Stopwatch.seconds(since: start)) }
        isFirst = false
    }
}

extension Dataset {
    /// Tokens and answers without meaning, the same at every call.
    static func madeUp(examples: Int, T: Int, V: Int) -> Dataset {
        var twister = MersenneTwister(seed: 0)
        return Dataset(
            vocabulary: (0..<V).map { "w\($0)" },
            inputs: (0..<examples).map { _ in (0..<T).map { _ in twister.next(below: V) } },
            answers: (0..<examples).map { _ in (0..<T).map { _ in [twister.next(below: V)] } })
    }
}
