import Engine
import Experiments
import System

/// What runs of a sweep take, as far as it is known.
final class RunEstimate: Sendable {
    private let tasks: TaskLibrary
    private let jobs: Int
    private let cores: Int
    private let measured = Locked(WorkMeasurement())

    init(tasks: TaskLibrary, jobs: Int, cores: Int) {
        self.tasks = tasks
        self.jobs = jobs
        self.cores = cores
    }

    /// Takes note of a run that has ended here.
    func note(_ record: RunRecord) {
        measured.withLock { $0.add(record, tasks: tasks, jobs: jobs, cores: cores) }
    }

    /// Seconds that a run takes beside as many others as there are jobs.
    func seconds(of configuration: TrainingConfiguration) -> Double {
        configuration.workEstimate(in: tasks) * measured.withLock(\.scale) * max(1, Double(jobs) / Double(max(1, cores)))
    }
}

/// Whether a run under way may come to its end though its sweep is wrapped up. It is for the thread that trains alone.
final class RunPatience {
    private let wrapUp: WrapUp
    private let estimate: Double
    private let start = ContinuousClock.now
    /// Seconds that the run had taken before it was resumed.
    var before = 0.0
    /// Until when it may go on, decided when the wrap-up is first seen.
    private var end: ContinuousClock.Instant?

    /// - Parameter estimate: the seconds that the run takes in all.
    init(_ wrapUp: WrapUp, _ estimate: Double) {
        self.wrapUp = wrapUp
        self.estimate = estimate
    }

    /// Whether the sweep is wrapped up.
    var isLimited: Bool { wrapUp.request != nil }

    /// Whether it is to stop now.
    var isOver: Bool {
        guard let request = wrapUp.request else { return false }
        let now = ContinuousClock.now
        if let end { return now >= end }
        let isShort = rest <= (request.deadline - now).seconds
        end = isShort ? request.deadline : now
        return !isShort
    }

    /// Seconds that it is still to take. One that takes longer than it should is taken to be halfway.
    private var rest: Double {
        let elapsed = before + (ContinuousClock.now - start).seconds
        return elapsed < estimate ? estimate - elapsed : elapsed
    }
}
