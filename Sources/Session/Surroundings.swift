import Engine
package import Runner

/// What a session finds around it.
package struct Surroundings: Sendable {
    /// The most runs at a time, where a command doesn't say.
    package var jobs: Int
    /// What was typed so far, the oldest first, for `history`.
    package var history: @Sendable () -> [String]
    /// What trains a run.
    package var worker: Worker
    /// How many characters a line may have where tables are shown.
    package var columns: @Sendable () -> Int

    package init(
        jobs: Int = min(Cores.available, SweepRequest.jobsRange.upperBound),
        history: @escaping @Sendable () -> [String] = { [] }, worker: Worker = Worker(dataset: .familyTree),
        columns: @escaping @Sendable () -> Int = { 80 }
    ) {
        self.jobs = jobs
        self.history = history
        self.worker = worker
        self.columns = columns
    }
}
