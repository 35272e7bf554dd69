package import Engine

/// One training that a plan asks for: one configuration with one seed.
package struct Run: Hashable, Sendable {
    package let id: RunID
    package let configuration: TrainingConfiguration
    package let seed: UInt32

    package init(id: RunID, configuration: TrainingConfiguration, seed: UInt32) {
        self.id = id
        self.configuration = configuration
        self.seed = seed
    }
}
