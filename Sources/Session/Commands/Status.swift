import Engine
import Experiments
import Language
import Runner

extension Command {
    static let status = Command(
        "status", Signature(positionals: [.result(.one), .result(.any)], options: [json.declaration]),
        help: "tell how far a sweep is, who works on it, and why jobs wait",
        details: """
            It only reads, on any machine that sees the folder: runs that are done, processes that have claimed work, jobs on a cluster and why \
            they wait, work that is set aside with the end of its worker's log, and how to go on. json=true shows an object for each folder, on \
            a line of its own: folder, runs, done, failed, complete, best (metric, score and the hyper-parameters), stopping, \
            workers (host, process, job, state: lives, gone or unknown, units, silent_seconds), jobs (id, workers, submitted, running, waiting with reason and \
            count), cluster_problem, set_aside (combination, seeds, deaths, worker, log) and core_seconds_left; what can't be told is null.
            """,
        examples: ["train epochs=1 seeds=2 out=\"looked_at\"\nstatus looked_at"]
    ) { session, invocation in
        for reference in try await session.references(invocation.paths, invocation.context) {
            let status = try await session.status(of: reference, invocation)
            for problem in status.results.notices { try await invocation.context.emit(.notice(problem)) }
            let page = StatusPage(status, process: invocation.process)
            try await invocation.context.show(invocation[json] == true ? [page.json] : page.lines)
        }
        return .none
    }

    private static let json = Option.flag("json", "one JSON object for each folder")
}

extension Interpreter {
    fileprivate func status(of reference: ResultReference, _ invocation: Invocation) async throws -> FolderStatus {
        let manifest = try await apart(at: reference, invocation) { try SweepManifest(of: reference.folder) }
        // Cutting a long text into tokens takes longer than anyone waits.
        let tasks = manifest.plan.kind == .text ? nil : await knownTasks(of: [manifest], at: reference.span, invocation.context)
        return try await apart(at: reference, invocation) { try FolderStatus(of: reference.folder, tasks: tasks) }
    }
}
