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
