import Experiments
import Language
import Runner

extension Command {
    static let rerun = Command(
        "rerun",
        Signature(
            positionals: [.result(), .word("failed", as: "failed", .one, .choices([("failed", "the runs that failed")]))],
            options: TrainingOption.resuming),
        help: "train again what failed in a results folder",
        details: "The records of failed runs are dropped, then the folder is resumed.",
        examples: ["train epochs=1 seeds=2 out=\"rerun_here\"\nrerun rerun_here failed"],
        hasResult: true
    ) { session, invocation in
        let reference = try await session.reference(invocation.paths[0], invocation.context)
        if let what = invocation.words.first, what.text != "failed" {
            throw invocation.fail(.unknownWord(what.text, of: "rerun", ["failed"], nearest: nil), what.span)
        }
        _ = try await session.resumeRequest(reference, invocation)
        let places = session.environment.places
        _ = try await session.apart(at: reference, invocation) {
            try ResultsFolder.forgetFailures(in: try places.changing(reference.folder))
        }
        return try await session.resume(reference, invocation)
    }
}
