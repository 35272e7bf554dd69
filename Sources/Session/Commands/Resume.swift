import Experiments
import Language
import Runner

extension Command {
    static let resume = Command(
        "resume", Signature(positionals: [.result(.one), .result(.any)], options: TrainingOption.resuming),
        help: "train what is missing in a results folder",
        details: """
            After a stop or a crash of any kind: what was reported is there, and the rest is trained; a run that takes long \
            goes on from its state, which is kept every minute. Several \
            processes, on several machines, may resume one folder at the same time: they share the work. The \
            result is a value, as that of sweep or train; of several folders it is a list. To give the same train or sweep with \
            the same out again does the same. A folder whose numbers this version \
            would not reproduce is refused.
            """,
        examples: ["train epochs=1 seeds=2 out=\"resumed\"\nlet r = resume resumed\nprint len(r.seeds)"],
        hasResult: true
    ) { session, invocation in
        let references = try await session.references(invocation.paths, invocation.context)
        for reference in references { _ = try await session.resumeRequest(reference, invocation) }
        var values: [Value] = []
        do {
            for reference in references { values.append(try await session.resume(reference, invocation)) }
        } catch {
            if !values.isEmpty { session.partialResult = .list(values + [session.partialResult].compactMap(\.self)) }
            throw error
        }
        return values.count == 1 ? values[0] : .list(values)
    }
}

extension Interpreter {
    /// Trains what a folder misses.
    func resume(_ reference: ResultReference, _ invocation: Invocation) async throws -> Value {
        let request = try await resumeRequest(reference, invocation)
        let launcher = launcher(try await clusterSettings(invocation, folder: reference.folder), invocation)
        return try await run(request, on: launcher, at: reference.span, invocation)
    }

    /// What a folder misses, checked.
    func resumeRequest(_ reference: ResultReference, _ invocation: Invocation) async throws -> SweepRequest {
        let settings = try await clusterSettings(invocation, folder: reference.folder)
        let (jobs, limit) = (invocation.jobs(environment, settings), invocation.failureLimit)
        let places = environment.places
        let plan = try await apart(at: reference, invocation) { try SweepManifest(of: reference.folder).plan }
        let tasks = try await tasks(of: plan, at: reference.span, invocation.context)
        return try await apart(at: reference, invocation) {
            try SweepRequest(resuming: try places.changing(reference.folder), tasks: tasks, jobs: jobs, limit: limit)
        }
    }

    /// What `body` returns, worked out apart; what it throws gets the place of the folder.
    func apart<Value: Sendable>(
        at reference: ResultReference, _ invocation: Invocation, _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await apart(body)
        } catch {
            throw invocation.fail(.failed("\(error)"), reference.span)
        }
    }
}
