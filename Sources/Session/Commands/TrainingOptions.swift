import Engine
import Experiments
import Language
import Runner

/// What commands that train take by name.
enum TrainingOption {
    static let seeds = seeds(default: "\(Seeds.standard.count)")

    static func seeds(default defaultText: String?) -> Option<SeedsSetting> {
        Option(
            Seeds.name, as: "SEEDS", SeedsSetting.help, default: defaultText, reading: .list, completion: .seeds
        ) { value throws(SessionError) in try SeedsSetting(value) }
    }

    static let jobs = Option.whole(
        "jobs", in: SweepRequest.jobsRange, "runs at a time", default: "the processor cores this process may use")

    static let out = Option.path(
        "out", of: Option.folder, as: "FOLDER", "folder for the results, to be made", default: "sweep_results_ and the date")

    static let embeddings = Option.flag("embeddings", "record each run's token embedding, for plot embedding")

    static let checkpoints = Option<CheckpointRule>.choice(
        "checkpoints", as: "WHICH",
        "models of each run that are kept, for load: last, best (lowest validation loss), every (one at each evaluation) or none",
        default: "last for train, none for sweep")

    static let dry = Option.flag("dry", "only show the plan, the time and the memory it takes")

    static let maxFailures = Option.number(
        "max_failures", in: 0...1, expected: "a share from 0 to 1", as: "SHARE", "largest share of runs that may fail, 0 to 1",
        default: "any")

    static let failFast = Option.flag("fail_fast", "stop at the first run that fails")

    static let lostAfter = Option.number(
        "lost_after", in: 0.1...86_400, expected: "seconds, from 0.1 to 86400", as: "SECONDS",
        "take over another process's work when it shows no sign of life for so long", default: "60")

    static let quiet = Option.flag("quiet", "no line for each seed, only the summary", short: "q")

    /// How runs are started and shown, whatever is trained.
    static let running = [
        jobs.declaration, maxFailures.declaration, failFast.declaration, lostAfter.declaration, quiet.declaration,
    ]
    /// What commands take that go on with a folder.
    static let resuming = running + ClusterOption.all
    /// What `train` and `sweep` take.
    static let training = [seeds.declaration] + running + [
        out.declaration, checkpoints.declaration, embeddings.declaration, dry.declaration,
    ] + ClusterOption.all
}

extension Invocation {
    /// When to give up.
    var failureLimit: FailureLimit {
        FailureLimit(share: self[TrainingOption.maxFailures], isFast: self[TrainingOption.failFast] ?? false)
    }

    /// How long another process's work counts without a sign of life.
    var patience: Duration { self[TrainingOption.lostAfter].map(Duration.seconds) ?? RecordStore.standardPatience }

    /// The most runs at a time, on a cluster of each worker.
    func jobs(_ environment: SessionEnvironment, _ settings: SlurmSettings) -> Int {
        isOnCluster ? settings.cpus ?? 1 : self[TrainingOption.jobs] ?? environment.jobs
    }
}
