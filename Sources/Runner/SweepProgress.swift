package import Engine
package import Experiments

/// How far a sweep is, and how long it will still take, by the work that remains rather than the count
/// of runs: a run of n_embd 512 takes several hundred times as long as one of 16.
package struct SweepProgress: Sendable {
    /// Runs that are recorded.
    package private(set) var doneCount = 0
    /// Runs that are to be done, refused combinations left out.
    package private(set) var runCount: Int

    private let plan: SweepPlan
    private let task: LearningTask
    private let jobs: Int
    /// Of the runs that were not recorded when work began, in the units of `TrainingConfiguration.workEstimate(for:)`.
    private var work: Double
    /// The runs that have ended here, their work, and what they took on their threads.
    private var own = Share()
    /// Those that were recorded before.
    private var earlier = Share()
    /// Those that other processes have recorded since.
    private var others = Share()
    private var hasBegun = false

    private struct Share {
        var count = 0
        var work = 0.0
        var seconds = 0.0

        mutating func add(_ record: RunRecord, _ task: LearningTask) {
            count += 1
            work += record.configuration.workEstimate(for: task)
            seconds += record.seconds
        }
    }

    package init(of plan: SweepPlan, task: LearningTask, jobs: Int) {
        self.plan = plan
        self.task = task
        self.jobs = jobs
        runCount = plan.runs.count
        work = plan.combinations.reduce(0) { sum, combination in
            sum + combination.configuration.workEstimate(for: task) * Double(plan.seeds.count)
        }
    }

    package mutating func note(_ event: RunProgress) {
        switch event {
        case .started:
            break
        case .refused(let combination, _):
            leaveOut(plan.seeds.count, of: combination)
        case .racedOut(let combination, let seeds):
            leaveOut(plan.seeds.count - seeds, of: combination)
        case .recorded(let record, _):
            doneCount += 1
            own.add(record, task)
        case .learned(let record, _):
            doneCount += 1
            if hasBegun { return others.add(record, task) }
            work -= record.configuration.workEstimate(for: task)
            earlier.add(record, task)
        }
    }

    /// Takes note that work begins: what is learned from now on is what other processes do meanwhile.
    package mutating func begin() {
        hasBegun = true
    }

    private mutating func leaveOut(_ runs: Int, of combination: Int) {
        runCount -= runs
        work -= plan.combinations[combination].configuration.workEstimate(for: task) * Double(runs)
    }

    /// Runs a second since work began, other processes' included.
    package func rate(after elapsed: Duration) -> Double {
        elapsed > .zero ? Double(own.count + others.count) / elapsed.seconds : 0
    }

    /// The seconds that remain, if work goes on taking the time it took so far, all jobs are busy, and other processes
    /// do as much a second as since work began; nil until a run has ended. What runs took that ended before, or elsewhere,
    /// counts only until one has ended here.
    package func secondsLeft(after elapsed: Duration) -> Double? {
        let measured = [own, others, earlier].first { $0.work > 0 }
        guard let measured else { return nil }
        let runs = max(1, runCount - earlier.count - others.count)
        let pace = measured.work / measured.seconds * Double(min(jobs, runs))
        let othersPace = elapsed > .zero ? others.work / elapsed.seconds : 0
        return max(0, max(0, work) / (pace + othersPace) - elapsed.seconds)
    }
}
