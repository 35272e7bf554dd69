import Language

extension Command {
    static let open = Command(
        "open", Signature(positionals: [.result()]),
        help: "load a results folder as a value",
        details: """
            let s = open("results/rates") gives the value that the sweep itself gave, finished or not; nothing is trained or printed. A \
            folder of one combination gives the result of a train.
            """,
        examples: ["train epochs=1 seeds=2 out=\"opened\"\nlet r = open(\"opened\")\nprint r.test_accuracy >= 0\nopen opened"],
        hasResult: true, showsResult: true
    ) { session, invocation in
        let results = try await session.results(invocation.paths[0], invocation.context)
        for notice in LoadedResults.notices(of: [results]) { try await invocation.context.emit(.notice(notice)) }
        return results.value
    }
}
