import Language

extension Option {
    /// What `compare` takes by name.
    static let comparing = [
        Option(name: "to", help: "what all are compared with: a result, a folder, or values such as \"n_layer=1\" (default: the best)"),
        Option(name: "as", help: "\"text\", \"markdown\", \"csv\" or \"json\" (default: \"text\", as wide as the terminal)"),
    ]
}

extension Command {
    static let compare = Command(
        CommandShape("compare", positionals: [.path("a result", .any)], takesNamed: true, takesBy: true),
        usage: "compare [RESULT …] [by NAME …] [to=REFERENCE] [as=\"csv\"], or compare importance [RESULT …]",
        help: "compare results, seed by seed, and say what is sure",
        details: """
            A RESULT is a variable that holds one, or a folder; without any it is the last sweep. Two results of one \
            combination each are compared as a pair: compare wide base tells how base differs from wide. Anything \
            else is ranked in one table, each combination against the best: mean test accuracy with its 95 % interval \
            (BCa on the exact bootstrap), difference Δ, exact sign-flip p after Holm, the share P(best) of resamples \
            that it wins, and which ones can't be told from the best. by compares the values of a hyper-parameter over \
            all settings of the others. importance tells how much of the variance between combinations each \
            hyper-parameter and interaction explains. Seeds are paired: seed 7 has the same split everywhere. A \
            combination that is not finished tells its seeds as 30/50. In a narrow terminal columns are left out; CSV \
            and JSON have all numbers, unrounded.
            """,
        examples: [
            "sweep n_layer=1..2 n_head=[1, 2] epochs=1 seeds=2\ncompare\ncompare by n_layer\ncompare as=\"csv\"",
            "let base = train n_head=1 epochs=1 seeds=2\nlet wide = train n_head=2 epochs=1 seeds=2\ncompare base wide",
        ],
        options: Option.comparing
    ) { session, call, frame in
        try await session.compare(call, frame)
        return .none
    }
}
