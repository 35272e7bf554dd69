/// What a model learns, as a value: its tokens, the sizes of its batches, its objective.
///
/// Whoever trains, plans or records takes a task and knows no data by name. A kind of task is an `Objective` and a
/// function that makes the value; see `relations(_:)`.
package struct LearningTask: Sendable {
    package let vocabulary: ModelVocabulary
    /// The bytes the data was read from, for a digest.
    package let source: [UInt8]
    /// What its loss is: `binary cross-entropy`.
    package let lossName: String
    private let shape: @Sendable (TrainingConfiguration) -> ModelShape
    private let evaluatedRows: @Sendable (TrainingConfiguration) -> Double
    private let objective: @Sendable (TrainingConfiguration, _ seed: UInt32) -> any Objective

    init(
        vocabulary: ModelVocabulary, source: [UInt8], lossName: String, shape: @escaping @Sendable (TrainingConfiguration) -> ModelShape,
        evaluatedRows: @escaping @Sendable (TrainingConfiguration) -> Double = { _ in 0 },
        objective: @escaping @Sendable (TrainingConfiguration, _ seed: UInt32) -> any Objective
    ) {
        self.vocabulary = vocabulary
        self.source = source
        self.lossName = lossName
        self.shape = shape
        self.evaluatedRows = evaluatedRows
        self.objective = objective
    }

    /// The sizes of a configuration's model and of its batches.
    package func shape(for configuration: TrainingConfiguration) -> ModelShape { shape(configuration) }

    /// Rows that go forward alone in a run's evaluations, where they are worth counting.
    func evaluatedRows(for configuration: TrainingConfiguration) -> Double { evaluatedRows(configuration) }

    /// What one seed trains on and is tested on.
    func objective(for configuration: TrainingConfiguration, seed: UInt32) -> any Objective {
        objective(configuration, seed)
    }
}
