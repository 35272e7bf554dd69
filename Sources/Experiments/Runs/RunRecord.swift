package import Engine

/// What is kept of a run: what was trained, how it ended and how long it took.
///
/// A record stands on its own, without its plan: `runs.jsonl` holds one a line.
package struct RunRecord: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        case finished(RunResult)
        /// The loss became NaN or infinite in an epoch, or an iteration, counted from 0.
        case failed(epoch: Int, loss: Double)
    }

    package let configuration: TrainingConfiguration
    package let seed: UInt32
    package let ending: Ending
    /// The run's duration on its thread.
    package let seconds: Double

    package init(configuration: TrainingConfiguration, seed: UInt32, ending: Ending, seconds: Double) {
        self.configuration = configuration
        self.seed = seed
        self.ending = ending
        self.seconds = seconds
    }
}

extension RunRecord {
    /// Whether two records tell of the same run and the same result; the time it took may differ.
    package func agrees(with other: RunRecord) -> Bool {
        guard configuration == other.configuration, seed == other.seed else { return false }
        switch (ending, other.ending) {
        case (.finished(let one), .finished(let two)):
            return one.agrees(with: two)
        case (.failed(let epoch, let loss), .failed(let otherEpoch, let otherLoss)):
            return epoch == otherEpoch && (loss == otherLoss || loss.isNaN && otherLoss.isNaN)
        default:
            return false
        }
    }

    /// The results of a run that finished; nil for one that failed.
    package var result: RunResult? {
        if case .finished(let result) = ending { result } else { nil }
    }
}

extension RunRecord.Ending {
    /// Why a run failed, without the epoch: `loss is nan`; nil for one that finished.
    package var cause: String? {
        switch self {
        case .finished: nil
        case .failed(_, let loss): "loss is \(loss.pythonDescription)"
        }
    }
}

extension RunRecord {
    /// Why the run failed, `loss is nan in epoch 12`, of text `in iteration 12`; nil for one that finished.
    package var failure: String? {
        switch ending {
        case .finished: nil
        case .failed(let epoch, _): ending.cause.map { "\($0) in \(configuration.kind.updateName) \(epoch)" }
        }
    }

    /// `seed 7 of n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1`, with whatever else is no default.
    package var run: String { configuration.run(seed: seed) }
}

extension TaskKind {
    /// What its updates are counted as: `epoch`, `iteration`.
    package var updateName: String {
        switch self {
        case .relations: "epoch"
        case .text: "iteration"
        }
    }
}

extension TrainingConfiguration {
    /// `seed 7 of n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1`, with whatever else is no default.
    package func run(seed: UInt32) -> String {
        let told = Hyperparameter.belonging(to: kind).filter { $0 != .task && ($0.isAlwaysNamed || self[$0] != $0.defaultValue(for: kind)) }
        return "seed \(seed) of " + told.map { "\($0.name)=\(self[$0])" }.joined(separator: ", ")
    }
}
