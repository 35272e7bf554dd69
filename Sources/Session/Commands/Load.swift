import Language

extension Command {
    static let load = Command(
        "load", Signature(positionals: [.model]),
        help: "load a trained model as a value",
        details: """
            let m = load("shakespeare") gives the model of a results folder: the one of its best combination's best seed, ranked as compare \
            ranks. A MODEL is also a file that ends in .safetensors, a variable that holds a result, a part of one such as s.best, or one seed \
            of it: r[3]. predict, sample and export take the same. train keeps its models unless checkpoints=none, sweep where \
            checkpoints= says so; where none was kept, the run is trained again, and refused unless it gives the recorded result bit for bit. \
            A model has m.vocabulary, m.embedding, m.seed, m.iteration, m.parameters and every hyper-parameter.
            """,
        examples: ["train epochs=5 seeds=2 out=\"kept\"\nlet m = load(\"kept\")\nprint m.seed, m.iteration, len(m.vocabulary)\nload kept"],
        hasResult: true, showsResult: true
    ) { session, invocation in
        .model(try await session.model(invocation.paths[0], invocation.context))
    }
}
