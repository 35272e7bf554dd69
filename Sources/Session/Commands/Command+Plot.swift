import Language

extension Option {
    /// What `plot` takes by name.
    static let plotting = [
        Option(name: "out", help: "file for the picture, ending in .svg"),
        Option(name: "seed", help: "of plot embedding: whose embedding (default: the first there is)"),
    ]
}

extension Command {
    static let plot = Command(
        CommandShape(
            "plot", positionals: [.word("what to plot"), .path("a hyper-parameter or a result", .any)], takesNamed: true),
        usage: "plot WHAT [HYPER-PARAMETER …] [RESULT] [out=\"FILE.svg\"]", help: "draw the last result, or another one",
        details: """
            WHAT is \(PlotKind.all.map(\.name).joined(separator: ", ")). test_accuracy, train_accuracy and train_loss are \
            drawn against one hyper-parameter, or for each combination; heatmap takes two. RESULT is a variable, a field of \
            one such as s.best, or a results folder, finished or not; without it the last train or sweep is shown. A picture \
            is drawn with characters where there is only text; out saves it as SVG too. plot embedding needs a result of \
            embeddings=true.
            """,
        examples: [
            "train epochs=5 seeds=2 embeddings=true\nplot loss\nplot seeds\nplot embedding seed=1",
            "let s = sweep n_layer=[1, 2] n_head=[1, 2] epochs=5 seeds=2\nplot test_accuracy n_head\nplot heatmap n_layer n_head s\nplot parallel s",
        ],
        options: Option.plotting
    ) { session, call, frame in
        try await session.plot(call, frame)
        return .none
    }
}
