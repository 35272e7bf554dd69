import Experiments
import Language

extension Option {
    /// What `resume` and its like take.
    fileprivate static let resuming = [Option(name: "jobs", help: "runs at a time (default: the processor's cores)")] + failures
}

extension Command {
    /// What can be done with results folders.
    static let folderCommands = [
        Command(
            CommandShape("resume", positionals: [.path("a results folder")], takesNamed: true),
            usage: "resume FOLDER [jobs=2]", help: "train what a results folder misses",
            details: """
                After a stop or a crash of any kind: what was reported is there, and the rest is trained. Several \
                processes, on several machines, may resume one folder at the same time: they share the work. The \
                result is a value, as that of sweep or train. A folder whose numbers this version would not give is \
                refused.
                """,
            examples: ["train epochs=1 seeds=2 out=\"resumed\"\nlet r = resume resumed\nprint len(r.seeds)"],
            options: Option.resuming, hasResult: true
        ) { session, call, frame in try await session.resume(call, frame) },
        Command(
            CommandShape("rerun", positionals: [.path("a results folder"), .word("failed")], takesNamed: true),
            usage: "rerun FOLDER failed [jobs=2]", help: "train again what failed in a results folder",
            details: "The records of runs that failed are given up, then the folder is resumed.",
            examples: ["train epochs=1 seeds=2 out=\"rerun_here\"\nrerun rerun_here failed"],
            options: Option.resuming, hasResult: true
        ) { session, call, frame in try await session.rerun(call, frame) },
        Command(
            CommandShape("extend", positionals: [.path("a results folder")], takesNamed: true),
            usage: "extend FOLDER [seeds=50..99] [NAME=[VALUE, …]] … [jobs=2]",
            help: "add seeds and values to a results folder, and train them",
            details: """
                What the folder has stays. New seeds come after its own, new values after those of the same \
                hyper-parameter, and every new combination is trained. Values can be added to a full grid only.
                """,
            examples: ["train epochs=1 seeds=2 n_head=1 out=\"extended\"\nlet s = extend extended seeds=2..3 n_layer=3\nprint len(s)"],
            options: [Option(name: Seeds.name, help: SeedsSetting.help)] + Option.resuming, takesHyperparameters: true,
            hasResult: true
        ) { session, call, frame in try await session.extend(call, frame) },
        Command(
            CommandShape("collect", positionals: [.path("a results folder")]),
            usage: "collect FOLDER", help: "write a results folder's texts anew from its records",
            details: """
                Puts all records into runs.jsonl and writes the text of each complete combination, and the summary, which \
                tells how far the others are and what can't run here. Can be done at any time, while the folder is worked on too.
                """,
            examples: ["train epochs=1 seeds=2 out=\"collected\"\ncollect collected"]
        ) { session, call, frame in
            try await session.collect(call, frame)
            return .none
        },
        Command(
            CommandShape("results", positionals: [.path("a folder", .optional)]),
            usage: "results [FOLDER]", help: "list the results folders there are",
            details: "With date, runs, best mean test accuracy and state. Without a folder: those in the working directory.",
            examples: ["results"]
        ) { session, call, frame in
            try await session.results(call, frame)
            return .none
        },
        Command(
            CommandShape("export", positionals: [.path("a results folder"), .word("csv or jsonl")], takesNamed: true),
            usage: "export FOLDER csv [out=\"FILE\"], or export FOLDER jsonl …", help: "show every run as a table, for other programs",
            details: "One line a run, with its whole configuration: for pandas, DuckDB or a spreadsheet.",
            examples: ["train epochs=1 seeds=2 out=\"exported\"\nexport exported csv\nexport exported jsonl out=\"runs.jsonl\""],
            options: [Option(name: "out", help: "file to write (default: show the lines)")]
        ) { session, call, frame in
            try await session.export(call, frame)
            return .none
        },
    ]
}
