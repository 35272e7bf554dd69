import Engine

extension RunRecord.Ending {
    /// Why a run failed, `loss is nan in epoch 12`; nil for one that finished.
    package var reason: String? {
        switch self {
        case .finished: nil
        case .failed(let epoch, let loss): "loss is \(loss.pythonDescription) in epoch \(epoch)"
        }
    }
}

extension RunRecord {
    /// Why the run failed; nil for one that finished.
    package var failure: String? { ending.reason }

    /// `seed 7 of n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1`, with whatever else is no default.
    package var run: String {
        let told = Hyperparameter.all.filter { $0.isAlwaysNamed || configuration[$0] != $0.defaultValue }
        return "seed \(seed) of " + told.map { "\($0.name)=\(configuration[$0])" }.joined(separator: ", ")
    }
}
