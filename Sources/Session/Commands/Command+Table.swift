import Experiments
import Language

extension Option {
    /// What `train` and `sweep` take besides hyper-parameters.
    static let training = [
        Option(name: Seeds.name, help: SeedsSetting.help),
        Option(name: "jobs", help: "runs at a time (default: the processor's cores)"),
        Option(name: "out", help: "folder for the results, to be made (default: sweep_results_ and the date)"),
        Option(name: "embeddings", help: "true: record each run's token embedding, for plot embedding (default: false)"),
        Option(name: "dry", help: "true: only show the plan, the time and the memory it takes"),
    ] + failures

    /// When to give up.
    static let failures = [
        Option(name: "max_failures", help: "largest share of runs that may fail, 0 to 1 (default: any)"),
        Option(name: "fail_fast", help: "true: the first run that fails ends it"),
    ]

    /// What `sweep` takes besides.
    static let sweeping = training + [
        Option(name: "random", help: "train this many combinations, drawn from the lists and distributions"),
        Option(name: "random_seed", help: "what the draws come from; the same seed gives the same plan (default: 0)"),
        Option(name: "race", help: "true: stop combinations that can't win any more, looking after every ten seeds"),
    ]
}

extension Command {
    /// Every command, in the order `help` lists them.
    package static let all = settingCommands + trainingCommands + folderCommands + [recordCommand] + sessionCommands

    private static let settingCommands = [
        Command(
            CommandShape("set", positionals: [.word("a hyper-parameter", .optional), .expression("a value")], takesNamed: true),
            usage: "set NAME VALUE, or set NAME=VALUE …", help: "set hyper-parameters",
            details: """
                What is set holds for every train and sweep from here on. NAME = VALUE does the same. Several are set \
                together, or none of them if one is wrong. seeds is set like a hyper-parameter. A word such as bf16 needs no \
                quotes where it is given to its hyper-parameter.
                """,
            examples: ["set n_head 4", "set n_head=4 dropout=0.1", "set precision bf16", "set seeds=[3, 5, 8]"],
            takesHyperparameters: true
        ) { session, call, frame in
            try await session.set(call, frame)
            return .none
        },
        Command(
            CommandShape("show", positionals: [.word("a hyper-parameter", .optional)]),
            usage: "show [NAME]", help: "show the configuration, or one hyper-parameter",
            details: """
                Without a name: every hyper-parameter, n_embd, the number of parameters, the memory of a run, and about \
                how long train and the last sweep take. With one: its value, default and range.
                """,
            examples: ["show", "show dropout"]
        ) { session, call, frame in
            try await session.show(call, frame)
            return .none
        },
        Command(
            CommandShape("reset", positionals: [.word("a hyper-parameter", .any)]),
            usage: "reset [NAME …]", help: "go back to the defaults",
            details: "Without a name every hyper-parameter, and seeds, gets its default. Variables stay.",
            examples: ["reset n_head", "reset"]
        ) { session, call, frame in
            try session.reset(call, frame)
            return .none
        },
    ]

    private static let trainingCommands = [
        Command(
            CommandShape("train", takesNamed: true),
            usage: "train [NAME=VALUE …] [seeds=10] [jobs=2] [out=\"FOLDER\"]",
            help: "train one combination with each seed",
            details: """
                What is not given is as it is set; what is given holds for this command only. The result is a value: \
                let r = train … has r.test_accuracy, r.train_accuracy, r.train_loss, r.perfect, r.seconds, r.folder \
                and every hyper-parameter.
                """,
            examples: ["train epochs=1 seeds=2", "let r = train n_head=1 epochs=1 seeds=1\nprint r.n_embd"],
            options: Option.training, takesHyperparameters: true, hasResult: true
        ) { session, call, frame in try await session.train(call, frame) },
        Command(
            CommandShape("sweep", takesNamed: true, takesWhere: true, bundles: ["zip"]),
            usage: "sweep NAME=[VALUE, …] … [zip(NAME=[VALUE, …], …)] [random=20] [race=true] [seeds=10] [dry=true] [where CONDITION]",
            help: "train every combination of lists of values",
            details: """
                A list or range is swept, a single value holds for all. zip moves hyper-parameters together: the first value \
                of each, then the second. random draws that many combinations instead of training all; a list is then drawn \
                from, as are uniform(low, high) and loguniform(low, high), and a hyper-parameter that is whole gets whole \
                numbers. where leaves out combinations; it can use every hyper-parameter and n_embd (a word in quotes), \
                and draws that it leaves out are replaced. race trains all combinations on ten seeds, then on ten more, and \
                stops those that are worse than the leader beyond chance, whose results stay; the best one is stopped in at most 5 of 100 \
                races. dry shows the plan and starts nothing. All combinations are checked before the \
                first run starts. The result is a value: let s = sweep … has s.best, s.worst, s.folder and len(s), and for r in s goes through its combinations.
                """,
            examples: [
                "sweep dropout=[0.1, 0.2] epochs=1 seeds=1",
                "sweep zip(n_layer=[1, 2], n_head=[4, 2]) dropout=[0.1, 0.2] epochs=1 seeds=1",
                "sweep random=3 dropout=uniform(0, 0.5) n_head=[1, 2] epochs=1 seeds=1",
                "sweep n_layer=1..4 n_head=[1, 2, 4, 8] dry=true",
                "let s = sweep n_head=[1, 2, 4] epochs=1 seeds=1 where n_embd <= 64\nprint len(s), s.best.n_head in [1, 2]",
            ],
            options: Option.sweeping, takesHyperparameters: true, hasResult: true
        ) { session, call, frame in try await session.sweep(call, frame) },
        compare,
        plot,
        Command(
            CommandShape("benchmark"),
            usage: "benchmark", help: "measure this machine and how fast runs train on one core",
            details: "Five configurations are trained whole, on one core: about a minute in all.",
            examples: []
        ) { session, call, frame in
            try await session.benchmark(call, frame)
            return .none
        },
    ]
}
