import Experiments
import Language
import Runner

extension Command {
    static let worker = Command(
        "worker",
        Signature(
            positionals: [.result(.one)],
            options: [
                TrainingOption.jobs.declaration, TrainingOption.maxFailures.declaration, TrainingOption.failFast.declaration,
                TrainingOption.lostAfter.declaration,
            ]),
        help: "work on a results folder beside others, until nothing is left to do",
        details: """
            What a batch job runs: any number of workers, on any machines, share the runs that a folder misses, the longest first, \
            and say little. A worker leaves when all that is left is done by others who show signs of life; who \
            finds everything done writes the texts. With SIGTERM, or SIGUSR1 before a time limit, a worker finishes what is nearly \
            done, keeps the state of the rest, and its exit status is 75 if work is left. Runs that \
            two workers ended on are set aside, until somebody resumes the sweep.
            """,
        examples: ["train epochs=1 seeds=2 out=\"shared\"\nworker shared"]
    ) { session, invocation in
        for reference in try await session.references(invocation.paths, invocation.context) {
            let request = try await session.resumeRequest(reference, invocation)
            try await session.work(on: request, in: try session.environment.places.changing(reference.folder), at: reference.span, invocation)
        }
        return .none
    }
}

extension Interpreter {
    fileprivate func work(on request: SweepRequest, in folder: String, at place: SourceSpan, _ invocation: Invocation) async throws {
        var request = request
        request.lostAfter = invocation.patience
        let pilot = Pilot(of: request, in: folder, worker: environment.worker, wrapUp: environment.wrapUp)
        let report: PilotReport
        do {
            report = try await pilot.run { event in
                switch event {
                case .progress(let progress): try await invocation.context.emit(.progress(progress.map(ProgressText.init)))
                case .notice(let sentence): try await invocation.context.emit(.notice(sentence))
                case .folder, .report, .finished: break
                }
            }
        } catch where !(error is CancellationError) {
            throw invocation.fail(.failed("\(error)"), place)
        }
        switch report.ending {
        case .askedToLeave(.terminated, _), .askedToLeave(.timeLimit, _): throw WorkLeft(description: "\(report)")
        case .askedToLeave(.stopFile, _), .nothingLeft: break
        }
        try await invocation.context.emit(.progress(nil))
        try await invocation.context.show(["\(report)"])
    }
}
