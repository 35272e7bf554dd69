/// Which of a run's models are kept.
package enum CheckpointRule: String, CaseIterable, Sendable {
    case none
    /// The model after the last update.
    case last
    /// The one whose evaluation had the lowest validation loss, the first of equals; of relations, which are evaluated
    /// once, the last.
    case best
    /// The one at each evaluation, and the last.
    case every
}

/// A model of a run that is under way or has ended.
package struct KeptModel: Sendable {
    /// Updates made.
    package let iteration: Int
    /// Whether no update follows.
    package let isLast: Bool
    package let values: ModelValues
}

/// Who keeps a run's models.
package struct ModelKeeping {
    let rule: CheckpointRule
    let keep: (KeptModel) -> Void

    /// - Parameter keep: takes each model that the rule keeps, in the order of iterations, on the training thread; with
    ///   `best` each takes the place of the one before.
    package init(_ rule: CheckpointRule, keep: @escaping (KeptModel) -> Void) {
        self.rule = rule
        self.keep = keep
    }
}

extension CheckpointRule {
    /// Whether the model after so many updates is kept.
    ///
    /// - Parameter evaluations: all so far, this model's the last if it has been evaluated.
    func keeps(after updates: Int, isLast: Bool, _ evaluations: [TextOutcome.Evaluation]) -> Bool {
        let isEvaluated = evaluations.last?.iteration == updates
        return switch self {
        case .none: false
        case .last: isLast
        case .every: isLast || isEvaluated
        case .best: evaluations.isEmpty ? isLast : isEvaluated && Self.isLowest(evaluations)
        }
    }

    private static func isLowest(_ evaluations: [TextOutcome.Evaluation]) -> Bool {
        evaluations.dropLast().allSatisfy { $0.validation > evaluations[evaluations.count - 1].validation }
    }
}
