import ArgumentParser
import Engine
import Experiments
import Runner
import Session

/// `sweepbook extend`: more seeds and values for a results folder.
struct ExtendCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Add seeds and values to a results folder, and train them.",
        usage: "sweepbook extend FOLDER [--seeds SEEDS] [--OPTION VALUE [VALUE ...] ...]",
        discussion: """
            What the folder has stays. New seeds come after its own, new values after those of the same \
            hyper-parameter, and every new combination is trained. Values can be added to a full grid, seeds to any plan.
            """)

    static let takesLists = true
    static let words = ["a results folder"]
    static let optionNames = Hyperparameter.all.map(\.name) + [Seeds.name] + RunningOptions.names
    static let flagNames = RunningOptions.flags

    @Argument(help: "the results folder") var folder: String
    @OptionGroup(title: "Hyper-parameters") var hyperparameters: HyperparameterOptions<NoDefaults>
    @Option(help: ArgumentHelp(Seeds.help)) var seeds: String?
    @OptionGroup var running: RunningOptions

    var isDry: Bool { false }

    func request() throws -> SweepRequest {
        let (jobs, limit) = (try running.chosenJobs(), try running.limit())
        let choices = try hyperparameters.values()
        let seeds = try seeds.map { try Seeds(parsing: $0) }
        _ = try SweepRequest(resuming: folder, jobs: jobs)
        try ResultsFolder.extend(folder, by: choices, seeds: seeds)
        return try SweepRequest(resuming: folder, jobs: jobs, limit: limit)
    }
}

/// What is not given adds nothing.
enum NoDefaults: HyperparameterDefaults {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value] { [] }
    static let plural = " ..."
}
