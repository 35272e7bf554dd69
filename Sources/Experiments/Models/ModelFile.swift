package import Engine

/// A trained model with all that is needed to ask it: what a checkpoint holds.
package struct ModelFile: Sendable {
    package let configuration: TrainingConfiguration
    package let seed: UInt32
    /// Updates made.
    package let iteration: Int
    /// The revision of the engine that trained it; 0 for a model that was trained elsewhere.
    package let engine: Int
    /// The SHA-256 of the data that it learned from.
    package let dataHash: String
    package let vocabulary: ModelVocabulary
    package let values: ModelValues

    package init(
        configuration: TrainingConfiguration, seed: UInt32, iteration: Int, engine: Int = EngineRevision.current,
        dataHash: String, vocabulary: ModelVocabulary, values: ModelValues
    ) {
        self.configuration = configuration
        self.seed = seed
        self.iteration = iteration
        self.engine = engine
        self.dataHash = dataHash
        self.vocabulary = vocabulary
        self.values = values
    }

    /// What the name of a model's file ends in.
    package static let fileExtension = ".safetensors"

    /// Whether it was trained elsewhere.
    package var isImported: Bool { engine == 0 }

    /// The model, to be asked.
    ///
    /// - Throws: `ModelError`
    package func trainedModel() throws(ModelError) -> TrainedModel {
        try TrainedModel(values, configuration, vocabulary)
    }
}
