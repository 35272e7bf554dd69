internal import CKernels

/// One seed's way through a task, as the training loop sees it: batches, the loss, and what the trained model is worth.
protocol Objective {
    /// Puts an epoch's batch where the model reads it. Epochs count from 0.
    mutating func loadBatch<K>(of epoch: Int, into model: Model<K>)
    /// The mean loss of the batch that went forward; its gradient takes the place of the logits.
    func loss<K>(of model: Model<K>) -> Double
    /// What the model gets right, dropout off.
    func evaluate<K>(_ model: Model<K>, observer: any PassObserver) throws(TrainingFailure) -> Evaluation

    // Requirements, so that each objective has a training loop compiled for it alone.

    /// Trains and evaluates.
    func train(_ trainer: Trainer, helpedBy team: ThreadTeam?, observer: any PassObserver) throws(TrainingFailure) -> TrainingOutcome
    /// The first `count` epochs alone.
    func trainEpochs(_ count: Int, _ trainer: Trainer, observer: any PassObserver) throws(TrainingFailure)
}

extension Objective {
    func train(
        _ trainer: Trainer, helpedBy team: ThreadTeam?, observer: any PassObserver
    ) throws(TrainingFailure) -> TrainingOutcome {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun(trainer, helpedBy: team)
        for epoch in 0..<trainer.configuration.epochs { try run.trainEpoch(epoch, observer: observer) }
        return try run.outcome(observer: observer)
    }

    func trainEpochs(_ count: Int, _ trainer: Trainer, observer: any PassObserver) throws(TrainingFailure) {
        let arithmetic = ck_flush_denormals()
        defer { ck_restore_arithmetic(arithmetic) }
        var run = try makeRun(trainer)
        for epoch in 0..<count { try run.trainEpoch(epoch, observer: observer) }
    }

    private func makeRun(
        _ trainer: Trainer, helpedBy team: ThreadTeam? = nil
    ) throws(TrainingFailure) -> TrainingRun<VectorKernels, Self> {
        try TrainingRun(
            trainer, objective: self, kernels: VectorKernels(trainer.variant, team: team))
    }
}

/// What a trained model gets right, item by item.
struct Evaluation {
    let firstTrainingInput: [Int]
    let testInputs: [[Int]]
    let testItemsRight: [Bool]
    let trainItemsRight: Int
}
