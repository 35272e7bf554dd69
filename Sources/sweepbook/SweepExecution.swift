import Engine
import Experiments
import Runner

/// Trains what was asked for: makes the results folder, starts the runs, shows the report as it comes
/// due, and leaves the folder in order however it ends.
struct SweepExecution: Sendable {
    private let request: SweepRequest
    private let console: Console
    private let dataset = Dataset.familyTree
    private let memory = MachineMemory.current

    init(of request: SweepRequest, on console: Console) {
        self.request = request
        self.console = console
    }

    /// - Throws: `RunnerError` or `StorageError` when nothing could start; then nothing is left behind.
    ///   `SweepStopped` when the sweep did not come to a good end.
    func run() async throws {
        Descriptors.noticeGoneReaders()
        try memory.check(request.plan, dataset: dataset)
        try await Interrupt.cancelling { try await trainAll() }
    }

    private func trainAll() async throws {
        let tree = try ResultsTree(at: request.folder, plan: request.plan, dataset: dataset, now: .now)
        let summary: Summary
        do {
            summary = try await train(into: tree)
        } catch {
            throw stopped(by: Interrupt.signal.map { .signal($0) } ?? .error(error), tree)
        }
        if summary.ranking.count < summary.results.count { throw stopped(by: .incomplete(summary), tree) }
    }

    private func train(into tree: ResultsTree) async throws -> Summary {
        var report = SweepReport(of: request.plan, style: request.style, in: tree)
        var progress = SweepProgress(of: request.plan, dataset: dataset, jobs: request.jobs)
        let runner = SweepRunner(
            plan: request.plan, jobs: request.jobs, memory: memory, worker: Worker(dataset: dataset)
        ) { record, id in try tree.log.append(record, as: id) }

        try await console.show(report.opening, progress)
        async let _ = console.keepProgressCurrent()
        for try await event in runner.events() {
            progress.note(event)
            try await console.show(try lines(dueAfter: event, in: &report), progress)
        }
        try Task.checkCancellation()
        await console.endProgress()
        try tree.log.finish()
        try await console.show(try report.close(at: .now))
        return report.summary
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
