import Engine
import Experiments
package import Runner

/// Trains what was asked for: makes the results folder, starts the runs, shows the report as it comes
/// due, and leaves the folder in order however it ends.
package struct SweepExecution: Sendable {
    private let request: SweepRequest
    private let worker: Worker
    private let memory = MachineMemory.current

    package init(of request: SweepRequest, worker: Worker = Worker(dataset: .familyTree)) {
        self.request = request
        self.worker = request.keepsEmbeddings ? worker.keepingEmbeddings : worker
    }

    /// Cancelling the task stops the runs and keeps those that have ended.
    ///
    /// - Parameter emit: what it throws ends the sweep.
    /// - Throws: `RunnerError` or `StorageError` when nothing could start; then nothing is left behind.
    ///   `SweepStopped` when the sweep did not come to a good end.
    package func run(emit: SessionEmitter) async throws -> SweepOutcome {
        try memory.check(request.plan, dataset: worker.dataset)
        let tree = try ResultsTree(
            at: request.folder, plan: request.plan, dataset: worker.dataset, now: .now, keepsEmbeddings: request.keepsEmbeddings)
        let outcome: SweepOutcome
        do {
            outcome = try await train(into: tree, emit)
        } catch {
            try? await emit(.progress(nil))
            throw stopped(by: Task.isCancelled ? .cancelled : .error(error), tree)
        }
        if !outcome.isComplete { throw stopped(by: .incomplete(outcome), tree) }
        return outcome
    }

    private func train(into tree: ResultsTree, _ emit: SessionEmitter) async throws -> SweepOutcome {
        var report = SweepReport(of: request.plan, style: request.style, in: tree)
        var progress = SweepProgress(of: request.plan, dataset: worker.dataset, jobs: request.jobs)
        var records: [RunID: RunRecord] = [:]
        let runner = SweepRunner(plan: request.plan, jobs: request.jobs, memory: memory, worker: worker) { record, id in
            try tree.log.append(record, as: id)
        }
        try await emit(.lines(report.opening))
        let start = ContinuousClock.now
        try await emit(.progress(TrainingProgress(progress, best: nil, since: start)))
        for try await event in runner.events() {
            progress.note(event)
            if case .recorded(let record, let id) = event { records[id] = record }
            let lines = try lines(dueAfter: event, in: &report)
            if !lines.isEmpty { try await emit(.lines(lines)) }
            try await emit(.progress(TrainingProgress(progress, best: report.best, since: start)))
        }
        try Task.checkCancellation()
        try await emit(.progress(nil))
        try tree.log.finish()
        try await emit(.lines(try report.close(at: .now)))
        return SweepOutcome(plan: request.plan, folder: tree.folder, summary: report.summary, records: records)
    }

    private func lines(dueAfter event: RunProgress, in report: inout SweepReport) throws(StorageError) -> [String] {
        switch event {
        case .started(let combination):
            try report.started(combination: combination)
        case .refused(let combination, let shortage):
            try report.refused(combination: combination, reason: shortage.description)
        case .recorded(let record, let id):
            try report.finished(record, as: id)
        }
    }

    /// Leaves the folder as it is to stay: with its finished runs, or not at all.
    private func stopped(by cause: SweepStopped.Cause, _ tree: ResultsTree) -> SweepStopped {
        // What can't be put in order any more is complete all the same.
        try? tree.log.finish()
        let kept = tree.log.count
        if kept == 0 { tree.discard() }
        return SweepStopped(cause: cause, kept: kept, runCount: request.plan.runs.count, logPath: tree.logPath)
    }
}
