import Experiments
import Language
import Runner

extension Command {
    static let collect = Command(
        "collect", Signature(positionals: [.result(.one), .result(.any)]),
        help: "rewrite a results folder's texts from its records",
        details: """
            Puts all records into runs.jsonl and writes the text of each complete combination, and the summary, which \
            says how far the others are and what can't run here. It can be done at any time, also while the folder is worked on.
            """,
        examples: ["train epochs=1 seeds=2 out=\"collected\"\ncollect collected"]
    ) { session, invocation in
        let references = try await session.references(invocation.paths, invocation.context)
        var manifests: [SweepManifest] = []
        for reference in references {
            manifests.append(try await session.apart(at: reference, invocation) { try SweepManifest(of: reference.folder) })
        }
        let tasks = await session.knownTasks(of: manifests, at: invocation.call.name.span, invocation.context)
        for reference in references {
            let places = session.environment.places
            let results = try await session.apart(at: reference, invocation) {
                try ResultsFolder.collect(try places.changing(reference.folder), tasks: tasks)
            }
            for problem in results.notices { try await invocation.context.emit(.notice(problem)) }
            try await invocation.context.show(FolderTexts.state(of: results))
        }
        return .none
    }
}
