internal import CKernels

/// Trains one run: a configuration, a seed and a data set in, an outcome out.
///
/// The same three give the same outcome, bit for bit, on every machine and whatever runs beside them.
/// Nothing is read, written or printed. All memory is taken before the first epoch; the epochs
/// allocate nothing and take no lock.
package struct Trainer: Sendable {
    let configuration: TrainingConfiguration
    let seed: UInt32
    let dataset: Dataset
    let variant: KernelVariant

    package init(
        configuration: TrainingConfiguration, seed: UInt32, dataset: Dataset, variant: KernelVariant = .standard
    ) {
        self.configuration = configuration
        self.seed = seed
        self.dataset = dataset
        self.variant = variant
    }

    /// Trains and evaluates.
    ///
    /// - Parameters:
    ///   - crew: whose helpers share the matrix products; they change no bit. Its helpers return when the run ends.
    ///   - shouldStop: polled before every step of every epoch, from the calling thread.
    /// - Throws: `TrainingFailure`: a loss that is not finite, too little memory, or a stop.
    package func train(
        helpedBy crew: Crew? = nil, shouldStop: () -> Bool = { false }
    ) throws(TrainingFailure) -> TrainingOutcome {
        defer { crew?.dismiss() }
        return try withoutActuallyEscaping(shouldStop) { shouldStop throws(TrainingFailure) in
            var watch = StopWatch(shouldStop: shouldStop)
            return try train(helpedBy: crew, watch: &watch)
        }
    }

    private func train<W: PassWatch>(helpedBy crew: Crew?, watch: inout W) throws(TrainingFailure) -> TrainingOutcome {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun(crew)
        for epoch in 0..<configuration.epochs { try run.trainEpoch(epoch, watch: &watch) }
        return try run.outcome(watch: &watch)
    }

    /// The first `count` epochs alone.
    func trainEpochs<W: PassWatch>(_ count: Int, watch: inout W) throws(TrainingFailure) {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun()
        for epoch in 0..<count { try run.trainEpoch(epoch, watch: &watch) }
    }

    private func makeRun(_ crew: Crew? = nil) throws(TrainingFailure) -> TrainingRun<VectorKernels> {
        try TrainingRun(
            configuration, seed: seed, dataset: dataset, kernels: VectorKernels(variant, crew: crew), variant: variant)
    }
}
