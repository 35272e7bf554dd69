import Experiments
import Language
import Runner

extension Command {
    static let attach = Command(
        "attach",
        Signature(positionals: [.result()], options: [TrainingOption.lostAfter.declaration, TrainingOption.quiet.declaration]),
        help: "follow a sweep that others train, on a cluster or elsewhere",
        details: """
            It shows what sweep shows, and trains nothing. Ctrl-C leaves and changes nothing; when nobody is at work any more, it ends and says how to \
            go on. The result is a value, as that of sweep or train.
            """,
        examples: ["train epochs=1 seeds=2 out=\"followed\"\nlet r = attach followed\nprint len(r.seeds)"],
        hasResult: true
    ) { session, invocation in
        let reference = try await session.reference(invocation.paths[0], invocation.context)
        let request = try await session.resumeRequest(reference, invocation)
        let follower = SlurmLauncher(SlurmSettings(), text: "", following: .others)
        return try await session.run(request, on: follower, at: reference.span, invocation)
    }
}
