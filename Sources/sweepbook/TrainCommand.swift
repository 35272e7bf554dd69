import ArgumentParser
import Engine
import Experiments
import Runner
import Session

/// `sweepbook train`: one combination with all its seeds.
struct TrainCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train one combination of hyper-parameters with each seed.",
        usage: "sweepbook train [--OPTION VALUE ...]",
        discussion: """
            Each option takes one value. The runs' lines and the averages are printed, and kept in a new folder.
            """)

    static let takesLists = false
    static let optionNames = SweepingOptions.names
    var isDry: Bool { options.dry }
    var running: RunningOptions { options.running }

    @OptionGroup(title: "Hyper-parameters") var hyperparameters: HyperparameterOptions<TrainDefaults>
    @OptionGroup var options: SweepingOptions

    func request() throws -> SweepRequest {
        SweepRequest(
            plan: try SweepPlan(try hyperparameters.values(), seeds: try options.chosenSeeds()),
            style: .text, jobs: try options.running.chosenJobs(), folder: options.out,
            limit: try options.running.limit(), keepsEmbeddings: options.embeddings)
    }
}

/// Every hyper-parameter's own default.
enum TrainDefaults: HyperparameterDefaults {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value] { [parameter.defaultValue] }
    static let plural = ""
}
