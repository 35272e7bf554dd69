import Engine
import Experiments
import Synchronization
import System

/// Trains the runs of a plan that are not recorded yet, some side by side, each on a thread of its own.
///
/// Runs start in the plan's order and end in any. One thread records what the others have trained, before it
/// tells of it, so that what was told is kept whatever happens next, and no core waits for a disk. Several processes,
/// on several machines, may have runners on one folder: what others record is told when it is published, and
/// the events end when every run is recorded, wherever it was trained. The sweep stops when the task that reads
/// the events is cancelled, when nobody holds the events any more, or when a run can't be recorded: the events end at
/// once, no further run starts, and those that are running end unrecorded when their trainer next asks. Where a wrap-up is
/// asked for, no further run starts either, but those that are running end as it lets them. A runner serves one sweep.
final class SweepRunner: Sendable {
    private typealias Events = AsyncThrowingStream<RunProgress, any Error>

    private let jobs: Int
    private let schedule: Locked<Schedule>
    private let worker: Worker
    private let tasks: TaskLibrary
    private let store: RecordStore
    private let failures: FailureCount
    private let queue = TimedQueue<TrainedRun>()
    private let idle: IdleCores
    private let models: ModelKeeper
    private let wrapUp: WrapUp
    private let estimate: RunEstimate
    private let isStopped = Atomic(false)
    /// Told when nothing more will be recorded.
    private let settled = TimedQueue<Void>()
    private let isWaitedFor = Atomic(false)

    /// - Parameter memory: What all the runs at a time may need together.
    init(_ work: SweepWork, memory: MachineMemory, cores: Int) {
        jobs = work.jobs
        worker = work.worker
        store = work.store
        tasks = work.tasks
        wrapUp = work.wrapUp
        estimate = RunEstimate(tasks: work.tasks, jobs: work.jobs, cores: cores)
        schedule = Locked(Schedule(tasks: tasks, jobs: jobs, memory: memory, store: store, costs: work.costs))
        failures = FailureCount(work.store.results.failedCount, of: work.plan.runs.count, limit: work.limit)
        idle = IdleCores(cores, tasks: tasks)
        models = ModelKeeper(store.results, tasks: tasks)
    }

    /// Starts the sweep. The events end when all runs are recorded.
    ///
    /// They end with a `RunnerError`, or with what the store throws.
    func events() -> AsyncThrowingStream<RunProgress, any Error> {
        let (events, continuation) = Events.makeStream()
        continuation.onTermination = { [self] _ in stopUnlessWrappingUp() }
        do {
            try DedicatedThread.start {
                self.keepRecords(continuation)
                self.settled.put(())
            }
        } catch {
            settled.put(())
            continuation.finish(throwing: error)
        }
        let assignments = advance(continuation)
        start(assignments, continuation)
        startHelpers(jobs - assignments.count, continuation)
        return events
    }

    /// Stops the sweep, and waits until the runs that have ended are recorded, unless the disk takes too long.
    func stop() {
        stopUnlessWrappingUp()
        let rest = wrapUp.request.map { max(.zero, $0.deadline - .now) } ?? .zero
        if isWaitedFor.exchange(true, ordering: .relaxed) { return }
        _ = settled.take(within: rest + .seconds(10))
        isStopped.store(true, ordering: .relaxed)
    }

    private func stopUnlessWrappingUp() {
        if !isWrappingUp { isStopped.store(true, ordering: .relaxed) }
        queue.wake()
    }
}

// MARK: - Threads that train
extension SweepRunner {
    private var shouldStop: Bool { isStopped.load(ordering: .relaxed) }
    private var isWrappingUp: Bool { wrapUp.request != nil }

    /// The runs that may start now, after an ended one. What is told here is told in the plan's order.
    private func advance(after ended: Run? = nil, _ events: Events.Continuation) -> [Assignment] {
        schedule.withLock { schedule in
            if let ended { schedule.ended(ended) }
            var assignments: [Assignment] = []
            do {
                while !shouldStop, !isWrappingUp, let step = try schedule.step() {
                    switch step {
                    case .start(let assignment):
                        idle.started(assignment)
                        assignments.append(assignment)
                    case .open(let combination): events.yield(.started(combination: combination))
                    case .refuse(let combination, let shortage):
                        events.yield(.refused(combination: combination, shortage))
                    case .eliminate(let combination, let seeds):
                        events.yield(.eliminated(combination: combination, seeds: seeds))
                    case .setAside(let lost): events.yield(.notice("\(lost)"))
                    case .recordElsewhere(let news):
                        for (id, record) in news {
                            events.yield(.recordedElsewhere(record, id))
                            try failures.note(record)
                        }
                    }
                }
            } catch {
                events.finish(throwing: error)
            }
            if schedule.isOver { events.finish() }
            return assignments
        }
    }

    private func start(_ assignments: some Collection<Assignment>, _ events: Events.Continuation) {
        for (index, assignment) in assignments.enumerated() {
            do {
                try DedicatedThread.start { self.train(assignment, events) }
            } catch {
                // Who has joined to help these waits for them.
                for rest in assignments.dropFirst(index) {
                    idle.ended(rest)
                    rest.team.disband()
                }
                return events.finish(throwing: error)
            }
        }
    }

    private func startHelpers(_ count: Int, _ events: Events.Continuation) {
        for _ in 0..<max(0, count) {
            do {
                try DedicatedThread.start { self.help(events) }
            } catch {
                return events.finish(throwing: error)
            }
        }
    }

    /// The life of a thread: a run, then another that may start in its place; when there is none, it helps others.
    private func train(_ assignment: Assignment, _ events: Events.Continuation) {
        var current: Assignment? = assignment
        while let assignment = current {
            guard let ended = ended(assignment, events) else {
                schedule.withLock { $0.ended(assignment.run) }
                return queue.wake()
            }
            queue.put(ended)
            let next = advance(after: assignment.run, events)
            start(next.dropFirst(), events)
            current = next.first
        }
        help(events)
    }

    private func stateFile(of run: Run) -> RunStateFile {
        RunStateFile(of: run, dataHash: tasks.hash(of: run.configuration), in: store.folder)
    }

    /// Trains a run to its end; nil when it was stopped, or can't go on.
    private func ended(_ assignment: Assignment, _ events: Events.Continuation) -> TrainedRun? {
        do throws(RunnerError) {
            return try work(on: assignment, events)
        } catch {
            events.finish(throwing: error)
            return nil
        }
    }

    private func work(on assignment: Assignment, _ events: Events.Continuation) throws(RunnerError) -> TrainedRun? {
        defer { idle.ended(assignment) }
        let run = assignment.run
        let tell = { (sentence: String) in _ = events.yield(.notice(sentence)) }
        let patience = RunPatience(wrapUp, estimate.seconds(of: run.configuration))
        let state = RunState(file: stateFile(of: run), interval: worker.saveInterval, patience: patience, notice: tell)
        var model: CheckpointDraft?
        let keeping = models.keeping(
            run, of: store.results.plan.combinations[run.id.combination], handOver: { model = $0 }, notice: tell)
        let record = try worker.work(
            on: run, of: tasks.task(for: run.configuration), helpedBy: assignment.team, keeping: state, keeping,
            shouldStop: { self.shouldStop })
        if let record { estimate.note(record) }
        return record.map { TrainedRun(assignment: assignment, record: $0, model: model) }
    }

    /// Shares the work of runs that are under way, one after the other, while no run waits for a core.
    private func help(_ events: Events.Continuation) {
        while !shouldStop, let team = idle.teamToHelp() {
            team.help()
            idle.left()
            let next = advance(events)
            start(next.dropFirst(), events)
            if let assignment = next.first { return train(assignment, events) }
        }
    }
}

// MARK: - The thread that records
extension SweepRunner {
    /// Records what the others train, shows that this process lives, and looks for what other processes do.
    private func keepRecords(_ events: Events.Continuation) {
        let beat = Duration.seconds(min(2, max(0.05, store.lostAfter.seconds / 20)))
        var lastBeat = ContinuousClock.now
        while !shouldStop, !isWrappedUp {
            let ended = queue.take(within: beat)
            do {
                try record(ended, events)
                if ContinuousClock.now - lastBeat >= beat {
                    lastBeat = .now
                    store.touch()
                    if try WorkerFiles(in: store.folder).isAskedToStop { wrapUp.ask(.stopFile) }
                    let foreign = try schedule.withLock { schedule in
                        try schedule.revisit()
                        return schedule.foreignWork()
                    }
                    if let foreign { events.yield(.waiting(foreign)) }
                }
            } catch {
                events.finish(throwing: error)
                break
            }
            start(advance(events), events)
        }
        do {
            try record(queue.take(within: .zero), events)
        } catch {
            events.finish(throwing: error)
        }
        // It ends the events if nothing is left.
        _ = advance(events)
        if let request = wrapUp.request { events.finish(throwing: WrapUp.Unfinished(cause: request.cause)) }
    }

    /// Whether a wrap-up is asked for and the last run has ended.
    private var isWrappedUp: Bool { isWrappingUp && schedule.withLock { $0.isIdle } }

    /// Records what has ended, all of it even where one failure is too many.
    private func record(_ ended: [TrainedRun], _ events: Events.Continuation) throws {
        models.publish(ended.compactMap(\.model)) { events.yield(.notice($0)) }
        var rest = ended[...]
        var tooManyFailures: RunnerError?
        while let unit = rest.first?.assignment.unit {
            let part = rest.filter { $0.assignment.unit == unit }
            rest.removeAll { $0.assignment.unit == unit }
            let ids = part.map(\.assignment.run.id)
            // Of a unit that changed hands others may have recorded the same.
            let news = part.filter { !store.isRecorded($0.assignment.run.id) }
            guard try store.append(part.map { ($0.assignment.run.id, $0.record) }, to: unit) else {
                schedule.withLock { $0.lost(unit, with: ids) }
                continue
            }
            for entry in part { stateFile(of: entry.assignment.run).remove() }
            for entry in news {
                events.yield(.recorded(entry.record, entry.assignment.run.id))
                do throws(RunnerError) { try failures.note(entry.record) } catch { tooManyFailures = tooManyFailures ?? error }
            }
            if schedule.withLock({ $0.recorded(ids, of: unit) }) { try store.publish(unit) }
        }
        if let tooManyFailures { throw tooManyFailures }
    }
}
