/// Trains one run: a task, a configuration and a seed in, an outcome out.
///
/// The same three give the same outcome, bit for bit, on every machine and whatever runs beside them.
/// Nothing is read, written or printed. All memory is taken before the first update; the updates
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
    ///   - state: what `saving` was given of this run, by whatever process; it goes on from there.
    ///   - saving: takes the run's state while it trains.
    ///   - keeping: takes the models that are kept.
    ///   - team: whose helpers share the matrix products; they change no bit. Its helpers return when the run ends.
    ///   - shouldStop: polled before every step of every update, from the calling thread.
    /// - Throws: `TrainingFailure`: a loss that is not finite, too little memory, a stop, or a state of something else.
    package func train(
        from state: [UInt8]? = nil, saving: StateSaving? = nil, keeping: ModelKeeping? = nil, helpedBy team: ThreadTeam? = nil,
        shouldStop: () -> Bool = { false }
    ) throws(TrainingFailure) -> TrainingOutcome {
        defer { team?.disband() }
        return try withoutActuallyEscaping(shouldStop) { shouldStop throws(TrainingFailure) in
            let conduct = Conduct(
                state: state, saving: saving, keeping: keeping, team: team, observer: StopCheck(shouldStop: shouldStop))
            return try objective.train(self, conduct)
        }
    }

    /// The first `count` updates alone.
    func trainUpdates(_ count: Int, observer: any PassObserver) throws(TrainingFailure) {
        try objective.trainUpdates(count, self, observer: observer)
    }
}
