import Engine
import Experiments

/// Trains what was asked for: makes the results folder or resumes one, starts the runs that are missing, tells what comes
/// due, and leaves the folder in order however it ends.
///
///     for try await event in SweepExecution(of: request, worker: worker).events() {
///         if case .report(let part) = event { print(part.lines) }
///     }
///
/// Nothing happens before the first event is asked for; from then on runs go on whether or not events are taken. A run is
/// on the disk before its event. Cancelling the task that reads stops the runs and keeps those that have ended; so does letting
/// go of the events. An execution serves one sweep.
///
/// The events end with a `RunnerError`, `StorageError` or `FolderError` when nothing could start; then nothing is left behind,
/// but what others have extended. They end with `SweepStopped` when the sweep did not come to its end.
package actor SweepExecution {
    private let request: SweepRequest
    private let worker: Worker
    private let launcher: any Launcher
    /// The wish that this sweep ends soon, whoever has it.
    private let wrapUp: WrapUp

    /// What was not asked for yet, and the error that comes after it.
    private var due: ArraySlice<SweepEvent> = []
    private var failure: (any Error)?
    private var isOver = false

    private var folder: SweepFolder?
    private var state: SweepState?
    /// What the folder had already, as far as it was not told.
    private var known: ArraySlice<RunProgress> = []
    private var launched: LaunchedSweep?
    /// The claim of another process that was told of last.
    private var toldClaim: String?

    /// - Parameter wrapUp: the wish that all that the process does ends soon.
    package init(
        of request: SweepRequest, worker: Worker, launcher: any Launcher = LocalLauncher(), wrapUp: WrapUp = WrapUp()
    ) {
        self.wrapUp = WrapUp(within: wrapUp)
        self.request = request
        self.worker = request.keepsEmbeddings ? worker.keepingEmbeddings : worker
        self.launcher = launcher
    }

    deinit {
        if isOver { return }
        if let launched, launched.goesOnAlone { return }
        launched?.stop()
        _ = folder?.stopped(by: .cancelled)
    }

    package nonisolated func events() -> SweepEvents { SweepEvents(execution: self) }

    /// Ends a sweep whose events can't be taken any more: no further run starts, and the folder is left in order.
    ///
    /// - Parameter error: why they can't.
    /// - Returns: `SweepStopped`; the error itself when nothing had been made.
    package func stop(because error: any Error) -> any Error {
        (due, failure) = ([], nil)
        return stopped(by: error)
    }

    private func stopped(by error: any Error) -> any Error {
        isOver = true
        if let folder, launched?.goesOnAlone == true { return left(folder, error) }
        launched?.stop()
        launched = nil
        return folder?.stopped(by: Self.cause(of: error)) ?? error
    }

    private static func cause(of error: any Error) -> SweepStopped.Cause {
        if Task.isCancelled { return .cancelled }
        return (error as? WrapUp.Unfinished).map { .wrapUp($0.cause) } ?? .error(error)
    }
}

// MARK: - Leaving
extension SweepExecution {
    /// What is said of runs that go on elsewhere, or of why they don't.
    private func left(_ folder: SweepFolder, _ error: any Error) -> SweepStopped {
        if error is RunnerError || error is SlurmError || error is WrapUp.Unfinished, !Task.isCancelled {
            return folder.stopped(by: Self.cause(of: error))
        }
        let isWanted = Task.isCancelled || error is CancellationError || error is Detachment
        return folder.left(because: isWanted ? nil : error)
    }
}

// MARK: - A step at a time
extension SweepExecution {
    func next() async throws -> SweepEvent? {
        while due.isEmpty, !isOver {
            do { try await advance() } catch { end(with: error) }
        }
        if let event = due.popFirst() { return event }
        defer { failure = nil }
        if let failure { throw failure }
        return nil
    }

    private func advance() async throws {
        guard let folder else { return try open() }
        if let event = known.popFirst() { return try take(event) }
        guard let launched else { return launch(in: folder) }
        var iterator = launched.events.makeAsyncIterator()
        if let event = try await iterator.next(isolation: self) {
            try take(event)
            tellProgress()
        } else {
            try Task.checkCancellation()
            try close(folder)
        }
    }

    private func open() throws {
        try launcher.memory.check(request.plan, tasks: request.tasks)
        let folder = try SweepFolder(for: request)
        if folder.isResumed, launcher.startsWork { try WorkerFiles(in: folder.tree.folder).startAnew() }
        let state = SweepState(request, folder.tree, cores: launcher.cores)
        let results = folder.store.results
        if let idleJobs, !results.isComplete { due.append(.notice(idleJobs)) }
        if folder.isResumed, !request.isResumed { due.append(.notice(Self.found(results))) }
        due += results.notices.map(SweepEvent.notice) + [.folder(folder.tree.folder)] + state.report.opening.map(SweepEvent.report)
        known = results.known[...]
        (self.folder, self.state) = (folder, state)
    }

    /// That more jobs were asked for than there are cores; nil when not.
    private var idleJobs: String? {
        let cores = launcher.cores
        guard cores > 0, request.jobs > cores else { return nil }
        return "\(request.jobs) jobs on \(cores == 1 ? "1 core" : "\(cores) cores") are no faster than \(cores)"
    }

    /// That the folder of a sweep that is given again has a part of it, or all.
    private static func found(_ results: ResultsFolder) -> String {
        results.isComplete ? "\(results.path) holds all runs of this sweep already; nothing is trained" :
            "\(results.path) holds \(results.recordedCount) of this sweep's \(results.runCount) runs; the others are trained"
    }

    private func launch(in folder: SweepFolder) {
        state?.begin()
        tellProgress()
        launched = launcher.launch(SweepWork(
            store: folder.store, tasks: request.tasks, jobs: request.jobs, worker: worker, limit: request.limit,
            wrapUp: wrapUp))
    }

    private func take(_ event: RunProgress) throws {
        if case .waiting(let work) = event { tell(of: work) }
        if case .notice(let sentence) = event { due.append(.notice(sentence)) }
        due += try state?.take(event).map(SweepEvent.report) ?? []
    }

    /// Says once of each claim whom this process waits for, if it takes longer than the end of a run.
    private func tell(of work: ForeignWork) {
        guard toldClaim != work.claim.file, ContinuousClock.now - work.since >= .seconds(2) else { return }
        toldClaim = work.claim.file
        due.append(.notice("\(work)"))
    }

    private func tellProgress() {
        if let state { due.append(.progress(state.trainingProgress)) }
    }

    private func close(_ folder: SweepFolder) throws {
        try folder.store.close()
        due += [.progress(nil)] + (try state?.close(folder.tree).map(SweepEvent.report) ?? [])
        if try folder.tree.isOutgrown {
            due.append(.notice("\(folder.tree.folder) was extended meanwhile, and is not complete yet"))
        }
        isOver = true
        if let outcome = state?.outcome(folder.store.results.manifest, folder: folder.tree.folder) { due.append(.finished(outcome)) }
    }

    private func end(with error: any Error) {
        if folder != nil { due.append(.progress(nil)) }
        failure = stopped(by: error)
    }
}
