import Engine
import Experiments

/// A worker of a sweep that others plan and follow: it claims what nobody works on, the longest first, and leaves when nothing is
/// left for it.
///
///     let report = try await Pilot(of: try SweepRequest(resuming: folder, …), worker: worker).run { event in … }
///     print(report)       // trained 12 runs; out has 40 of 40 runs
///
/// Any number of them may work on a folder, on any machines, beside sweeps that do the same. What others have claimed is left to them as
/// long as they show signs of life, and taken over when they don't. Who finds everything done puts the folder in order.
package struct Pilot: Sendable {
    private let request: SweepRequest
    private let folder: String
    private let worker: Worker
    private let launcher: any Launcher
    private let wrapUp: WrapUp

    /// - Parameters:
    ///   - request: of a folder that is there.
    ///   - wrapUp: the wish that all that the process does ends soon.
    package init(
        of request: SweepRequest, in folder: String, worker: Worker, launcher: any Launcher = LocalLauncher(), wrapUp: WrapUp = WrapUp()
    ) {
        self.request = request
        self.folder = folder
        self.worker = request.keepsEmbeddings ? worker.keepingEmbeddings : worker
        self.launcher = launcher
        self.wrapUp = WrapUp(within: wrapUp)
    }

    /// Works until nothing is left, or the wrap-up is through.
    ///
    /// - Parameter tell: takes progress and notices; what it throws ends the work.
    /// - Throws: `CancellationError`, and what a sweep's events end with.
    package func run(_ tell: (SweepEvent) async throws -> Void) async throws -> PilotReport {
        try launcher.memory.check(request.plan, tasks: request.tasks)
        let store = try RecordStore(opening: folder, lostAfter: request.lostAfter, isWorker: true)
        // Runs are told apart by their places in the plan.
        guard store.results.plan == request.plan else { throw FolderError.changed(path: folder) }
        let known = RunStateFile.seconds(in: folder)
        if try WorkerFiles(in: folder).isAskedToStop { wrapUp.ask(.stopFile) }
        try await tell(.notice("\(store.owner) starts; \(PilotReport(store.results, trained: 0, .nothingLeft).state)"))
        let launched = launcher.launch(SweepWork(
            store: store, tasks: request.tasks, jobs: request.jobs, worker: worker, limit: request.limit, order: .longestFirst,
            wrapUp: wrapUp))
        let ending = await follow(launched, store.results, tell)
        launched.stop()
        try store.leave()
        return try report(of: store, after: ending, hasProgress: store.ownCount > 0 || RunStateFile.seconds(in: folder) > known)
    }

    private enum Ending {
        /// Every run is recorded, refused or set aside.
        case workDone
        /// What is left is done by others, who live.
        case othersWork
        case error(any Error)
    }

    private func follow(
        _ launched: LaunchedSweep, _ results: ResultsFolder, _ tell: (SweepEvent) async throws -> Void
    ) async -> Ending {
        let start = ContinuousClock.now
        var progress = SweepProgress(of: request.plan, tasks: request.tasks, jobs: request.jobs, cores: launcher.cores)
        results.known.forEach { progress.note($0) }
        progress.begin()
        do {
            for try await event in launched.events {
                progress.note(event)
                if case .waiting(let work) = event, work.isAlive { return .othersWork }
                if case .notice(let sentence) = event { try await tell(.notice(sentence)) }
                try await tell(.progress(TrainingProgress(progress, best: nil, leaders: [], since: start)))
            }
            try Task.checkCancellation()
            return .workDone
        } catch {
            return .error(error)
        }
    }

    private func report(of store: RecordStore, after ending: Ending, hasProgress: Bool) throws -> PilotReport {
        var results = try ResultsFolder(reading: folder)
        switch ending {
        case .error(let error) where !(error is WrapUp.Unfinished || error is CancellationError): throw error
        case .error(let error) where !results.isComplete:
            guard let cause = wrapUp.request?.cause else { throw error }
            let requeue = hasProgress ? requeue(because: cause) : .notAsked
            return PilotReport(results, trained: store.ownCount, .askedToLeave(cause, requeue))
        case .error, .othersWork, .workDone:
            if try isOver(results, ending) { results = try .collect(folder, tasks: request.tasks) }
            return PilotReport(results, trained: store.ownCount, .nothingLeft)
        }
    }

    /// Whether nobody has anything left to do: what is missing is refused.
    private func isOver(_ results: ResultsFolder, _ ending: Ending) throws(StorageError) -> Bool {
        if results.isComplete { return true }
        guard case .workDone = ending, !results.isInWork, results.plan == request.plan else { return false }
        return try WorkerFiles(in: folder).setAside.isEmpty
    }

    /// Puts the batch job that this process is back into the queue, where its time limit ends it. Who makes no progress within the
    /// time limit would do so for ever.
    private func requeue(because cause: WrapUp.Cause) -> PilotReport.Requeue {
        switch cause {
        case .terminated, .stopFile: return .notAsked
        case .timeLimit:
            guard let job = SlurmClient.ownJob else { return .notAsked }
            do throws(SlurmError) {
                try SlurmClient().requeue(job)
                return .done(job: job)
            } catch {
                return .refused(error)
            }
        }
    }
}
