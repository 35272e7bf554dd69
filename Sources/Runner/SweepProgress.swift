package import Engine
package import Experiments

/// How far a sweep is, and how long it will still take, by the work that remains rather than the count
/// of runs: a run of n_embd 512 takes several hundred times as long as one of 16.
package struct SweepProgress: Sendable {
    /// Runs that have ended.
    package private(set) var doneCount = 0
    /// Runs that are to be done, refused combinations left out.
    package private(set) var runCount: Int

    private let plan: SweepPlan
    private let dataset: Dataset
    private let jobs: Int
    /// Of all runs, in the units of `TrainingConfiguration.workEstimate(for:)`.
    private var work: Double
    private var workDone = 0.0
    /// What the runs that have ended took on their threads.
    private var secondsDone = 0.0

    package init(of plan: SweepPlan, dataset: Dataset, jobs: Int) {
        self.plan = plan
        self.dataset = dataset
        self.jobs = jobs
        runCount = plan.runs.count
        work = plan.combinations.reduce(0) { sum, combination in
            sum + combination.configuration.workEstimate(for: dataset) * Double(plan.seeds.count)
        }
    }

    package mutating func note(_ event: RunProgress) {
        switch event {
        case .started:
            break
        case .refused(let combination, _):
            runCount -= plan.seeds.count
            let configuration = plan.combinations[combination].configuration
            work -= configuration.workEstimate(for: dataset) * Double(plan.seeds.count)
        case .recorded(let record, _):
            doneCount += 1
            workDone += record.configuration.workEstimate(for: dataset)
            secondsDone += record.seconds
        }
    }

    /// Runs a second since the sweep began.
    package func rate(after elapsed: Duration) -> Double {
        elapsed > .zero ? Double(doneCount) / elapsed.seconds : 0
    }

    /// The seconds that remain, if work goes on taking the time it took so far and all jobs are busy;
    /// nil until a run has ended.
    package func secondsLeft(after elapsed: Duration) -> Double? {
        guard workDone > 0 else { return nil }
        let total = work * secondsDone / workDone / Double(min(jobs, max(1, runCount)))
        return max(0, total - elapsed.seconds)
    }
}
