/// How long one run takes on one core, and where its time goes.
package struct RunTiming: Sendable {
    package let configuration: TrainingConfiguration
    /// Seconds of a whole run, the best of `repetitions`.
    package let seconds: Double
    package let repetitions: Int
    /// Floating-point operations in the run's matrix products.
    package let productOperations: Double
    /// For each kind of work its share of the updates' time; the shares add up to 1.
    package let shares: [(phase: Phase, share: Double)]

    /// 10⁹ operations of the matrix products a second of the whole run.
    package var gflops: Double { productOperations / seconds / 1e9 }

    /// Times whole runs until `repetitions` are done; then some updates with a clock between the steps.
    ///
    /// - Parameter repetitions: nil for as many as fit in two seconds, at least one and at most five.
    /// - Throws: `TrainingFailure`.
    package static func measure(
        _ configuration: TrainingConfiguration, task: LearningTask, repetitions: Int? = nil,
        variant: KernelVariant = .standard
    ) throws(TrainingFailure) -> RunTiming {
        var best = Double.infinity, spent = 0.0, done = 0
        while done == 0 || (repetitions.map { done < $0 } ?? (done < 5 && spent < 2)) {
            let start = ContinuousClock.now
            _ = try Trainer(configuration: configuration, seed: 0, task: task, variant: variant).train()
            let seconds = Stopwatch.seconds(since: start)
            best = min(best, seconds)
            spent += seconds
            done += 1
        }
        return RunTiming(
            configuration: configuration, seconds: best, repetitions: done,
            productOperations: configuration.productOperations(for: task),
            shares: try shares(configuration, task: task, updateSeconds: best / Double(configuration.updates), variant))
    }

    private static func shares(
        _ configuration: TrainingConfiguration, task: LearningTask, updateSeconds: Double, _ variant: KernelVariant
    ) throws(TrainingFailure) -> [(phase: Phase, share: Double)] {
        let trainer = Trainer(configuration: configuration, seed: 0, task: task, variant: variant)
        let timer = PhaseTimer()
        try trainer.trainUpdates(min(configuration.updates, max(5, Int(0.5 / updateSeconds))), observer: timer)
        timer.end()
        let total = timer.seconds.reduce(0, +)
        return Phase.allCases.map { ($0, timer.seconds[$0.rawValue] / total) }
    }
}

/// Adds up the time between the steps of a pass, by kind of work.
private final class PhaseTimer: PassObserver {
    private(set) var seconds = [Double](repeating: 0, count: Phase.allCases.count)
    private var phase: Phase?
    private var start = ContinuousClock.now

    func enter(_ next: Phase) {
        end()
        phase = next
    }

    func end() {
        if let phase { seconds[phase.rawValue] += Stopwatch.seconds(since: start) }
        start = .now
        phase = nil
    }
}
