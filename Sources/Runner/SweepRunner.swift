package import Experiments
import Synchronization

/// Trains the runs of a plan, some side by side, each on a thread of its own.
///
///     let runner = SweepRunner(plan: plan, jobs: 4, worker: Worker(dataset: .familyTree)) { record, id in
///         try tree.log.append(record, as: id)
///     }
///     for try await event in runner.events() { … }
///
/// Runs start in the plan's order and end in any. The thread that trained a run records it before it
/// tells of it, so that what was told is kept whatever happens next. The sweep stops when the task that
/// reads the events is cancelled, when nobody holds the events any more, or when a run can't be
/// recorded: the events end at once, no further run starts, and those that are running end unrecorded
/// when their trainer next asks. A runner serves one sweep.
package final class SweepRunner: Sendable {
    /// Keeps a record; false, or an error, when it is too late or not possible.
    package typealias Recorder = @Sendable (RunRecord, RunID) throws -> Bool

    private typealias Events = AsyncThrowingStream<RunProgress, any Error>

    private let schedule: Locked<Schedule>
    private let worker: Worker
    private let record: Recorder
    private let isStopped = Atomic(false)

    /// - Parameters:
    ///   - jobs: The most runs at a time, at least 1.
    ///   - memory: What all the runs at a time may need together.
    package init(
        plan: SweepPlan, jobs: Int, memory: MachineMemory = .current, worker: Worker, record: @escaping Recorder
    ) {
        precondition(jobs >= 1)
        schedule = Locked(Schedule(plan: plan, dataset: worker.dataset, jobs: jobs, memory: memory))
        self.worker = worker
        self.record = record
    }

    /// Starts the sweep. The events end when all runs have.
    ///
    /// They end with a `RunnerError`, or with what the recorder threw.
    package func events() -> AsyncThrowingStream<RunProgress, any Error> {
        let (events, continuation) = Events.makeStream()
        continuation.onTermination = { [self] _ in isStopped.store(true, ordering: .relaxed) }
        startThreads(for: advance(continuation), continuation)
        return events
    }
}

extension SweepRunner {
    private var shouldStop: Bool { isStopped.load(ordering: .relaxed) }

    /// The runs that may start now, after an ended one. What is told here is told in the plan's order.
    private func advance(after ended: Run? = nil, _ events: Events.Continuation) -> [Run] {
        schedule.withLock { schedule in
            if let ended { schedule.ended(ended) }
            var runs: [Run] = []
            while !shouldStop, let step = schedule.step() {
                switch step {
                case .refuse(let combination, let shortage):
                    events.yield(.refused(combination: combination, shortage))
                case .start(let run, let opens):
                    if opens { events.yield(.started(combination: run.id.combination)) }
                    runs.append(run)
                }
            }
            if schedule.isOver { events.finish() }
            return runs
        }
    }

    private func startThreads(for runs: some Sequence<Run>, _ events: Events.Continuation) {
        for run in runs {
            do {
                try DedicatedThread.start { self.train(run, events) }
            } catch {
                return events.finish(throwing: error)
            }
        }
    }

    /// The life of a thread: a run, then another that may start in its place.
    private func train(_ run: Run, _ events: Events.Continuation) {
        var current: Run? = run
        while let run = current {
            let record: RunRecord
            do {
                guard let done = try worker.work(on: run, shouldStop: { self.shouldStop }) else { return }
                record = done
                guard try self.record(record, run.id) else { return events.finish() }
            } catch {
                return events.finish(throwing: error)
            }
            events.yield(.recorded(record, run.id))
            let next = advance(after: run, events)
            startThreads(for: next.dropFirst(), events)
            current = next.first
        }
    }
}
