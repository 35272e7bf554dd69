package import Engine

/// Where the validation loss of a configuration's runs was lowest before it rose: the mean over its seeds, at the
/// evaluations that the runs made on the way.
package struct Overfitting: Hashable, Sendable {
    package let iteration: Int
    /// The mean there, and at the end.
    package let lowest: Double
    package let last: Double

    /// Nil where the loss did not rise by what two decimals show.
    ///
    /// - Parameter evaluations: of each seed; the same iterations in all.
    package init?(_ evaluations: [[TextOutcome.Evaluation]]) {
        let validation = LossSpread(evaluations, \.validation).epochs
        guard let last = validation.last, let best = validation.min(by: { $0.mean < $1.mean }),
            (100 * last.mean).rounded() > (100 * best.mean).rounded()
        else { return nil }
        (iteration, lowest, self.last) = (best.epoch, best.mean, last.mean)
    }
}

extension Overfitting: CustomStringConvertible {
    /// `validation loss was lowest at iteration 1,250 (1.51) and rose to 1.58`
    package var description: String {
        "validation loss was lowest at iteration \(iteration.grouped) (\(lowest.fixed(2))) and rose to \(last.fixed(2))"
    }
}

extension LossSpread {
    /// The losses of text runs at their evaluations; `epoch` is the iteration.
    ///
    /// - Parameter evaluations: of each seed; the same iterations in all.
    package init(_ evaluations: [[TextOutcome.Evaluation]], _ loss: (TextOutcome.Evaluation) -> Double) {
        self.init(evaluations.map { $0.map { loss($0) } }, at: evaluations.first?.map(\.iteration) ?? [])
    }
}

extension TrainingConfiguration {
    /// What an evaluation of a text's run is of: `at most 256 windows`, or `20 random batches, as nanoGPT's`.
    package var evaluationText: String {
        switch streams {
        case .split: evalWindows == 1 ? "1 window" : "at most \(evalWindows.grouped) windows"
        case .one: "\(evalIters == 1 ? "1 random batch" : "\(evalIters.grouped) random batches"), as nanoGPT's"
        }
    }
}
