/// How fast the engine trains on text: nanoGPT's model with n_embd 128 in four heads, on made-up tokens.
package struct TextTiming: Sendable {
    /// What is timed: models of characters with short and long contexts, and a large vocabulary.
    package static let cases: [Case] = [
        Case(T: 64, B: 12, dropout: 0, iterations: 40),
        Case(T: 64, B: 12, dropout: 0.2, iterations: 40),
        Case(T: 256, B: 8, dropout: 0, iterations: 10),
        Case(T: 256, B: 8, dropout: 0.2, iterations: 10),
        Case(T: 1024, B: 2, dropout: 0, iterations: 8),
        Case(T: 1024, B: 2, dropout: 0.2, iterations: 8),
        Case(T: 64, V: 50_000, L: 1, B: 12, dropout: 0, iterations: 5),
    ]

    package struct Case: Sendable {
        let T: Int
        var V = 65
        var L = 4
        let B: Int
        let dropout: Double
        let iterations: Int
    }

    package let shape: ModelShape
    package let dropout: Double
    /// Seconds of one iteration without evaluation: the best of several.
    package let secondsPerIteration: Double
    /// Floating-point operations in an iteration's matrix products, attention's own not counted.
    package let productOperations: Double

    /// 10⁹ operations of the matrix products a second of the whole iteration.
    package var gflops: Double { productOperations / secondsPerIteration / 1e9 }

    /// - Throws: `TrainingFailure`.
    package static func measure(_ it: Case, variant: KernelVariant = .standard) throws(TrainingFailure) -> TextTiming {
        let task = LearningTask.text(.madeUp(V: it.V, validationCount: it.T + 1)), configuration = it.configuration
        let trainer = Trainer(configuration: configuration, seed: 0, task: task, variant: variant)
        return TextTiming(
            shape: task.shape(for: configuration), dropout: it.dropout,
            secondsPerIteration: try trainer.secondsPerIteration(it.iterations),
            productOperations: configuration.productOperationsOfUpdate(for: task))
    }
}

extension TextTiming.Case {
    fileprivate var configuration: TrainingConfiguration {
        let settings: [Hyperparameter: Hyperparameter.Value] = [
            .nLayer: .integer(L), .nHead: .integer(4), .nEmbdFactor: .integer(32), .dropout: .real(dropout),
            .blockSize: .integer(T), .batchSize: .integer(B), .evalWindows: .integer(1),
        ]
        guard let configuration = try? TrainingConfiguration(settings, kind: .text) else {
            preconditionFailure("the settings are within their ranges")
        }
        return configuration
    }
}

extension Trainer {
    /// The shortest of some iterations, in seconds.
    fileprivate func secondsPerIteration(_ count: Int) throws(TrainingFailure) -> Double {
        let timer = IterationTimer()
        try trainUpdates(count, observer: timer)
        timer.endIteration()
        return timer.best
    }
}

/// Notes the shortest time between two beginnings of an iteration, which is when masks are drawn; not the first one's,
/// whose forward pass has nothing to update.
private final class IterationTimer: PassObserver {
    private(set) var best = Double.infinity
    private var start: ContinuousClock.Instant?
    private var isFirst = true

    func enter(_ phase: Phase) {
        guard phase == .masks else { return }
        endIteration()
        start = .now
    }

    func endIteration() {
        guard let start else { return }
        if !isFirst { best = min(best, Stopwatch.seconds(since: start)) }
        isFirst = false
    }
}

extension Corpus {
    /// Tokens without meaning, the same at every call.
    fileprivate static func madeUp(V: Int, validationCount: Int) -> Corpus {
        var twister = MersenneTwister(seed: 0)
        let trainingCount = 20_000
        return Corpus(
            tokens: (0..<trainingCount + validationCount).map { _ in UInt16(twister.next(below: V)) },
            trainingCount: trainingCount, vocabulary: (0..<V).map { "w\($0)" }, validationBytes: validationCount)
    }
}
