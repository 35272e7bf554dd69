/// The beginning of a run of text, update by update, for comparing it with another program's.
package struct TextProbe: Sendable {
    /// Where the windows of each update's batch start in the text, B of them.
    package private(set) var starts: [[Int]] = []
    /// The learning rate of each update.
    package let rates: [Double]

    /// Trains for that many updates.
    ///
    /// - Throws: `TrainingFailure`.
    package init(_ configuration: TrainingConfiguration, seed: UInt32, corpus: Corpus, updates: Int) throws(TrainingFailure) {
        let rate = LearningRate(configuration)
        rates = (0..<updates).map { rate.rate(of: $0) }
        var run = try TrainingRun(
            Trainer(configuration: configuration, seed: seed, task: .text(corpus)),
            objective: NextTokenObjective(corpus, configuration, seed: seed), kernels: VectorKernels())
        for _ in 0..<updates {
            starts.append(run.objective.batches.starts)
            try run.trainUpdate(observer: NoObserver())
        }
    }
}
