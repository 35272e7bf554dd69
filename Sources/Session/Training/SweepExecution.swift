import Engine
import Experiments
package import Runner

/// Trains what was asked for: makes the results folder or goes on with one, starts the runs that are missing, shows
/// the report as it comes due, and leaves the folder in order however it ends.
package struct SweepExecution: Sendable {
    private let request: SweepRequest
    private let worker: Worker
    private let memory: MachineMemory

    package init(
        of request: SweepRequest, worker: Worker = Worker(task: .familyTree), memory: MachineMemory = .current
    ) {
        self.request = request
        self.memory = memory
        self.worker = request.keepsEmbeddings ? worker.keepingEmbeddings : worker
    }

    /// Cancelling the task stops the runs and keeps those that have ended.
    ///
    /// - Parameter emit: what it throws ends the sweep.
    /// - Throws: `RunnerError`, `StorageError` or `FolderError` when nothing could start; then nothing is left behind,
    ///   but what others have extended. `SweepStopped` when the sweep did not come to a good end.
    package func run(emit: SessionEmitter) async throws -> SweepOutcome {
        try memory.check(request.plan, task: worker.task)
        if let notice = idleJobs { try await emit(.notice(notice)) }
        let tree = try tree()
        let store: RecordStore
        do throws(FolderError) {
            store = try RecordStore(opening: tree.folder, lostAfter: request.lostAfter)
        } catch {
            if !request.isResumed { tree.discard() }
            throw error
        }
        // Runs are told apart by their places in the plan.
        guard store.results.plan == request.plan else { throw FolderError.changed(path: tree.folder) }
        let outcome: SweepOutcome
        do {
            for problem in store.results.notices { try await emit(.notice(problem)) }
            outcome = try await train(store, into: tree, emit)
        } catch {
            try? await emit(.progress(nil))
            throw stopped(by: Task.isCancelled ? .cancelled : .error(error), store, tree)
        }
        if !outcome.isComplete { throw stopped(by: .incomplete(outcome), store, tree) }
        return outcome
    }

    private func tree() throws -> ResultsTree {
        if request.isResumed, let folder = request.folder { return ResultsTree(existing: folder) }
        return try ResultsTree(
            at: request.folder, plan: request.plan, task: worker.task, now: .now,
            keepsEmbeddings: request.keepsEmbeddings)
    }

    /// That more jobs were asked for than there are cores; nil when not.
    private var idleJobs: String? {
        let cores = Cores.available
        guard request.jobs > cores else { return nil }
        return "\(request.jobs) jobs on \(cores == 1 ? "1 core" : "\(cores) cores") are no faster than \(cores)"
    }

    private func train(_ store: RecordStore, into tree: ResultsTree, _ emit: SessionEmitter) async throws -> SweepOutcome {
        var state = State(request, worker.task, tree)
        let runner = SweepRunner(
            plan: request.plan, jobs: request.jobs, memory: memory, worker: worker, store: store, limit: request.limit)
        try await emit(.folder(tree.folder))
        try await emit(.lines(state.report.opening))
        let start = ContinuousClock.now
        for event in store.results.known { try await emit(.lines(try state.take(event))) }
        state.sweep.begin()
        try await emit(.progress(state.progress(since: start)))
        for try await event in runner.events() {
            let lines = try state.take(event)
            if !lines.isEmpty { try await emit(.lines(lines)) }
            try await emit(.progress(state.progress(since: start)))
        }
        try Task.checkCancellation()
        try await emit(.progress(nil))
        try store.close()
        try await emit(.lines(try state.close(tree)))
        if tree.isOutgrown { try await emit(.notice("\(tree.folder) was extended meanwhile, and is not complete yet")) }
        return SweepOutcome(
            plan: request.plan, folder: tree.folder, summary: state.report.summary, records: state.records)
    }

    /// What is known of a sweep under way.
    private struct State {
        var report: SweepReport
        var sweep: SweepProgress
        var best: BestSoFar?
        var records: [RunID: RunRecord] = [:]

        init(_ request: SweepRequest, _ task: LearningTask, _ tree: ResultsTree) {
            report = SweepReport(of: request.plan, style: request.style, in: tree)
            sweep = SweepProgress(of: request.plan, task: task, jobs: request.jobs)
        }

        /// The lines that come due.
        mutating func take(_ event: RunProgress) throws(StorageError) -> [String] {
            sweep.note(event)
            defer { noteBest() }
            switch event {
            case .started(let combination):
                return try report.started(combination: combination)
            case .refused(let combination, let shortage):
                return try report.refused(combination: combination, reason: shortage.description)
            case .racedOut(let combination, let seeds):
                return try report.racedOut(combination: combination, at: seeds)
            case .recorded(let record, let id), .learned(let record, let id):
                records[id] = record
                return try report.finished(record, as: id)
            }
        }

        /// Writes the summary and returns the last lines. What could not start here may have been trained on another
        /// machine, up to the moment when the summary is there.
        mutating func close(_ tree: ResultsTree) throws -> [String] {
            var lines = try report.close(at: .now)
            while !report.summary.errors.isEmpty {
                let folder = try ResultsFolder(reading: tree.folder)
                let corrected = report.corrected(by: folder)
                if corrected.isEmpty { break }
                for (id, record) in corrected.flatMap(folder.known) { records[id] = record }
                lines = try report.close(at: .now)
            }
            return lines
        }

        private mutating func noteBest() {
            guard let success = report.best, success != best?.success else { return }
            let index = success.combination.index
            best = BestSoFar(success, records: records.filter { $0.key.combination == index }.map(\.value))
        }

        func progress(since start: ContinuousClock.Instant) -> TrainingProgress {
            TrainingProgress(sweep, best: best, since: start)
        }
    }

    /// Leaves the folder as it is to stay: with its finished runs, or not at all.
    private func stopped(by cause: SweepStopped.Cause, _ store: RecordStore, _ tree: ResultsTree) -> SweepStopped {
        // What can't be put in order any more is kept all the same.
        try? store.close()
        return SweepStopped(
            cause: cause, kept: kept(store, tree), runCount: request.plan.runs.count, folder: tree.folder)
    }

    private func kept(_ store: RecordStore, _ tree: ResultsTree) -> SweepStopped.Kept {
        if tree.isGone { return .noFolder }
        if store.count == 0, !request.isResumed, tree.discard() { return .nothing }
        return .runs(store.count)
    }
}

extension ResultsFolder {
    /// Every record, as if another process had just told of it.
    fileprivate var known: [RunProgress] {
        plan.combinations.indices.flatMap(known).map { .learned($1, $0) }
    }

    /// The records of a combination, and whose they are.
    fileprivate func known(of combination: Int) -> [(RunID, RunRecord)] {
        plan.seeds.indices.compactMap { seed in
            let id = RunID(combination: combination, seed: seed)
            return self[id].map { (id, $0) }
        }
    }
}
