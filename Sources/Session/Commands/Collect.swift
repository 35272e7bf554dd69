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
        for reference in references { _ = try invocation.at(reference) { try SweepManifest(of: reference.folder) } }
        for reference in references {
            let task = session.environment.worker.task
            let results = try invocation.at(reference) { try ResultsFolder.collect(try session.environment.places.changing(reference.folder), task: task) }
            for problem in results.notices { try await invocation.context.emit(.notice(problem)) }
            try await invocation.context.show(FolderTexts.state(of: results))
        }
        return .none
    }
}
