internal import Statistics

/// The learning rate of every update.
package struct LearningRate {
    private let configuration: TrainingConfiguration
    private let highest: Double

    package init(_ configuration: TrainingConfiguration) {
        self.configuration = configuration
        highest = configuration.learningRate
    }

    /// The rate of an update, counted from 0.
    package func rate(of update: Int) -> Double {
        switch configuration.kind {
        case .relations: rate(ofEpoch: update)
        case .text: rate(ofIteration: update)
        }
    }

    /// Rises from 0 over the warm-up's epochs.
    private func rate(ofEpoch epoch: Int) -> Double {
        let warmup = configuration.warmupEpochs
        return epoch < warmup ? highest * (Double(epoch) / Double(warmup)) : rate(of: epoch, after: warmup)
    }

    /// nanoGPT's: rises over the warm-up's iterations, the first of which is not idle, and falls until the run's end.
    private func rate(ofIteration iteration: Int) -> Double {
        let warmup = configuration.warmupIters
        if iteration < warmup { return highest * Double(iteration + 1) / (Double(warmup) + 1) }
        return rate(of: iteration, after: warmup)
    }

    /// From the highest after the warm-up to the lowest, which the update after the run's last one would have.
    private func rate(of update: Int, after warmup: Int) -> Double {
        let share = Double(update - warmup) / Double(configuration.updates - warmup), lowest = configuration.minLR
        return switch configuration.schedule {
        case .cosine: lowest + 0.5 * (1 + ElementaryFunctions.cosineAndSine(.pi * share).cosine) * (highest - lowest)
        case .linear: lowest + (1 - share) * (highest - lowest)
        case .constant: highest
        }
    }
}
