package import Engine

/// What tables of counts reach on a plan's text.
package struct TextBaselines: Hashable, Sendable {
    /// What decides on the tokens.
    static let deciding: [Hyperparameter] = [.data, .tokenizer, .vocabSize, .dataSplit]

    /// The values of `deciding`.
    let settings: [Hyperparameter.Value]
    package let baselines: [Baseline]

    init(settings: [Hyperparameter.Value], baselines: [Baseline]) {
        self.settings = settings
        self.baselines = baselines
    }

    package func isOf(_ configuration: TrainingConfiguration) -> Bool { Self.deciding.map { configuration[$0] } == settings }
}

extension TaskLibrary {
    /// More than a plan shows side by side is not counted.
    private static let mostBaselines = 16

    /// Those of each of a plan's texts and tokenizers; none of relations.
    func baselines(of plan: SweepPlan) -> [TextBaselines] {
        guard plan.kind == .text else { return [] }
        return plan.configurations(differingIn: TextBaselines.deciding).prefix(Self.mostBaselines).map { configuration in
            TextBaselines(
                settings: TextBaselines.deciding.map { configuration[$0] }, baselines: subject(of: configuration).baselines.values)
        }
    }
}
