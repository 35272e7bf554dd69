internal import Statistics

/// The learning rate of every update.
struct LearningRate {
    private let configuration: TrainingConfiguration
    private let highest: Double

    init(_ configuration: TrainingConfiguration) {
        self.configuration = configuration
        highest = configuration.learningRate
    }

    /// The rate of an update, counted from 0.
    func rate(of update: Int) -> Double {
        switch configuration.kind {
        case .relations: rate(ofEpoch: update)
        case .text: rate(ofIteration: update)
        }
    }

    /// Rises from 0 over the warm-up's epochs.
    private func rate(ofEpoch epoch: Int) -> Double {
        let warmup = configuration.warmupEpochs
        return highest * (warmup > 0 ? min(1, Double(epoch) / Double(warmup)) : 1)
    }

    /// nanoGPT's: rises over the warm-up's iterations, the first of which is not idle, and falls until the run's end.
    private func rate(ofIteration iteration: Int) -> Double {
        let warmup = configuration.warmupIters, lowest = configuration.minLR
        if iteration < warmup { return highest * Double(iteration + 1) / (Double(warmup) + 1) }
        let share = Double(iteration - warmup) / Double(configuration.maxIters - warmup)
        return switch configuration.schedule {
        case .cosine: lowest + 0.5 * (1 + ElementaryFunctions.cosineAndSine(.pi * share).cosine) * (highest - lowest)
        case .linear: lowest + (1 - share) * (highest - lowest)
        case .constant: highest
        }
    }
}
