import Experiments
import Synchronization
import System

/// A sweep that workers on a cluster carry out, as it is followed from here: submitted, told of, submitted again when all workers are
/// gone and runs are missing. A thread of its own looks into the folder, and another asks Slurm, which may be slow.
final class SlurmSweep: Sendable {
    private typealias Events = AsyncThrowingStream<RunProgress, any Error>

    private let work: SweepWork
    private let memory: MachineMemory
    private let following: SlurmLauncher.Following
    private let submission: SlurmSubmission
    private let slurm: SlurmClient
    private let jobs: Locked<Jobs>
    private let answers = TimedQueue<Result<SlurmQueue, SlurmError>>()
    private let isLeft = Atomic(false)
    /// Told when the thread that follows has ended.
    private let settled = TimedQueue<Void>()

    private struct Jobs {
        /// Those of which something may be left in the queue, whoever has submitted them.
        var watched: [String]
        /// Those submitted here.
        var own: [String] = []
    }

    init(
        _ work: SweepWork, memory: MachineMemory, following: SlurmLauncher.Following, _ submission: SlurmSubmission, _ slurm: SlurmClient
    ) {
        self.slurm = slurm
        self.work = work
        self.memory = memory
        self.following = following
        self.submission = submission
        jobs = Locked(Jobs(watched: []))
    }

    /// Whether it needs this process no more.
    var goesOnAlone: Bool { following == .others || jobs.withLock { !$0.own.isEmpty } }

    func events() -> AsyncThrowingStream<RunProgress, any Error> {
        let (events, continuation) = Events.makeStream()
        continuation.onTermination = { [self] _ in leave() }
        do {
            try DedicatedThread.start {
                do {
                    try self.run(continuation)
                    continuation.finish()
                } catch {
                    if case RunnerError.tooManyFailures = error { self.cancelWorkers() }
                    continuation.finish(throwing: error)
                }
                self.settled.put(())
            }
        } catch {
            settled.put(())
            continuation.finish(throwing: error)
        }
        return events
    }

    /// Ends the workers, and waits until they are gone, or have taken too long.
    func stop() {
        leave()
        _ = settled.take(within: .seconds(25))
        cancelWorkers()
    }

    private func leave() {
        isLeft.store(true, ordering: .relaxed)
        answers.wake()
    }

    private var hasLeft: Bool { isLeft.load(ordering: .relaxed) }

    private func cancelWorkers() {
        let ids = jobs.withLock { $0.own }
        guard !ids.isEmpty, (try? slurm.cancel(ids)) != nil else { return }
        let deadline = ContinuousClock.now + .seconds(15)
        while ContinuousClock.now < deadline, (try? slurm.queue(of: ids).isEmpty) == false {
            _ = answers.take(within: .milliseconds(200))
        }
    }
}

// MARK: - Following
extension SlurmSweep {
    private typealias Tell = (RunProgress) -> Void

    /// What is known of the workers.
    private struct Workers {
        let began = ContinuousClock.now
        var isAsking = false
        /// When Slurm is asked again.
        var next = ContinuousClock.now
        /// Whether nothing of them is left in the queue.
        var areGone = false
        /// How many submissions, one after the other, have brought nothing.
        var fruitless = 0
        /// What had been done before the last: runs, and seconds of training that states hold.
        var before: (Int, Double)

        /// Seldom enough for a controller that thousands ask.
        var pause: Duration { min(.seconds(30), max(.seconds(2), (ContinuousClock.now - began) / 20)) }
    }

    private static let mostFruitless = 3

    private func run(_ events: Events.Continuation) throws {
        let tell: Tell = { _ = events.yield($0) }
        let earlier = slurm.identified((try? WorkerFiles(in: work.store.folder).jobs) ?? [])
        jobs.withLock { $0.watched = earlier.filter(\.isAnswered).map(\.id) }
        var watch = FolderWatch(work, memory: memory)
        if !watch.isOver, following != .others { try submit(tell) }
        if !watch.isOver, following == .detached { throw Detachment() }
        watch.begin(tell)
        if watch.isOver { return }
        var workers = Workers(before: (0, RunStateFile.seconds(in: work.store.folder)))
        workers.areGone = jobs.withLock { $0.watched.isEmpty }
        while !hasLeft {
            let began = ContinuousClock.now
            try watch.look(tell)
            if watch.isOver { return }
            if workers.areGone, watch.liveClaims == 0 { try replace(&workers, watch, tell) }
            try ask(&workers)
            let cost = ContinuousClock.now - began
            // Its own part in the load of a machine that may train too is small.
            let pause = max(min(.seconds(2), max(.milliseconds(100), (began - workers.began) / 50)), cost * 20)
            for answer in answers.take(within: pause) { take(answer, &workers, tell) }
        }
    }

    private func submit(_ tell: Tell) throws {
        let (job, notice) = try submission.submit(to: slurm) { self.hasLeft }
        jobs.withLock { jobs in
            jobs.watched.append(job.id)
            jobs.own.append(job.id)
        }
        tell(.notice(notice))
    }

    /// Asks Slurm for the workers, on a thread of its own: the answer may take long.
    private func ask(_ workers: inout Workers) throws {
        let ids = jobs.withLock { $0.watched }
        guard !workers.isAsking, !ids.isEmpty, ContinuousClock.now >= workers.next else { return }
        workers.isAsking = true
        try DedicatedThread.start {
            do throws(SlurmError) {
                self.answers.put(.success(try self.slurm.queue(of: ids)))
            } catch {
                self.answers.put(.failure(error))
            }
        }
    }

    private func take(_ answer: Result<SlurmQueue, SlurmError>, _ workers: inout Workers, _ tell: Tell) {
        workers.isAsking = false
        workers.next = .now + workers.pause
        switch answer {
        case .success(let queue):
            tell(.cluster(queue.state))
            let left = queue.jobs
            jobs.withLock { $0.watched.removeAll { !left.contains($0) } }
            workers.areGone = queue.isEmpty
        case .failure(let error):
            tell(.cluster(ClusterState(running: 0, waiting: [], problem: "\(error)")))
        }
    }

    /// Sees to it that somebody is at work on what is missing.
    ///
    /// - Throws: why nobody will be.
    private func replace(_ workers: inout Workers, _ watch: FolderWatch, _ tell: Tell) throws {
        let files = WorkerFiles(in: work.store.folder)
        if try files.isAskedToStop { throw WrapUp.Unfinished(cause: .stopFile) }
        if following == .others {
            // Between two units nobody has a claim.
            if ContinuousClock.now - watch.lastSign >= min(.seconds(5), work.store.lostAfter) { throw RunnerError.nobodyAtWork(try files.setAside) }
            return
        }
        guard ContinuousClock.now >= workers.next else { return }
        workers.next = .now + workers.pause
        let done = (watch.count, RunStateFile.seconds(in: work.store.folder))
        let fruitless = done > workers.before ? 0 : workers.fruitless + 1
        if fruitless > 0 { try checkSetAside(files) }
        if fruitless > Self.mostFruitless { throw noProgress(after: fruitless, files) }
        do {
            try submit(tell)
            (workers.fruitless, workers.before, workers.areGone) = (fruitless, done, false)
        } catch let error as SlurmError {
            tell(.cluster(ClusterState(running: 0, waiting: [], problem: "\(error)")))
        }
    }

    /// Checks that workers don't leave alone what is left.
    private func checkSetAside(_ files: WorkerFiles) throws {
        let setAside = try files.setAside
        if !setAside.isEmpty { throw RunnerError.nobodyAtWork(setAside) }
    }

    private func noProgress(after submissions: Int, _ files: WorkerFiles) -> SlurmError {
        let log = jobs.withLock { $0.own.last }.flatMap(files.lastLog)
        return .noProgress(submissions: submissions, log: log?.path, lastLine: log?.line)
    }
}
