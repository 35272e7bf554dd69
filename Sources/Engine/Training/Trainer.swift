/// Trains one run: a task, a configuration and a seed in, an outcome out.
///
/// The same three give the same outcome, bit for bit, on every machine and whatever runs beside them.
/// Nothing is read, written or printed. All memory is taken before the first epoch; the epochs
/// allocate nothing and take no lock.
package struct Trainer: Sendable {
    let configuration: TrainingConfiguration
    let seed: UInt32
    let task: LearningTask
    let variant: KernelVariant

    package init(
        configuration: TrainingConfiguration, seed: UInt32, task: LearningTask, variant: KernelVariant = .standard
    ) {
        self.configuration = configuration
        self.seed = seed
        self.task = task
        self.variant = variant
    }

    var objective: any Objective { task.objective(for: configuration, seed: seed) }

    /// Trains and evaluates.
    ///
    /// - Parameters:
    ///   - team: whose helpers share the matrix products; they change no bit. Its helpers return when the run ends.
    ///   - shouldStop: polled before every step of every epoch, from the calling thread.
    /// - Throws: `TrainingFailure`: a loss that is not finite, too little memory, or a stop.
    package func train(
        helpedBy team: ThreadTeam? = nil, shouldStop: () -> Bool = { false }
    ) throws(TrainingFailure) -> TrainingOutcome {
        defer { team?.disband() }
        return try withoutActuallyEscaping(shouldStop) { shouldStop throws(TrainingFailure) in
            try objective.train(self, helpedBy: team, observer: StopCheck(shouldStop: shouldStop))
        }
    }

    /// The first `count` epochs alone.
    func trainEpochs(_ count: Int, observer: any PassObserver) throws(TrainingFailure) {
        try objective.trainEpochs(count, self, observer: observer)
    }
}
