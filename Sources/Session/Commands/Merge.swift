import Experiments
import Language
import Runner

extension Command {
    static let merge = Command(
        "merge", Signature(positionals: [.result(.one), .result(.any)], options: [out.declaration]),
        help: "combine several results folders into one",
        details: """
            The new folder has all their combinations with all their seeds; a run that is in several appears once. What is \
            missing then, such as seeds that only one of them has, is trained by resume. The folders must be of the same engine \
            revision and data, and stay as they are. Two different results of one run are refused.
            """,
        examples: [
            "train epochs=1 seeds=0..1 out=\"first\"\ntrain epochs=1 seeds=2..3 out=\"second\"\n"
                + "let r = merge first second out=\"both\"\nprint len(r.seeds)"
        ],
        hasResult: true
    ) { session, invocation in
        let references = try await session.references(invocation.paths, invocation.context)
        guard let path = invocation[out] else {
            throw invocation.fail(.missingOption("out", of: "merge", expected: "a new folder"))
        }
        var manifests: [SweepManifest] = []
        for reference in references {
            manifests.append(try await session.apart(at: reference, invocation) { try SweepManifest(of: reference.folder) })
        }
        let tasks = await session.knownTasks(of: manifests, at: invocation.call.name.span, invocation.context)
        let merged: ResultsFolder
        do {
            let place = session.environment.places.writing(path)
            merged = try await session.apart { try ResultsFolder.merge(references.map(\.folder), into: place, tasks: tasks) }
        } catch {
            throw invocation.fail(.failed("\(error)"))
        }
        for problem in merged.notices { try await invocation.context.emit(.notice(problem)) }
        try await invocation.context.show(FolderTexts.state(of: merged))
        do {
            return try await session.apart { try LoadedResults(folder: merged.path, named: path) }.naming(tasks).value
        } catch let error as FolderError {
            throw invocation.fail(.folder(error))
        }
    }

    private static let out = Option.path("out", of: Option.folder, as: "FOLDER", "the new folder")
}
