import Language

extension Command {
    static let open = Command(
        "open", Signature(positionals: [.result()]),
        help: "load a results folder as a value",
        details: """
            Nothing is trained and nothing is printed: let s = open("results/rates") is what the sweep's own value was, finished or \
            not. A folder of one combination is the result of its train.
            """,
        examples: ["train epochs=1 seeds=2 out=\"opened\"\nlet r = open(\"opened\")\nprint r.test_accuracy >= 0\nopen opened"],
        hasResult: true, showsResult: true
    ) { session, invocation in
        let results = try await session.results(invocation.paths[0], invocation.context)
        for notice in LoadedResults.notices(of: [results]) { try await invocation.context.emit(.notice(notice)) }
        return results.value
    }
}
