internal import CKernels

/// One seed's way through a task, as the training loop sees it: batches, the loss, and what the model is worth.
protocol Objective {
    /// The updates of a whole run.
    var updateCount: Int { get }
    /// Draws the first batch, after the model's initial values.
    mutating func drawFirstBatch(from stream: inout ModelStream)
    /// Measures the model on its way, where that is due before an update. Updates count from 0.
    mutating func observe<K>(
        _ model: Model<K>, before update: Int, stream: inout ModelStream, observer: any PassObserver
    ) throws(TrainingFailure)
    /// Puts the batch where the model reads it.
    mutating func loadBatch<K>(into model: Model<K>)
    /// Draws the next update's batch.
    mutating func drawNextBatch(from stream: inout ModelStream)
    /// The mean loss of the batch that went forward; its gradient takes the place of the logits.
    func loss<K>(of model: Model<K>) -> Double
    /// Measures the trained model, dropout off.
    mutating func evaluate<K>(
        _ model: Model<K>, stream: inout ModelStream, observer: any PassObserver
    ) throws(TrainingFailure) -> Evaluation

    /// What it has measured on its way.
    var evaluations: [TextOutcome.Evaluation] { get }

    /// What it has drawn and measured, and the other way round.
    func write(to writer: inout StateWriter)
    mutating func read(from reader: inout StateReader) throws(StateError)

    // Requirements, so that each objective has a training loop compiled for it alone.

    /// Trains and evaluates.
    func train(_ trainer: Trainer, _ conduct: Conduct) throws(TrainingFailure) -> TrainingOutcome
    /// The first `count` updates alone.
    func trainUpdates(_ count: Int, _ trainer: Trainer, observer: any PassObserver) throws(TrainingFailure)
}

/// Who takes part in a run besides its thread: what it starts from, who helps, watches and keeps its state.
struct Conduct {
    let state: [UInt8]?
    let saving: StateSaving?
    let keeping: ModelKeeping?
    let team: ThreadTeam?
    let observer: any PassObserver
}

extension Objective {
    func train(_ trainer: Trainer, _ conduct: Conduct) throws(TrainingFailure) -> TrainingOutcome {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun(trainer, helpedBy: conduct.team)
        run.keeping = conduct.keeping
        if let state = conduct.state { try run.start(from: state) }
        while !run.isOver {
            try run.trainUpdate(observer: conduct.observer)
            if let saving = conduct.saving, !run.isOver, saving.isDue() { saving.save(run.state()) }
        }
        return try run.outcome(observer: conduct.observer)
    }

    func trainUpdates(_ count: Int, _ trainer: Trainer, observer: any PassObserver) throws(TrainingFailure) {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun(trainer)
        for _ in 0..<count { try run.trainUpdate(observer: observer) }
    }

    private func makeRun(
        _ trainer: Trainer, helpedBy team: ThreadTeam? = nil
    ) throws(TrainingFailure) -> TrainingRun<VectorKernels, Self> {
        try TrainingRun(
            trainer, objective: self, kernels: VectorKernels(trainer.variant, team: team))
    }
}
