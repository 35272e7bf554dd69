/// The learning rate of every update.
struct LearningRate {
    private let highest: Double
    private let warmupEpochs: Int

    init(_ configuration: TrainingConfiguration) {
        highest = configuration.learningRate
        warmupEpochs = configuration.warmupEpochs
    }

    /// The rate of an update, counted from 0.
    func rate(of update: Int) -> Double {
        highest * (warmupEpochs > 0 ? min(1, Double(update) / Double(warmupEpochs)) : 1)
    }
}
