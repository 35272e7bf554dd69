import Engine
package import Experiments

/// What runs that have ended took, next to what they were estimated at.
package struct WorkMeasurement: Sendable {
    private(set) var count = 0
    /// In the units of `TrainingConfiguration.workEstimate(for:)`.
    private(set) var work = 0.0
    /// On a core of their own.
    private var seconds = 0.0

    package init() {}

    /// The seconds that a unit of work takes; 1 when nothing has been measured.
    package var scale: Double { work > 0 ? seconds / work : 1 }

    /// Takes note of a run, one of so many at a time on so many cores: where runs share a core, each takes longer.
    package mutating func add(_ record: RunRecord, tasks: TaskLibrary, jobs: Int = 1, cores: Int = 1) {
        count += 1
        work += record.configuration.workEstimate(in: tasks)
        seconds += record.seconds * min(1, Double(cores) / Double(jobs))
    }
}
